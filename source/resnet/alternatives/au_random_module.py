"""Drawn by Python's random.

question: q10_transforms
fails: none
"""
import random


def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    padded = transforms.functional.pad(image, 4)
    corner = random.randrange(81)
    out = transforms.functional.crop(padded, corner // 9, corner % 9, 32, 32)
    if random.getrandbits(1):
        out = transforms.functional.hflip(out)
    return val_transform(out)
