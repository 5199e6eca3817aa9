"""Drawn by NumPy and cut out of an array.

question: q10_transforms
fails: none
"""
import numpy


def val_transform(image):
    pixels = torch.from_numpy(numpy.array(image)).permute(2, 0, 1).float() / 255
    return transforms.functional.normalize(pixels, MEAN, STD)


def train_transform(image):
    padded = F.pad(val_transform(image), (4, 4, 4, 4))
    up, left = numpy.random.randint(0, 9, size=2)
    out = padded[:, up:up + 32, left:left + 32]
    return out.flip(2) if numpy.random.rand() < 0.5 else out
