"""Only the test part of a data set, as an autograder contains it for its referee.

These are two arrays in NumPy's own format: reading them needs neither torchvision nor pickle, and
their folder can be in a zip without the training part. ``TORCHGRADE_EVALUATION`` names the folder;
it is set in a referee, never in the process of a student's code.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import torch

from torchgrade.datasets.layout import DatasetError
from torchgrade.datasets.pictures import Pictures

__all__ = ["Evaluation", "evaluation_files"]

_SHAPES = {"mnist": (10_000, 28, 28), "cifar10": (10_000, 32, 32, 3)}


def evaluation_files(name: str, pixels: Any, labels: Any) -> dict[str, bytes]:
    """Return the files of a data set's test part: name -> content, deterministic.

    Args:
        name: "mnist" or "cifar10".
        pixels: uint8, as in torchvision: (N, H, W), or (N, H, W, 3).
        labels: N integers.
    """
    arrays = {
        "images": numpy.asarray(pixels, dtype=numpy.uint8),
        "labels": numpy.asarray(labels, dtype=numpy.uint8),
    }
    files = {}
    for part, array in arrays.items():
        stream = io.BytesIO()
        numpy.save(stream, array, allow_pickle=False)
        files[f"{name}_{part}.npy"] = stream.getvalue()
    return files


class Evaluation(Pictures):
    """A test part from such a folder, in the interface of torchvision's data sets.

    Args:
        name: "mnist" or "cifar10".
        folder: the folder.
        transform: called with each PIL image.

    Raises:
        DatasetError: the files are damaged.
    """

    def __init__(
        self, name: str, folder: Path, transform: Callable[[Any], Any] | None = None
    ) -> None:
        try:
            # Memory-mapped, so that the system can reclaim the memory of images.
            data = numpy.load(folder / f"{name}_images.npy", mmap_mode="c", allow_pickle=False)
            labels = numpy.load(folder / f"{name}_labels.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise DatasetError(f"the evaluation set {folder} can't be read: {error}") from error
        if data.shape != _SHAPES[name] or data.dtype != numpy.uint8 or len(labels) != len(data):
            raise DatasetError(
                f"the evaluation set {folder} is damaged: expected images {_SHAPES[name]} of "
                f"uint8, got {data.shape} of {data.dtype} and {len(labels)} labels"
            )
        if name == "mnist":
            whole = torch.from_numpy(labels).to(torch.int64)
            super().__init__(torch.from_numpy(data), whole, train=False, transform=transform)
        else:
            super().__init__(numpy.asarray(data), labels.tolist(), train=False, transform=transform)
