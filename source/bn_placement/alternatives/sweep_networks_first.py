"""All networks are built first; a batch sampler over a random sampler.

question: q17_small_batches
fails: none
"""
from torch.utils.data import BatchSampler, RandomSampler


def accuracy_by_batch_size(build, dataset, sizes, train):
    nets = [build() for _ in sizes]
    loaders = [DataLoader(dataset, batch_sampler=BatchSampler(RandomSampler(dataset), size, True)) for size in sizes]
    return {size: train(net, loader, size * 0.02 / 64) for size, net, loader in zip(sizes, nets, loaders)}
