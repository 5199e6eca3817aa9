"""Tensors from the start; the flip is a RandomApply of a function.

question: q10_transforms
fails: none
"""
train_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Pad(4),
    transforms.RandomCrop((32, 32)),
    transforms.RandomApply([transforms.Lambda(lambda t: t.flip(-1))], p=0.5),
    transforms.Normalize(mean=list(MEAN), std=list(STD)),
])
val_transform = transforms.Compose(train_transform.transforms[:1] + train_transform.transforms[-1:])
