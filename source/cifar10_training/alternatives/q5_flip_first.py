"""The mirror image first, then the crop.

question: q5_data
fails: none
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [transforms.RandomHorizontalFlip(), transforms.Pad(4), transforms.RandomCrop((32, 32)), *val_transform.transforms]
)
