"""What a grade was made with, so that it can be reproduced: versions and the data set."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Sequence

import torchgrade
from torchgrade import datasets
from torchgrade.bundle.bundle import Bundle
from torchgrade.course import SETTINGS
from torchgrade.engine.engine import Engine
from torchgrade.records import Batch, Grade

__all__ = ["choice_of", "dataset_of", "new_batch"]


def new_batch(bundle: Bundle, engine: Engine, grades: Sequence[Grade]) -> Batch:
    """Return the grades of a run, together with what they were made by."""
    versions = {"torchgrade": torchgrade.__version__, "python": platform.python_version()}
    for package in ("torch", "torchvision", "otter-grader"):
        versions[package] = importlib.metadata.version(package)
    versions["autograder"] = bundle.build
    return Batch(bundle.manifest.lab, engine.name, dataset_of(bundle), versions, tuple(grades))


def dataset_of(bundle: Bundle) -> str:
    """Name the data set that tests measure on here: the one that the lab wants, or its stand-in.

    Empty for a lab without data.
    """
    choice = choice_of(bundle)
    if choice is None:
        return ""
    return f"{choice.name} (stands in for {choice.wanted})" if choice.stands_in else choice.name


def choice_of(bundle: Bundle) -> datasets.Choice | None:
    """Return which data set tests measure on here; None for a lab without data."""
    settings = bundle.support_files / SETTINGS
    if bundle.foreign or not settings.is_file() or not datasets.named_in(settings):
        return None
    return datasets.for_lab(settings, quiet=True, evaluation=bundle.evaluation)
