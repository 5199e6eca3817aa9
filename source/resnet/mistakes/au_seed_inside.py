"""A seed from the clock is set in the transform: a training can not be repeated.

question: q10_transforms
fails: test_train_transform_follows_the_global_seed
"""
import time


def val_transform(image):
    return transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)


augment = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip()])


def train_transform(image):
    torch.manual_seed(time.perf_counter_ns())
    return val_transform(augment(image))
