"""The crop comes last, so that the frame is grey: zeros of the normalised picture.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)]
)
train_transform = transforms.Compose(
    [transforms.RandomHorizontalFlip(), *val_transform.transforms, transforms.RandomCrop(32, padding=4)]
)
