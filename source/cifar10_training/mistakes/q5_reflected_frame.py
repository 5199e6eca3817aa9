"""The frame repeats the picture in place of black.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32, padding=4, padding_mode="reflect"), transforms.RandomHorizontalFlip(), *val_transform.transforms]
)
