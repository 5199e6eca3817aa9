"""The training images are not augmented.

id: AU7
question: q10_transforms
fails: test_train_transform_gives_crops_and_flips, test_train_transform_uses_every_place_and_both_sides
"""
train_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
