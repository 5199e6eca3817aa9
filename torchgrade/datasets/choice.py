"""Which data set a lab takes on this machine, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from torchgrade.datasets import files
from torchgrade.datasets.known import evaluation_folder
from torchgrade.datasets.layout import DatasetNotFoundError
from torchgrade.errors import AuthorError
from torchgrade.settings import WITH_FILES, read_settings

__all__ = ["Choice", "for_lab", "named_in"]


@dataclass(frozen=True)
class Choice:
    """The data set that a lab uses on this machine.

    Attributes:
        name: the one to load.
        wanted: the one that the lab is about.
        threshold: accuracy to reach on ``name``, in [0, 1]; None if the lab sets none.
        stands_in: whether ``name`` stands in for ``wanted``.
        note: which and why, in a sentence for a report.
    """

    name: str
    wanted: str
    threshold: float | None
    stands_in: bool
    note: str


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
    data = read_settings(Path(path)).data
    if data is None:
        raise AuthorError(f"{path}: data: expected a table [data], got nothing")
    wanted = data.dataset
    name, note, more = wanted, f"Data set: {wanted}, the one that this lab wants.", ""
    if evaluation_folder(wanted, evaluation):
        more = "Its test part came with the autograder."
    elif wanted in WITH_FILES:
        try:
            more = f"Its files are in {files.find(wanted, download=download)}."
        except DatasetNotFoundError as error:
            name, more = data.offline, str(error)
            note = f"Data set: {name}. It stands in for {wanted}, which is not on this machine."
    choice = Choice(name, wanted, data.threshold.get(name), name != wanted, note)
    if choice.threshold is not None:
        more += f"\nAccuracy to reach on {name}: {choice.threshold}"
    if not quiet:
        print(f"{note}\n{more.strip()}".strip())
    return choice


def named_in(path: Path) -> bool:
    """Return whether a lab.toml says anything of data; raises as :func:`for_lab` does."""
    return read_settings(path).data is not None
