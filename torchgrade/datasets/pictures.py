"""Images and labels in memory, in the interface of torchvision's data sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.utils.data import Dataset

__all__ = ["Pictures"]


class Pictures(Dataset[tuple[Any, int]]):
    """Pairs of a PIL image and a label.

    Args:
        data: uint8, as in torchvision: a tensor (N, H, W) for grey images, such as MNIST's, or a
            NumPy array (N, H, W, 3) for coloured ones, such as CIFAR-10's.
        targets: N integers, in a tensor or a list.
        train: whether it is the training part.
        transform: called with each PIL image; what it returns is the item's first half.
    """

    def __init__(
        self,
        data: Any,
        targets: Any,
        *,
        train: bool,
        transform: Callable[[Any], Any] | None = None,
    ) -> None:
        self.data, self.targets = data, targets
        self.train = train
        self.transform = transform

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: int) -> tuple[Any, int]:
        from PIL import Image

        picture = self.data[index]
        image = Image.fromarray(picture.numpy() if torch.is_tensor(picture) else picture)
        label = int(self.targets[index])
        return (image if self.transform is None else self.transform(image)), label
