"""A crop of 32 x 32 out of 32 x 32: it never moves.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32), transforms.RandomHorizontalFlip(), *val_transform.transforms]
)
