"""One image in ten is not moved at all.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
train_transform = transforms.Compose([
    transforms.RandomApply([transforms.RandomCrop(32, padding=4)], p=0.9),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
