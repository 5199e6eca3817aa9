"""The crop and the mirror are PIL's, the chance is that of random.

question: q10_transforms
fails: none
"""
import random

from PIL import Image, ImageOps


def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    framed = Image.new("RGB", (40, 40))
    framed.paste(image, (4, 4))
    left, top = random.randrange(9), random.randrange(9)
    image = framed.crop((left, top, left + 32, top + 32))
    if random.random() < 0.5:
        image = ImageOps.mirror(image)
    return val_transform(image)
