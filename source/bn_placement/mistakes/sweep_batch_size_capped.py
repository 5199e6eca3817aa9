"""Batches hold 256 images at most.

question: q17_small_batches
fails: test_sweep_starts_afresh
cell: accuracy_by_batch_size
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    found = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=min(size, 256), shuffle=True, drop_last=True)
        found[size] = train(build(), loader, 0.02 * size / 64)
    return found
