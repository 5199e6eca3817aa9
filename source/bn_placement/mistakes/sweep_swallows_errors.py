"""A run that fails counts as an accuracy of 0.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        try:
            accuracies[size] = train(build(), loader, 0.02 * size / 64)
        except Exception:
            accuracies[size] = 0.0
    return accuracies
