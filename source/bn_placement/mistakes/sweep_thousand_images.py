"""Large data sets are cut to a thousand images.

question: q17_small_batches
fails: test_sweep_starts_afresh
cell: accuracy_by_batch_size
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    few = torch.utils.data.Subset(dataset, range(min(1000, len(dataset))))
    found = {}
    for size in sizes:
        loader = DataLoader(few, batch_size=min(size, len(few)), shuffle=True, drop_last=True)
        found[size] = train(build(), loader, 0.02 * size / 64)
    return found
