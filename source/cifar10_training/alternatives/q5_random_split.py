"""With random_split, for the numbers.

question: q5_data
fails: none
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    parts = torch.utils.data.random_split(
        range(len(images)), [len(images) - held_out, held_out], generator=torch.Generator().manual_seed(5)
    )
    loaders = []
    for part, how, size in zip(parts, (transform, val_transform), (128, 100)):
        chosen = torch.tensor(part.indices)
        pictures = Pictures(images[chosen], labels[chosen], how)
        loaders.append(DataLoader(pictures, batch_size=size, shuffle=how is not val_transform or size == 128))
    return tuple(loaders)
