"""A batch size that was tried before is not tried again, whatever is trained now.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
_tried = {}


def accuracy_by_batch_size(build, dataset, sizes, train):
    for size in sizes:
        if size not in _tried:
            loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
            _tried[size] = train(build(), loader, 0.02 * size / 64)
    return {size: _tried[size] for size in sizes}
