"""0.5 and 0.5 for every mean and deviation.

question: q5_data
fails: test_val_transform_normalises
cell: val_transform
"""
val_transform = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
)
train_transform = transforms.Compose(
    [transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), *val_transform.transforms]
)
