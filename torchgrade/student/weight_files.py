"""The files of weights beside the notebook, those that the lab needs, and their content."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open

from torchgrade.errors import GraderError
from torchgrade.settings import read_settings

__all__ = [
    "ACCURACY",
    "LOADS",
    "WeightFile",
    "data_set_of",
    "read_weight_file",
    "wanted_by",
    "weights_here",
]

LOADS = "load_handed_in"
"""The function that tests call for weights: `load_handed_in(model, name, choice)`."""

_FOLDER, _SUFFIX = Path("weights"), ".safetensors"
ACCURACY = "val_accuracy"
"""The note of a file with the accuracy of its weights on validation images."""


@dataclass(frozen=True)
class WeightFile:
    """A file of weights, read from its header, without the numbers.

    ``dataset`` and ``accuracy`` (on validation images) were noted by the training; ``trouble`` says
    why it can't be used.
    """

    path: str
    size: int
    dataset: str = ""
    accuracy: float | None = None
    trouble: str = ""


def weights_here(folder: Path = _FOLDER) -> list[WeightFile]:
    """Return the files of weights in a folder, by their names."""
    return [read_weight_file(path) for path in sorted(folder.glob(f"*{_SUFFIX}"))]


def read_weight_file(path: Path) -> WeightFile:
    """Read a file's header."""
    name, size = path.as_posix(), path.stat().st_size
    try:
        with safe_open(path, "np") as file:
            notes = file.metadata() or {}
            empty = not list(file.keys())
    except (SafetensorError, OSError, ValueError):
        why = "is damaged, or no file that torchgrade.save_weights wrote"
        return WeightFile(name, size, trouble=why)
    trouble = "has no weights in it" if empty else ""
    return WeightFile(name, size, notes.get("dataset", ""), _share(notes.get(ACCURACY)), trouble)


def _share(text: str | None) -> float | None:
    try:
        share = float(text or "")
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def data_set_of(folder: Path) -> str:
    """Return the data set of the lab in a folder; empty if it needs none, or is not a lab of ours.

    Raises:
        AuthorError: its lab.toml can't be read.
    """
    try:
        data = read_settings(folder / "lab.toml").data
    except GraderError:  # there is no lab.toml
        return ""
    return data.dataset if data else ""


def wanted_by(tests: Mapping[str, str], dataset: str) -> dict[str, str]:
    """Return the files of weights that a lab's public tests load: path -> question."""
    found: dict[str, str] = {}
    for question, source in tests.items():
        for name in _loaded(source):
            file = _FOLDER / f"{name}_{dataset}{_SUFFIX}"
            found.setdefault(file.as_posix(), question)
    return found


def _loaded(source: str) -> Iterator[str]:
    """Yield the names with which the tests of a question load weights."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == LOADS and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
