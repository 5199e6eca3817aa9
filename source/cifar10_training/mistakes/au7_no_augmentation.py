"""No augmentation.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = val_transform
