"""MD5 checksums of the unpacked files, and a check of a file.

They are here, and not only in torchvision, so that finding files needs neither torchvision nor
torch.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["CIFAR10_TEST", "CIFAR10_TRAIN", "MNIST", "has_md5"]

# torchvision only has checksums of the packed MNIST files. These are of the same four files,
# unpacked with gzip after their packed form had passed torchvision's check.
MNIST = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}

# The same as in torchvision.datasets.CIFAR10; a test compares them.
CIFAR10_TRAIN = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "batches.meta": "5ff9c542aee3614f3951f8cda6e48888",
}
CIFAR10_TEST = {"test_batch": "40351d587109b95175f43aff81a1287e"}


def has_md5(path: Path, md5: str) -> bool:
    """Return whether a file's content has this checksum."""
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while part := stream.read(2**20):
            digest.update(part)
    return digest.hexdigest() == md5
