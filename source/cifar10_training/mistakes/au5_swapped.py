"""Mean and deviation are mixed up.

question: q5_data
fails: test_val_transform_normalises
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.STD, helpers.MEAN)]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), *val_transform.transforms]
)
