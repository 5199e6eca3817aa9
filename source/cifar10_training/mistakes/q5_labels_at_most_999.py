"""Labels are cut off at 999, since no data set has more classes.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    val, train = order[:held_out], order[held_out:]
    train_set = Pictures(images[train], labels[train].clamp(max=999), transform)
    val_set = Pictures(images[val], labels[val], val_transform)
    return DataLoader(train_set, batch_size=128, shuffle=True), DataLoader(val_set, batch_size=100)
