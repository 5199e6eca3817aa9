"""Reads overrides.csv: points that people gave in place of those of tests."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.regular import why
from torchgrade.files.tables import read_table, text_of
from torchgrade.texts import one_line

__all__ = [
    "COLUMNS",
    "OVERRIDES",
    "OverrideRow",
    "find_overrides",
    "in_words",
    "overrides_of_all",
    "read_overrides",
]

OVERRIDES = "overrides.csv"

COLUMNS = ("student", "question", "points", "reason", "who")

_MOST = 16 * 2**20
_TOLD = 20
"""Most problems to list; with more, it is probably another file."""

_LONGEST = 2_000
"""Most characters of a reason."""


@dataclass(frozen=True)
class OverrideRow:
    """A row: for whom, what was given, why, and by whom. ``row`` counts from 1, as in editors.

    Args:
        row: the line of the file at which the row begins.
        student: a submission's name, or a student's name, id or address.
        question: the question's name.
        points: the new points of the question.
        reason: the reason, for the student to read.
        who: the person who gave them, for staff.
    """

    row: int
    student: str
    question: str
    points: float
    reason: str
    who: str


def in_words(path: Path, problems: Sequence[tuple[int, str, str]]) -> str:
    """Describe the problems of a file: row, column, and what to do.

    Args:
        path: the file.
        problems: row, column (or empty), and what is wrong there.
    """
    lines = [
        f"row {row}, {column}: {what}" if column else f"row {row}: {what}"
        for row, column, what in sorted(problems)
    ]
    more = [f"and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    return "\n  ".join([f"{path} is not right, and nothing was graded:", *lines[:_TOLD], *more])


def read_overrides(path: Path) -> tuple[OverrideRow, ...]:
    """Read the file: five named columns, in any order, separated by commas, ``;`` or tabs.

    Empty lines are ignored. A file with only a header removes all overrides.

    Raises:
        AuthorError: it can't be read, or a row is invalid; the message names row and column of each
            problem.
    """
    numbered = _rows(path, text_of(read_table(path, _MOST)))
    if not numbered:
        raise AuthorError(f"{path} is empty: expected a first row with {', '.join(COLUMNS)}")
    places = _places(path, numbered[0][1])
    problems: list[tuple[int, str, str]] = []
    rows = []
    for number, cells in numbered[1:]:
        if len(cells) > len(places):
            problems.append(
                (number, "", f"expected {len(places)} cells, got {len(cells)}; a text with a comma "
                 "in it must be quoted")
            )  # fmt: skip
            continue
        row = {
            name: one_line(cells[at], _LONGEST) if at < len(cells) else ""
            for name, at in places.items()
        }
        found = _problems(row)
        problems += [(number, column, what) for column, what in found.items()]
        if not found:
            rows.append(
                OverrideRow(
                    number,
                    row["student"],
                    row["question"],
                    float(row["points"]),
                    row["reason"],
                    row["who"],
                )
            )
    if problems:
        raise AuthorError(in_words(path, problems))
    return tuple(rows)


def _rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Read the table, each row with its first line."""
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, begins = [], 1
    try:
        for cells in read:
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                found.append((begins, cells))
            begins = read.line_num + 1
    except csv.Error as error:
        raise AuthorError(
            f"{path} is not a table of separated values: row {begins}: {error}"
        ) from None
    return found


def _places(path: Path, header: Sequence[str]) -> dict[str, int]:
    """Find the columns."""
    titles = [" ".join(cell.split()).casefold() for cell in header]
    for title in titles:
        if title not in COLUMNS:
            near = difflib.get_close_matches(title, COLUMNS, 1)
            guess = f" (did you mean {near[0]!r}?)" if near else ""
            raise AuthorError(
                f"{path}, row 1: unknown column {one_line(title, 40)!r}{guess}: expected "
                f"{', '.join(COLUMNS)}"
            )
    if len(set(titles)) < len(titles):
        raise AuthorError(f"{path}, row 1: a column occurs twice: {', '.join(titles)}")
    if gone := [name for name in COLUMNS if name not in titles]:
        raise AuthorError(f"{path}, row 1: no column {', '.join(gone)}: got {', '.join(titles)}")
    return {title: at for at, title in enumerate(titles)}


def _problems(row: Mapping[str, str]) -> dict[str, str]:
    """Describe what is wrong with a single row, by column."""
    asked = {
        "student": "whose points these are: a submission's name, or a student's name, id or email",
        "question": "the name of a question",
        "points": "the points that the question gets",
        "reason": "a sentence for the student: why these points and not those of the tests",
        "who": "who gave these points",
    }
    found = {name: f"is empty: expected {what}" for name, what in asked.items() if not row[name]}
    if row["points"] and not _number(row["points"]):
        found["points"] = f"expected a number such as 2.5, got {row['points'][:40]!r}"
    return found


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d*)?|-?\.\d+", text, re.ASCII)) and math.isfinite(
        float(text)
    )


def find_overrides(named: Path | None, out: Path, earlier: Path | None = None) -> Path | None:
    """Return the file of overrides for a run; None if there is none.

    It is the named one, else the one beside the grades, else the one beside the earlier grades that
    are being regraded.

    Args:
        named: the file named on the command line.
        out: the output folder of the run.
        earlier: the folder of the earlier grades.

    Raises:
        AuthorError: one is named, and a different one is beside the grades.
    """
    beside = out / OVERRIDES
    if named is None:
        places = [beside, *([earlier / OVERRIDES] if earlier else [])]
        return next((path for path in places if path.is_file()), None)
    if beside.is_file() and not beside.samefile(named) and _content(named) != _content(beside):
        raise AuthorError(f"--overrides {named} and {beside} differ: keep one of them")
    return named


def overrides_of_all(runs: Sequence[Path]) -> bytes | None:
    """Return the file of overrides for merged runs; None if no run has one.

    Args:
        runs: their folders.

    Raises:
        AuthorError: two of the runs have different files.
    """
    found = [path for run in runs if (path := run / OVERRIDES).is_file()]
    for path in found[1:]:
        if _content(path) != _content(found[0]):
            raise AuthorError(
                f"{found[0]} and {path} differ, and grades that are put together have one file: "
                "grade these runs again with --resume and the same file in each"
            )
    return _content(found[0]) if found else None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AuthorError(f"{path} can't be read: {why(error)}") from None
