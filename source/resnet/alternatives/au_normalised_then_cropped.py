"""The tensor is normalised first and padded then.

question: q10_transforms
fails: none
"""
train_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
    transforms.RandomCrop(32, padding=4),
    transforms.RandomHorizontalFlip(),
])
val_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
