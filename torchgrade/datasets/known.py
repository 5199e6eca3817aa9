"""What is known about data sets without loading one, and without torch or torchvision."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["MEAN_STD", "VARIABLE", "evaluation_folder"]


class _MeanStd(dict[str, tuple[tuple[float, ...], tuple[float, ...]]]):
    """By the name of a data set; data sets in packages have their own."""

    def __missing__(self, name: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
        from torchgrade.datasets.carried import CARRIED

        carried = CARRIED.get(name)
        if carried is None:
            raise KeyError(name)
        return carried.mean_std


# Per channel, of the training images in [0, 1], for torchvision.transforms.Normalize. MNIST and
# CIFAR-10: the values in common use (CIFAR's std is the mean of the images' own stds; that of all
# pixels would be 0.2470, 0.2435, 0.2616). digits: computed from its 1,437 training pictures; its
# one channel broadcasts over three when it stands in for CIFAR-10.
MEAN_STD: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = _MeanStd(
    mnist=((0.1307,), (0.3081,)),
    cifar10=((0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010)),
    digits=((0.3058,), (0.3249,)),
)

VARIABLE = "TORCHGRADE_EVALUATION"
"""Names the folder with only a test part; set in a referee, never where a student's code runs."""


def evaluation_folder(name: str, folder: Path | None = None) -> Path | None:
    """Return the folder with the test part of a data set, if this process has one.

    Args:
        name: the data set.
        folder: the folder to use instead of the one in the environment.
    """
    named = os.environ.get(VARIABLE)
    folder = folder or (Path(named) if named else None)
    return folder if folder and (folder / f"{name}_images.npy").is_file() else None
