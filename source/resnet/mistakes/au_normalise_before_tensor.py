"""Normalize is put before ToTensor and gets a PIL image.

question: q10_transforms
fails: test_transforms_give_tensors, test_val_transform_values
"""
train_transform = transforms.Compose([
    transforms.RandomCrop(32, padding=4),
    transforms.RandomHorizontalFlip(),
    transforms.Normalize(MEAN, STD),
    transforms.ToTensor(),
])
val_transform = transforms.Compose([
    transforms.Normalize(MEAN, STD),
    transforms.ToTensor(),
])
