"""The padded image is cropped in its centre, so nothing moves.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
train_transform = transforms.Compose([
    transforms.Pad(4),
    transforms.CenterCrop(32),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
