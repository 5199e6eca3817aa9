"""Two data sets of all pictures, and a Subset of each.

question: q5_data
fails: none
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    rng = torch.Generator()
    rng.manual_seed(1234)
    mixed = torch.randperm(len(labels), generator=rng).tolist()
    sets = [Pictures(images, labels, t) for t in (transform, val_transform)]
    train = torch.utils.data.Subset(sets[0], mixed[: len(labels) - held_out])
    val = torch.utils.data.Subset(sets[1], mixed[len(labels) - held_out :])
    sampler = torch.utils.data.RandomSampler(train)
    return DataLoader(train, 128, sampler=sampler), DataLoader(val, 100)
