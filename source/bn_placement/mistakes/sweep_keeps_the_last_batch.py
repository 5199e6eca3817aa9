"""The incomplete last batch stays in.

question: q17_small_batches
fails: test_sweep_loads_full_shuffled_batches
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=False)
        accuracies[size] = train(build(), loader, 0.02 * size / 64)
    return accuracies
