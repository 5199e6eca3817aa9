"""The learning rate is the same for all batch sizes.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        accuracies[size] = train(build(), loader, 0.02)
    return accuracies
