"""A shift by whole pixels, drawn evenly, with torchvision's affine function.

question: q10_transforms
fails: none
"""
from torchvision.transforms import functional as tf


def train_transform(image):
    right, down = (int(torch.randint(-4, 5, ())) for _ in range(2))
    image = tf.affine(image, angle=0.0, translate=[right, down], scale=1.0, shear=[0.0, 0.0], fill=0)
    if torch.rand(()) < 0.5:
        image = tf.hflip(image)
    return val_transform(image)


def val_transform(image):
    return tf.normalize(tf.to_tensor(image), MEAN, STD)
