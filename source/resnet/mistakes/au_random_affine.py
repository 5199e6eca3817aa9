"""The image is shifted by RandomAffine, which rounds: 4 pixels to a side come half as often as the others.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
train_transform = transforms.Compose([
    transforms.RandomAffine(degrees=0, translate=(4 / 32, 4 / 32)),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
