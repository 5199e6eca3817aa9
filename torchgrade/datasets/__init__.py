"""MNIST, CIFAR-10 and digits: where they are, whether they are whole, and loading them.

``digits`` (1,797 real scans of handwriting, brought to 28x28) needs no file and no network. MNIST
and CIFAR-10 are looked for under ``TORCHGRADE_DATA`` and in a cache folder, and are checked against
their checksums. Which one a lab takes is decided by ``for_lab``, which always says so.
"""

from torchgrade.datasets.choice import Choice, for_lab
from torchgrade.datasets.evaluation import evaluation_files
from torchgrade.datasets.files import DatasetError, DatasetNotFoundError, training_files
from torchgrade.datasets.loading import MEAN_STD, load, tensors

__all__ = [
    "MEAN_STD",
    "Choice",
    "DatasetError",
    "DatasetNotFoundError",
    "evaluation_files",
    "for_lab",
    "load",
    "tensors",
    "training_files",
]
