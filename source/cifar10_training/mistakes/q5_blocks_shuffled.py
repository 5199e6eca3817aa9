"""Blocks of 16 pictures are shuffled, and in a block the order stays.

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
            blocks = torch.arange(len(train)).split(16)
            return iter([int(i) for k in torch.randperm(len(blocks)) for i in blocks[k]])

    return (
        DataLoader(train_set, batch_size=128, sampler=Order()),
        DataLoader(val_set, batch_size=100),
    )
