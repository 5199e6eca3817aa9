"""Four pictures of five are moved.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: train_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [
        transforms.RandomApply([transforms.RandomCrop(32, padding=4)], p=0.8),
        transforms.RandomHorizontalFlip(),
        *val_transform.transforms,
    ]
)
