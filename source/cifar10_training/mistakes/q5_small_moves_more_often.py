"""A move is the sum of two: small ones are more likely.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: train_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)


def move(picture):
    up, left = torch.randint(0, 5, (2, 2)).sum(0).tolist()
    return transforms.functional.crop(picture, up, left, 32, 32)


train_transform = transforms.Compose(
    [
        transforms.Pad(4),
        move,
        transforms.RandomHorizontalFlip(),
        *val_transform.transforms,
    ]
)
