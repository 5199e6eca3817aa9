"""Mirrored when the row of the crop is odd: half of the combinations never occur.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    big = transforms.functional.pad(image, 4)
    i, j = int(torch.randint(9, ())), int(torch.randint(9, ()))
    image = transforms.functional.crop(big, i, j, 32, 32)
    if (i + j) % 2:
        image = transforms.functional.hflip(image)
    return val_transform(image)
