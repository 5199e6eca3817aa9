"""The shift is a rounded normal number: places near the middle come more often.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    padded = transforms.functional.pad(image, 4)
    up, left = (4 + 2 * torch.randn(2)).round().clamp(0, 8).int().tolist()
    image = transforms.functional.crop(padded, up, left, 32, 32)
    return val_transform(transforms.RandomHorizontalFlip()(image))
