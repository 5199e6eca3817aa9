"""Validation pictures are not normalised.

question: q5_data
fails: test_val_transform_normalises
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor()]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
