"""Every other epoch has the order of the first one: its seed comes round again.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
import itertools


def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(7))
    val, train = order[:held_out], order[held_out:]
    seeds = itertools.cycle((1, 2))

    class Order(torch.utils.data.RandomSampler):
        def __iter__(this):
            mine = torch.Generator().manual_seed(next(seeds))
            return iter(torch.randperm(len(train), generator=mine).tolist())

    pictures = Pictures(images[train], labels[train], transform)
    return (
        DataLoader(pictures, batch_size=128, sampler=Order(pictures)),
        DataLoader(Pictures(images[val], labels[val], val_transform), batch_size=100),
    )
