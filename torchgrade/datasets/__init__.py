"""Finds, checks and loads data sets: MNIST, CIFAR-10 and digits.

``digits`` (1,797 real scans of handwriting, scaled to 28x28) needs no file and no network. MNIST
and CIFAR-10 are searched in ``TORCHGRADE_DATA`` and in a cache folder, and verified by checksums.
Other packages can add more (docs/plugins.md). ``for_lab`` decides which one a lab uses, and says
so.

Modules that load images are imported on first use: finding files and choosing a data set need
neither torch nor its memory.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from torchgrade.datasets.choice import Choice, for_lab, named_in
from torchgrade.datasets.files import training_files
from torchgrade.datasets.known import MEAN_STD
from torchgrade.datasets.layout import DatasetError, DatasetNotFoundError

if TYPE_CHECKING:
    from torchgrade.datasets.carried import CarriedDataset
    from torchgrade.datasets.evaluation import evaluation_files
    from torchgrade.datasets.loading import load, pixels, tensors
    from torchgrade.datasets.pictures import Pictures

__all__ = [
    "MEAN_STD",
    "CarriedDataset",
    "Choice",
    "DatasetError",
    "DatasetNotFoundError",
    "Pictures",
    "evaluation_files",
    "for_lab",
    "load",
    "named_in",
    "pixels",
    "tensors",
    "training_files",
]

_LATER = {
    "CarriedDataset": "torchgrade.datasets.carried",
    "Pictures": "torchgrade.datasets.pictures",
    "evaluation_files": "torchgrade.datasets.evaluation",
    "load": "torchgrade.datasets.loading",
    "pixels": "torchgrade.datasets.loading",
    "tensors": "torchgrade.datasets.loading",
}


def __getattr__(name: str) -> object:
    """Import what needs torch on its first use (PEP 562)."""
    if name in _LATER:
        value = globals()[name] = getattr(importlib.import_module(_LATER[name]), name)
        return value
    raise AttributeError(f"module 'torchgrade.datasets' has no attribute {name!r}")
