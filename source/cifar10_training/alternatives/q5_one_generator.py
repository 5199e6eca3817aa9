"""The generator of the split shuffles, too.

question: q5_data
fails: none
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    generator = torch.Generator().manual_seed(231)
    kept = torch.randperm(len(images), generator=generator)
    train, val = kept[held_out:], kept[:held_out]
    return (
        DataLoader(Pictures(images[train], labels[train], transform), 128, shuffle=True, generator=generator),
        DataLoader(Pictures(images[val], labels[val], val_transform), 100, shuffle=False),
    )
