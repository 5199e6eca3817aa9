"""Which data set a lab takes on this machine, and why."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchgrade.datasets import files
from torchgrade.datasets.known import MEAN_STD, evaluation_folder
from torchgrade.errors import AuthorError, GraderError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Choice", "for_lab", "named_in"]

# What may stand in for another one: it must be there without a file and without a network.
_ALWAYS_THERE = ("digits",)


@dataclass(frozen=True)
class Choice:
    """The data set that a lab uses on this machine."""

    name: str  # the one to load
    wanted: str  # the one that the lab is about
    threshold: float | None  # accuracy to reach on ``name``, in [0, 1]; None if the lab sets none
    stands_in: bool  # whether ``name`` stands in for ``wanted``
    note: str  # which and why, in a sentence for a report


def for_lab(
    path: str | Path = "lab.toml",
    *,
    download: bool = False,
    quiet: bool = False,
    evaluation: Path | None = None,
) -> Choice:
    """Choose between the data set that a lab wants and the one that stands in for it.

    Takes the wanted one if its files lie under ``TORCHGRADE_DATA`` or in the cache folder, or could
    be fetched; else the stand-in. Prints which one and why.

    Args:
        path: the lab.toml, in the working folder.
        download: try to fetch the wanted one; ``TORCHGRADE_OFFLINE=1`` forbids it.
        quiet: do not print. For tests, which report ``note`` themselves.
        evaluation: a folder with the test part alone, of an autograder; it takes precedence.
            What ``TORCHGRADE_EVALUATION`` names if None.

    Raises:
        AuthorError: lab.toml is wrong: which key, what was expected and what was found.
        GraderError: there is no lab.toml.
        DatasetError: the wanted data set is there but damaged. That is no reason to take another.
    """
    wanted, offline, thresholds = _read(Path(path))
    name, note, more = wanted, f"Data set: {wanted}, the one that this lab wants.", ""
    if evaluation_folder(wanted, evaluation):
        more = "Its test part came with the autograder."
    elif wanted not in _ALWAYS_THERE:
        try:
            more = f"Its files are in {files.find(wanted, download=download)}."
        except files.DatasetNotFoundError as error:
            name, more = offline, str(error)
            note = f"Data set: {offline}. It stands in for {wanted}, which is not on this machine."
    choice = Choice(name, wanted, thresholds.get(name), name != wanted, note)
    if choice.threshold is not None:
        more += f"\nAccuracy to reach on {name}: {choice.threshold}"
    if not quiet:
        print(f"{note}\n{more.strip()}".strip())
    return choice


def named_in(path: Path) -> bool:
    """Whether a lab.toml says anything of data; raises as :func:`for_lab` does."""
    return "data" in _load(path)


def _load(path: Path) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise GraderError(
            f"there is no {path} in {os.getcwd()}: it comes with the lab and must lie beside the "
            "notebook"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuthorError(f"{path} is not a TOML file: {error}") from error
    return settings


def _read(path: Path) -> tuple[str, str, dict[str, float]]:
    """Return (wanted, stand-in, threshold by name) of a lab.toml."""
    data = _table(path, "data", _load(path).get("data"), {"dataset", "offline", "threshold"})
    wanted = _one_of(path, "data.dataset", data.get("dataset"), sorted(MEAN_STD))
    # A data set that is always there needs no stand-in.
    default = wanted if wanted in _ALWAYS_THERE else None
    offline = _one_of(path, "data.offline", data.get("offline", default), _ALWAYS_THERE)
    names = {wanted, offline}
    thresholds = {}
    if "threshold" in data:
        table = _table(path, "data.threshold", data["threshold"], names)
        for name in sorted(names):
            value = table.get(name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
                raise _wrong(path, f"data.threshold.{name}", "an accuracy above 0 up to 1", value)
            thresholds[name] = float(value)
    return wanted, offline, thresholds


def _table(path: Path, key: str, value: object, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, key, f"a table [{key}]", value)
    for name in value:
        if name not in keys:
            raise _wrong(path, key, f"only the keys {', '.join(sorted(keys))}", name)
    return value


def _one_of(path: Path, key: str, value: object, names: list[str] | tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in names:
        raise _wrong(path, key, f"one of {', '.join(names)}", value)
    return value


def _wrong(path: Path, key: str, expected: str, got: object) -> AuthorError:
    found = "nothing" if got is None else repr(got)
    return AuthorError(f"{path}: {key}: expected {expected}, got {found}")
