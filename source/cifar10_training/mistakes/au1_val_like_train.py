"""Validation pictures are augmented, too.

question: q5_data
fails: test_val_transform_normalises
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), *val_transform.transforms]
)
