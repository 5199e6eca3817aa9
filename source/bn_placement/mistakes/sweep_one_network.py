"""One network is built, and trained on from run to run.

question: q17_small_batches
fails: test_sweep_starts_afresh
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    accuracies = {}
    net = build()
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        accuracies[size] = train(net, loader, 0.02 * size / 64)
    return accuracies
