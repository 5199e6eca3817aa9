"""Which data set a lab uses on this machine, and why."""

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
        name: the data set to load.
        wanted: the lab's own data set.
        threshold: the accuracy to reach on ``name``, in [0, 1]; None if the lab sets none.
        stands_in: whether ``name`` stands in for ``wanted``.
        note: a sentence for reports on which one is used, and why.
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
    """Choose between a lab's data set and its stand-in.

    The lab's own is used if its files are in ``TORCHGRADE_DATA`` or the cache folder, or could be
    downloaded; otherwise the stand-in. Prints which one and why.

    Args:
        path: the lab.toml; by default that in the working folder.
        download: try to download the lab's own; ``TORCHGRADE_OFFLINE=1`` forbids it.
        quiet: don't print; for tests, which report ``note`` themselves.
        evaluation: an autograder's folder with only the test part, which takes precedence; None:
            the one named by ``TORCHGRADE_EVALUATION``.

    Raises:
        AuthorError: lab.toml is invalid; the message says which key, what was expected and what was
            found.
        GraderError: there is no lab.toml.
        DatasetError: the lab's own data set is damaged, which is no reason to use another.
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
    """Return whether a lab.toml has settings for data; raises like :func:`for_lab`."""
    return read_settings(path).data is not None
