"""The data set that is always there: small scans of digits, in the shape of MNIST or CIFAR-10."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy
import torch

from torchgrade.datasets.carried import CarriedDataset
from torchgrade.datasets.known import MEAN_STD
from torchgrade.datasets.pictures import Pictures

__all__ = ["CarriedDigits", "Digits"]

_TEST_EVERY = 5


@lru_cache(maxsize=2)
def pictures_of_size(size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return all 1,797 scans as uint8 (1797, size, size) and their labels as int64 (1797,)."""
    with numpy.load(Path(__file__).with_name("digits.npz")) as scans:
        images, labels = scans["images"], scans["labels"]
    # Sixteen grey levels become 0 to 255. float64 makes rounding the same on every machine.
    small = torch.from_numpy(images).to(torch.float64).unsqueeze(1) * (255 / 16)
    large = torch.nn.functional.interpolate(
        small, size=(size, size), mode="bilinear", align_corners=False
    )
    return large.squeeze(1).round().to(torch.uint8), torch.from_numpy(labels).to(torch.int64)


def split_rows(labels: torch.Tensor, *, train: bool) -> torch.Tensor:
    """Return the row numbers of a part, ascending: 1,437 for training or 360 for testing.

    Every fifth scan of the list sorted by label is for testing. So every class is split alike, and
    nothing depends on random numbers, which a library may change. Rows stay in their original
    order, in which classes are mixed.
    """
    chosen = torch.zeros(len(labels), dtype=torch.bool)
    chosen[torch.argsort(labels, stable=True)[::_TEST_EVERY]] = True
    return torch.nonzero(chosen != train).flatten()


class Digits(Pictures):
    """1,797 scans of handwritten digits, in the interface of torchvision's data sets.

    The scans are 8x8 with 17 levels of grey; they are enlarged bilinearly. The training part has
    1,437 of them and the test part 360; both always contain the same scans.

    Args:
        train: the training part, otherwise the test part.
        transform: called with each PIL image; what it returns is the item's first half.
        like: "mnist" for 28x28 grey, with ``data`` a uint8 tensor (N, 28, 28) and ``targets`` an
            int64 tensor (N,); "cifar10" for 32x32 RGB, with ``data`` a uint8 array (N, 32, 32, 3)
            and ``targets`` a list of int, as torchvision has them.

    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine
    Learning Repository, 1998 (https://doi.org/10.24432/C50P49, CC BY 4.0); ``digits.npz`` has the
    part that is in ``sklearn.datasets.load_digits``.
    """

    classes = tuple(str(digit) for digit in range(10))

    def __init__(
        self,
        *,
        train: bool,
        transform: Callable[[Any], Any] | None = None,
        like: str = "mnist",
    ) -> None:
        pictures, labels = pictures_of_size(32 if like == "cifar10" else 28)
        rows = split_rows(labels, train=train)
        # Indexing copies, so a caller's changes to ``data`` don't affect the next data set.
        data, targets = pictures[rows], labels[rows]
        if like == "cifar10":
            coloured = data.unsqueeze(-1).expand(-1, -1, -1, 3).contiguous().numpy()
            super().__init__(coloured, targets.tolist(), train=train, transform=transform)
        else:
            super().__init__(data, targets, train=train, transform=transform)


class CarriedDigits(CarriedDataset):
    """The scans, as a data set that is part of torchgrade."""

    mean_std = MEAN_STD["digits"]
    likes = ("mnist", "cifar10")

    def load(
        self, *, train: bool, transform: Callable[[Any], Any] | None, like: str | None
    ) -> Digits:
        """Return a part, in the shape of MNIST unless ``like`` says otherwise."""
        return Digits(train=train, transform=transform, like=like or "mnist")
