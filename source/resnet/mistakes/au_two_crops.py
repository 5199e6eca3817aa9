"""Two crops with half of the padding each, so that places near the middle are more likely.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
train_transform = transforms.Compose([
    transforms.RandomCrop(32, padding=2),
    transforms.RandomCrop(32, padding=2),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
