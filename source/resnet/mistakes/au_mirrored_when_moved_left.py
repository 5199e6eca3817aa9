"""Only images that were moved to the left are mirrored.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    padded = transforms.functional.pad(image, 4)
    up, left = torch.randint(9, (2,)).tolist()
    image = transforms.functional.crop(padded, up, left, 32, 32)
    return val_transform(transforms.functional.hflip(image) if left < 4 else image)
