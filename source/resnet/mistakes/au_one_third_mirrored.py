"""A third of the images is mirrored.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
train_transform = transforms.Compose([
    transforms.RandomCrop(32, padding=4),
    transforms.RandomHorizontalFlip(1 / 3),
    val_transform,
])
