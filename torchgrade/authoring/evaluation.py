"""The hidden evaluation set: the test part of a lab's data set, which is only in the zip."""

from __future__ import annotations

from typing import Any

from torchgrade import datasets
from torchgrade.course import EVALUATION, Lab
from torchgrade.errors import AuthorError

__all__ = ["evaluation_set", "has_evaluation_set"]


def has_evaluation_set(lab: Lab) -> bool:
    """Return whether a lab's data set consists of files, and this machine has them.

    Raises:
        AuthorError: they are damaged.
    """
    if lab.wanted_dataset in ("", "digits"):  # every installation has the digits
        return False
    try:
        return datasets.training_files(lab.wanted_dataset) is not None
    except datasets.DatasetError as error:
        raise AuthorError(f"{lab.name}: {error}") from error


def evaluation_set(lab: Lab) -> dict[str, bytes]:
    """Return the files of a lab's evaluation set: path in the zip -> content; none without data."""
    if not has_evaluation_set(lab):
        return {}
    name = lab.wanted_dataset
    part: Any = datasets.load(name, train=False)
    files = datasets.evaluation_files(name, part.data, part.targets)
    return {f"{EVALUATION}/{file}": content for file, content in files.items()}
