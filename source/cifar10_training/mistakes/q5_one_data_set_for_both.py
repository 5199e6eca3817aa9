"""Both loaders are parts of one data set, whose transform is replaced for validation.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    val, train = order[:held_out], order[held_out:]
    pictures = Pictures(images, labels, transform)
    train_set = torch.utils.data.Subset(pictures, train.tolist())
    val_set = torch.utils.data.Subset(pictures, val.tolist())
    val_set.dataset.transform = val_transform
    return DataLoader(train_set, batch_size=128, shuffle=True), DataLoader(val_set, batch_size=100)
