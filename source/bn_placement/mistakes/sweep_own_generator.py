"""The order is drawn by a generator with a fixed seed of its own.

question: q17_small_batches
fails: test_sweep_loads_full_shuffled_batches
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    found = {}
    for size in sizes:
        order = torch.Generator().manual_seed(0)
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True, generator=order)
        found[size] = train(build(), loader, 0.02 * size / 64)
    return found
