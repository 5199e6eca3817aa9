"""Mean and standard deviation are swapped.

id: AU5
question: q10_transforms
fails: test_val_transform_values, test_train_transform_gives_crops_and_flips
"""
train_transform = transforms.Compose([
    transforms.RandomCrop(32, padding=4),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(STD, MEAN),
])
val_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(STD, MEAN),
])
