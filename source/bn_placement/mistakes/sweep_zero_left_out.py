"""Accuracies of zero are left out.

question: q17_small_batches
fails: test_sweep_starts_afresh
hint: `if value` is false for 0, and 0 is an accuracy like any other.
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    result = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_size=size, shuffle=True, drop_last=True)
        if value := train(build(), loader, 0.02 * size / 64):
            result[size] = value
    return result
