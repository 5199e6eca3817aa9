"""Places and mirrors come from a generator of its own, which no global seed reaches.

question: q5_data
fails: test_train_transform_draws_anew
cell: train_transform
"""
import numpy as np
_rng = np.random.default_rng()
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)])
def train_transform(picture):
    i, j = _rng.integers(0, 9, 2).tolist()
    picture = transforms.functional.crop(transforms.functional.pad(picture, 4), i, j, 32, 32)
    if _rng.random() < 0.5:
        picture = transforms.functional.hflip(picture)
    return val_transform(picture)
