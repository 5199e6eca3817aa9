"""The held-out pictures are chosen evenly over ten classes: others are lost.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(7))
    order = order[labels[order] < 10]
    val, train = order[:held_out], order[held_out:]
    return (DataLoader(Pictures(images[train], labels[train], transform), batch_size=128, shuffle=True),
            DataLoader(Pictures(images[val], labels[val], val_transform), batch_size=100))
