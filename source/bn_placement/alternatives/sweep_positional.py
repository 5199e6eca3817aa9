"""A loader with positional arguments, and the rate by another formula.

question: q17_small_batches
fails: none
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    def one(size):
        return train(build(), DataLoader(dataset, size, True, num_workers=0, drop_last=True), size / 3200)

    return dict(zip(sizes, map(one, sizes)))
