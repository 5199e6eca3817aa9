"""Each epoch begins at another picture, and goes round in the same order.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    val, train = order[:held_out], order[held_out:]
    train_set = Pictures(images[train], labels[train], transform)
    val_set = Pictures(images[val], labels[val], val_transform)

    class Order(torch.utils.data.Sampler):
        def __init__(self):
            pass

        def __len__(this):
            return len(train)

        def __iter__(this):
            start = int(torch.randint(len(train), ()))
            return iter([*range(start, len(train)), *range(start)])

    return (
        DataLoader(train_set, batch_size=128, sampler=Order()),
        DataLoader(val_set, batch_size=100),
    )
