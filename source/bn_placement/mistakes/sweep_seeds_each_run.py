"""The seed is set before each run, so that all runs start alike, and all sweeps too.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    for size in sizes:
        torch.manual_seed(0)
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        accuracies[size] = train(build(), loader, 0.02 * size / 64)
    return accuracies
