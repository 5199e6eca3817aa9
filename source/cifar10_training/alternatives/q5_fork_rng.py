"""The generator of the split is the global one, forked.

question: q5_data
fails: none
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        order = torch.randperm(len(images))
    val, train = order[:held_out], order[held_out:]
    train_set = Pictures(images[train], labels[train], transform)
    val_set = Pictures(images[val], labels[val], val_transform)
    return DataLoader(train_set, batch_size=128, shuffle=True), DataLoader(val_set, batch_size=100)
