"""A generator with a fixed seed is made when the notebook runs: every run of the notebook (and every worker of a loader) sees the same sequence.

question: q10_transforms
fails: test_train_transform_follows_the_global_seed
"""
import random
_rng = random.Random(0)


def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


def train_transform(image):
    big = transforms.functional.pad(image, 4)
    i, j = _rng.randrange(9), _rng.randrange(9)
    image = transforms.functional.crop(big, i, j, 32, 32)
    if _rng.random() < 0.5:
        image = transforms.functional.hflip(image)
    return val_transform(image)
