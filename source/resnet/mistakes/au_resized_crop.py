"""RandomResizedCrop stretches a part of the image, as for ImageNet.

question: q10_transforms
fails: test_train_transform_gives_crops_and_flips
"""
train_transform = transforms.Compose([
    transforms.RandomResizedCrop(32),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
