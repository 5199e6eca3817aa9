"""The accuracies are rounded to two decimals.

question: q17_small_batches
fails: test_sweep_returns_what_train_measured
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        accuracies[size] = round(train(build(), loader, 0.02 * size / 64), 2)
    return accuracies
