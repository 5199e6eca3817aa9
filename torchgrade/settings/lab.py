"""The schema of ``lab.toml``, and its only reader, for graders and students alike."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.decoding import FormError, decoded, shown
from torchgrade.settings.late import EXPECTED, Late, check_late
from torchgrade.settings.toml import parse_toml

__all__ = [
    "DATASETS",
    "DISK_MB",
    "STAND_INS",
    "WITH_FILES",
    "Data",
    "LabSettings",
    "Limits",
    "Tests",
    "read_settings",
]

DATASETS = ("cifar10", "digits", "mnist")
"""torchgrade's own data sets. A lab may also be about one that another package registers."""

WITH_FILES = ("cifar10", "mnist")
"""Data sets whose files must be found or downloaded; the others are part of torchgrade."""

STAND_INS = ("digits",)
"""Data sets in torchgrade that can take the shape of one with files, and stand in for it."""

DISK_MB = 1024
"""The default for the disk space of all of a player's files."""

_ACCURACY = "an accuracy above 0 up to 1"

_EXPECTED = {
    "hand_in": "a list of names",
    "given": "a list of lines",
    "private": "a list of names",
    "data": "a table [data]",
    "data.dataset": f"one of {', '.join(DATASETS)}",
    "data.offline": f"one of {', '.join(STAND_INS)}",
    "data.threshold": "a table [data.threshold]",
    "data.threshold.*": _ACCURACY,
    "limits": "a table [limits]",
    "tests": "a table [tests]",
    "tests.objects": "a list of questions",
    "tests.in_place": "a list of questions",
    "tests.inside": "a list of questions",
    "leaderboard": "a table [leaderboard]",
    "leaderboard.*": "score, seconds or a question",
    **EXPECTED,
}

Natural = Annotated[int, Meta(ge=1, le=10**9)]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of ``lab.toml``, where unknown keys are errors."""


class Data(_Table, frozen=True):
    """The data that a lab needs."""

    dataset: Annotated[
        str, Meta(description="The data set of the lab.", examples=list(DATASETS), min_length=1)
    ]
    offline: Annotated[
        str,
        Meta(
            description="What stands in where there is neither the data set nor a network. May be "
            "left out where the lab's own data set is always there.",
            examples=list(STAND_INS),
        ),
    ] = ""
    threshold: Annotated[
        dict[str, Annotated[float, Meta(gt=0, le=1)]],
        Meta(description="The accuracy to reach on the data set and on the one that stands in."),
    ] = msgspec.field(default_factory=dict)


class Limits(_Table, frozen=True):
    """What the code of one submission may take."""

    seconds: Annotated[
        int, Meta(description="For a whole submission, 480 at most; cells get three quarters.")
    ] = 300
    cell: Annotated[
        Natural | None, Meta(description="Seconds for one cell; as `seconds` where left out.")
    ] = None
    case: Annotated[Natural, Meta(description="Seconds for one test case.")] = 60
    memory_mb: Annotated[Natural, Meta(description="For all processes together.")] = 2048
    disk_mb: Annotated[Natural, Meta(description="For all files that are written.")] = DISK_MB
    container_mb: Annotated[
        int,
        Meta(
            ge=0,
            le=10**9,
            description="The memory that Gradescope's container must have; 0 for any.",
        ),
    ] = 0


class Tests(_Table, frozen=True):
    """What the tests of some questions need to know of the student's objects; ``*`` for all."""

    objects: Annotated[
        tuple[str, ...],
        Meta(description="Questions whose tests compare objects by their own operators."),
    ] = ()
    in_place: Annotated[
        tuple[str, ...],
        Meta(description="Questions whose tests look at what a call changed in its arguments."),
    ] = ()
    inside: Annotated[
        tuple[str, ...],
        Meta(
            description="Questions whose tests run beside the student's objects, as in plain "
            "otter, where the student's code could forge what they find out."
        ),
    ] = ()


class LabSettings(_Table, frozen=True):
    """The settings of a lab: its file lab.toml. Students get a copy of it."""

    title: Annotated[str, Meta(description="What people read; the lab's name if empty.")] = ""
    points: Annotated[
        float,
        Meta(ge=0, le=10**6, description="What the lab is worth, written questions among it."),
    ] = 100.0
    hand_in: Annotated[
        tuple[str, ...],
        Meta(description="Folders or files that a student hands in beside the notebook."),
    ] = ()
    given: Annotated[
        tuple[str, ...],
        Meta(
            description="Lines that students may see although a solution, a hidden test or a "
            "mistake has them."
        ),
    ] = ()
    private: Annotated[
        tuple[str, ...],
        Meta(description="Files or folders that tests alone see: they are in no release."),
    ] = ()
    data: Annotated[Data | None, Meta(description="Only where a lab needs data.")] = None
    limits: Limits = Limits()
    tests: Tests = Tests()
    leaderboard: Annotated[
        dict[str, str],
        Meta(
            description="A column's title in Gradescope's leaderboard, and what it shows: score, "
            "seconds or the name of a question."
        ),
    ] = msgspec.field(default_factory=dict)
    late: Annotated[
        Late | None, Meta(description="Until when it is due, and what it costs to be late.")
    ] = None


def read_settings(path: Path) -> LabSettings:
    """Read a ``lab.toml``.

    Raises:
        AuthorError: it is invalid; the message says which key, what was expected and what was
            found.
        GraderError: there is no such file.
    """
    try:
        settings = decoded(parse_toml(path), LabSettings, _EXPECTED)
        if settings.late is not None:
            check_late(settings.late)
        return settings if settings.data is None else _with_checked_data(settings, settings.data)
    except FileNotFoundError:
        raise GraderError(
            f"there is no {path} in {os.getcwd()}: it comes with the lab and must lie beside the "
            "notebook"
        ) from None
    except FormError as error:
        raise AuthorError(f"{path}: {error}") from None


def _with_checked_data(settings: LabSettings, data: Data) -> LabSettings:
    """Check what the schema does not say about ``[data]``, and fill in defaults."""
    stand_ins = STAND_INS if data.dataset in WITH_FILES else (data.dataset,)
    if data.dataset not in DATASETS:
        from torchgrade.plugins import registered_names  # not needed for every `torchgrade --help`

        others = registered_names("torchgrade.datasets")
        if data.dataset not in others:
            raise _wrong("data.dataset", data.dataset, (*DATASETS, *others))
    # A data set that is always available needs no stand-in.
    offline = data.offline or (data.dataset if data.dataset in stand_ins else "")
    if offline not in stand_ins:
        raise _wrong("data.offline", data.offline, stand_ins)
    if data.threshold:
        names = sorted({data.dataset, offline})
        for name in data.threshold:
            if name not in names:
                raise FormError(
                    f"data.threshold: unknown key {shown(name)}; expected one of {', '.join(names)}"
                )
        for name in names:
            if name not in data.threshold:
                raise FormError(f"data.threshold.{name}: expected {_ACCURACY}, got nothing")
    return msgspec.structs.replace(settings, data=msgspec.structs.replace(data, offline=offline))


def _wrong(key: str, found: str, names: Sequence[str]) -> FormError:
    got = shown(found) if found else "nothing"
    return FormError(f"{key}: expected one of {', '.join(names)}, got {got}")
