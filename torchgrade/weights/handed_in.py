"""Finds a student's file of weights, and loads it into the model."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from torch import nn

from torchgrade.errors import GraderError, ToldError
from torchgrade.settings import read_settings
from torchgrade.weights.files import SUFFIX, WeightsError, load_weights

__all__ = ["load_handed_in", "missing"]

_FOLDER = "weights"
_PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt")


class _Choice(Protocol):
    """The part of ``torchgrade.datasets.Choice`` that is used here, without importing that room."""

    @property
    def name(self) -> str: ...
    @property
    def wanted(self) -> str: ...
    @property
    def stands_in(self) -> bool: ...


def load_handed_in(
    model: nn.Module, lab: str, choice: _Choice, folder: str | Path = _FOLDER
) -> Path:
    """Load the weights that a student handed in for the data set that is used here.

    They are in ``<folder>/<lab>_<data set>.safetensors``, or in the working folder under that name,
    where Gradescope puts single files.

    Args:
        model: the model that gets the weights.
        lab: the lab's name, such as "mnist_cnn".
        choice: the result of ``torchgrade.datasets.for_lab``.
        folder: the folder of the weights.

    Returns:
        The file that was loaded.

    Raises:
        ToldError: the student must fix something: the file is missing, or its content is wrong. It
            is an AssertionError.
        GraderError: the weights were trained on the lab's own data set, and this machine only has
            the stand-in, which is not the student's fault.
    """
    folder = Path(folder)
    name = f"{lab}_{choice.name}{SUFFIX}"
    path = _where(folder, name)
    if path is None:
        wanted = _where(folder, f"{lab}_{choice.wanted}{SUFFIX}")
        if choice.stands_in and wanted is not None:
            _load(model, wanted, choice.wanted)  # empty, or for another model
            raise GraderError(
                f"{wanted} can't be graded here: this machine has no {choice.wanted}, only "
                f"{choice.name}, which stands in for it"
            )
        said = f"{folder.name}/{name} was not handed in, so there was nothing to measure."
        raise ToldError(_hand_in(folder, name, choice.name), said)
    _load(model, path, choice.name)
    return path


def _load(model: nn.Module, path: Path, dataset: str) -> None:
    try:
        trained_on = load_weights(model, path).get("dataset", dataset)
    except WeightsError as error:
        raise ToldError(str(error), _not_judged(path)) from None
    except OSError as error:
        raise GraderError(f"{path} can't be read: {error}") from error
    if trained_on != dataset:
        raise ToldError(
            f"{path} says that it was trained on {trained_on[:80]!a}; expected {dataset}",
            _not_judged(path),
        )


def _not_judged(path: Path) -> str:
    """Return what the student may read of a hidden test, without any text from the file."""
    return (
        f"The weights could not be judged: weights/{path.name} can't be loaded into your model, or "
        "was trained on other data. Load it in a cell with torchgrade.load_weights, which says why."
    )


def missing(lab_toml: str | Path = "lab.toml") -> list[str]:
    """Return what an export of the lab would lack, a sentence each; empty if nothing.

    This looks beside lab.toml for everything in its ``hand_in``. A folder "weights" must contain
    weights that were trained on the lab's own data set, not on the stand-in.

    Raises:
        AuthorError: lab.toml is invalid; the message says which key, what was expected and what was
            found.
        GraderError: there is no lab.toml.
    """
    lab_toml = Path(lab_toml)
    settings = read_settings(lab_toml)
    lacks = []
    for name in settings.hand_in:
        path = lab_toml.parent / name
        if name == _FOLDER and settings.data:
            wanted = settings.data.dataset
            if not any(path.glob(f"*_{wanted}{SUFFIX}")):
                # The lab is the notebook beside lab.toml; it is unknown if there are several.
                labs = [book.stem for book in lab_toml.parent.glob("*.ipynb")]
                title = labs[0] if len(labs) == 1 else "<lab>"
                lacks.append(_hand_in(path, f"{title}_{wanted}{SUFFIX}", wanted))
        elif not path.exists() or (path.is_dir() and not any(path.iterdir())):
            lacks.append(f"{name} is missing.")
    return lacks


def _where(folder: Path, name: str) -> Path | None:
    places = (folder / name, Path(name))
    return next((path for path in places if path.is_file()), None)


def _hand_in(folder: Path, name: str, dataset: str) -> str:
    """Say what a student must do to hand in this file, given what is there instead."""
    file = f"{folder.name}/{name}"
    line = f'torchgrade.save_weights(model, "{file}", dataset="{dataset}")'
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    pickles = [path.name for path in there if path.suffix in _PICKLES][:3]
    others = [path.name for path in there if path.suffix == SUFFIX][:3]
    said = f"{file} is missing. Train the model on {dataset}, then: {line}"
    if pickles:
        said += f" (there is {', '.join(pickles)}, but pickles are not accepted)"
    if others:
        said += f" (there is {', '.join(others)}: another name or another data set)"
    return said
