"""The learning rate never goes above 0.1.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    found = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        found[size] = train(build(), loader, min(0.02 * size / 64, 0.1))
    return found
