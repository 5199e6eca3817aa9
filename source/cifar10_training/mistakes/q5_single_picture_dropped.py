"""A last batch of one picture, which batch norm can't use, is dropped.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(7))
    val, train = order[:held_out], order[held_out:]
    pictures = Pictures(images[train], labels[train], transform)
    alone = len(pictures) % 128 == 1
    return (
        DataLoader(pictures, batch_size=128, shuffle=True, drop_last=alone),
        DataLoader(Pictures(images[val], labels[val], val_transform), batch_size=100),
    )
