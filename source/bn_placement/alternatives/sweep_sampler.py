"""A sampler of its own, and a dictionary comprehension.

question: q17_small_batches
fails: none
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    def batches(size):
        sampler = torch.utils.data.RandomSampler(dataset)
        return DataLoader(dataset, batch_sampler=torch.utils.data.BatchSampler(sampler, size, True))

    return {size: train(build(), batches(size), size * 0.02 / 64) for size in sizes}
