"""Plain functions instead of transforms.

question: q10_transforms
fails: none
"""
def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    padded = F.pad(val_transform(image), (4, 4, 4, 4))
    top, left = torch.randint(0, 9, (2,)).tolist()
    crop = padded[:, top : top + 32, left : left + 32]
    return crop.flip(2) if torch.rand(()) < 0.5 else crop
