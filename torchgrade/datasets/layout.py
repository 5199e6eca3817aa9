"""The files of MNIST and CIFAR-10 in torchvision's layout, and checks of their content."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from torchgrade.datasets import checksums
from torchgrade.errors import GraderError

__all__ = [
    "FOLDERS",
    "TITLES",
    "DatasetError",
    "DatasetNotFoundError",
    "check",
    "checked",
    "is_file",
    "md5s",
    "torchvision_class",
    "train_only",
]

TITLES = {"mnist": "MNIST", "cifar10": "CIFAR-10"}
FOLDERS = {"mnist": "MNIST/raw", "cifar10": "cifar-10-batches-py"}

# Verified files, by path, size, modification time and MD5: a process reads each only once.
_passed: set[tuple[str, int, int, str]] = set()


class DatasetError(GraderError):
    """A data set can't be used here, which is the machine's fault, never a student's."""


class DatasetNotFoundError(DatasetError, FileNotFoundError):
    """A data set is not on this machine, and was not downloaded."""


def train_only() -> bool:
    """Return whether this process may only read training parts, since it runs a graded notebook."""
    return os.environ.get("TORCHGRADE_PART") == "train"


def torchvision_class(name: str) -> Any:
    """Return torchvision's own loader of "mnist" or "cifar10".

    Raises:
        DatasetError: torchvision is not installed.
    """
    # Imported when needed, as checks and digits work without torchvision.
    try:
        from torchvision import datasets
    except ModuleNotFoundError:
        raise DatasetError(
            f"{TITLES[name]} is read by torchvision, which is not installed: pip install "
            "torchvision"
        ) from None

    whole = datasets.MNIST if name == "mnist" else datasets.CIFAR10
    if not train_only():
        return whole

    class TrainingPart(whole):  # type: ignore[misc, valid-type]
        """A data set without its test files, which torchvision's own class would require."""

        if name == "mnist":
            resources: ClassVar = [file for file in whole.resources if "train" in file[0]]
        else:
            test_list: ClassVar[list[tuple[str, str]]] = []

    TrainingPart.__name__ = whole.__name__  # torchvision names MNIST's folder after the class
    return TrainingPart


def md5s(name: str, *, train: bool | None = None) -> dict[str, str]:
    """Return the MD5 of each unpacked file that this process may read, by file name."""
    alone = train_only() if train is None else train
    if name == "mnist":
        return {file: md5 for file, md5 in checksums.MNIST.items() if not alone or "train" in file}
    return checksums.CIFAR10_TRAIN | ({} if alone else checksums.CIFAR10_TEST)


def is_file(path: Path) -> bool:
    """Return whether a file exists; a folder without access has none."""
    return os.path.isfile(path)  # Path.is_file would raise PermissionError


def checked(name: str, place: Path) -> Path:
    """Return ``place`` if each file of a data set in it has the right checksum.

    Raises:
        DatasetError: one is missing or damaged, or torchvision would read another.
    """
    folder = place / FOLDERS[name]
    for file, md5 in md5s(name).items():
        check(folder / file, md5)
    processed = place / "MNIST" / "processed"
    if name == "mnist" and processed.exists():
        # torchvision would load its content instead of the files just checked.
        raise DatasetError(f"{processed} was left by an old torchvision: delete that folder")
    return place


def check(path: Path, md5: str) -> None:
    """Raise DatasetError unless there is a file with this MD5."""
    if not is_file(path):
        raise DatasetError(f"{path.name} is missing in {path.parent}")
    stat = path.stat()
    key = (str(path.resolve()), stat.st_size, stat.st_mtime_ns, md5)
    if key not in _passed and not checksums.has_md5(path, md5):
        raise DatasetError(f"{path} is damaged: its MD5 is not {md5}. Delete it and get it again.")
    _passed.add(key)
