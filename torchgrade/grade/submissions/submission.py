"""A submission, and the names of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from torchgrade.records import Lateness, Person
from torchgrade.texts import one_line, path_name

__all__ = [
    "RosterDeadline",
    "Submission",
    "date_of",
    "ending_of",
    "is_notebook",
    "is_zip",
    "stem_of",
    "without_copy",
]

_ENDING = re.compile(r"(?i)\.(ipynb(\.json|\.txt)?|zip)\Z")
"""Browsers and mail programs add .json and .txt to files that look like text."""

_COPY = re.compile(r"(?: ?\(\d{1,3}\)|-Copy\d{1,3})\Z")

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?)?"
    r"( ?(?:Z|[A-Za-z]{2,5}|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}|[+-]\d\d:?\d\d))?"
)


@dataclass(frozen=True)
class RosterDeadline:
    """A person's deadline according to the roster, as it is written there.

    ``due`` is a personal deadline, ``extension`` is extra time, and ``submitted_at`` is when they
    handed in, if the system that the roster is from knows that.
    """

    due: str = ""
    extension: str = ""
    submitted_at: str = ""


@dataclass(frozen=True)
class Submission:
    """What one student handed in, and what is known about who and when.

    ``path`` is a notebook, a zip, or a folder; ``notebook`` names the file if a folder holds the
    work of several people. ``name`` is the path below the one on the command line, unique within a
    run. All texts are made safe to show and to write; the path stays as it is. ``flags`` are for
    staff. ``members`` are the people who handed it in together, if more is known about them than
    ``student`` and ``sid``. ``late`` and ``attempt`` (counted from 1) are None if unknown, and
    ``order`` tells which of a student's submissions came later.
    """

    path: Path
    name: str
    student: str = ""
    sid: str = ""
    submitted_at: str = ""
    notebook: str = ""
    flags: tuple[str, ...] = ()
    members: tuple[Person, ...] = ()
    late: bool | None = None
    attempt: int | None = None
    order: tuple[int, ...] = ()
    allowed: tuple[RosterDeadline, ...] = ()
    lateness: Lateness | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", path_name(self.name))
        object.__setattr__(self, "student", one_line(self.student))
        object.__setattr__(self, "sid", one_line(self.sid))
        object.__setattr__(self, "submitted_at", one_line(self.submitted_at, 60))
        members = tuple(
            Person(*(one_line(text) for text in (p.name, p.sid, p.email, p.section)))
            for p in self.members
        )
        object.__setattr__(self, "members", members)

    @property
    def people(self) -> tuple[Person, ...]:
        """The people who handed it in: at least one, about whom nothing may be known."""
        return self.members or (Person(self.student, self.sid),)


def ending_of(name: str) -> str:
    """Return the suffix, in lower case, of a file that may be a submission; else nothing."""
    found = _ENDING.search(name)
    return "" if found is None or name.startswith(".") else found[0].lower()


def is_notebook(name: str) -> bool:
    """Return whether a file is a notebook, by its name."""
    return ending_of(name).startswith(".ipynb")


def is_zip(name: str) -> bool:
    """Return whether a file is a zip, by its name."""
    return ending_of(name) == ".zip"


def stem_of(name: str) -> str:
    """Return the name of a submitted file without its suffix."""
    return name[: len(name) - len(ending_of(name))]


def without_copy(stem: str) -> str:
    """Return a file's name without what browsers, "hw (1)", and Jupyter, "hw-Copy1", add to copies.

    The number does not tell which is later: a student may have chosen the name.
    """
    return _COPY.sub("", stem)


def date_of(text: str) -> str:
    """Return a text if it is a date; else nothing."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return ""
    try:
        datetime.fromisoformat(" ".join(filter(None, found.group(1, 2))))
    except ValueError:
        return ""
    return found[0]
