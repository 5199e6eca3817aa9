"""What all tables for systems have in common: exact ids, readable scores, problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from torchgrade.exports.scores import Line
from torchgrade.results.tables import guarded_cell

__all__ = ["Exported", "Wanted", "as_csv", "number", "scaled"]

_HARMLESS = re.compile(r"[\w.@+-]{1,200}")
"""An id that is harmless as a formula, at most a sum of names: without (, |, ! or =."""


@dataclass(frozen=True)
class Wanted:
    """The options of a table.

    ``title`` and ``lab`` name the lab, ``possible`` are its points, ``column`` is the system's name
    for the assignment, if it differs, and ``scale`` says that scores are scaled to the system's
    points for it.
    """

    title: str
    lab: str
    possible: float
    column: str = ""
    scale: bool = False


@dataclass(frozen=True)
class Exported:
    """A table, the number of its scores, and ``problems``: why students have no score."""

    content: bytes
    scores: int
    problems: tuple[str, ...] = ()
    missing: int = 0


def number(value: float, comma: bool = False) -> str:
    """Format a number with at most four decimals, without trailing zeros."""
    text = f"{Decimal(str(round(value, 4))).normalize():f}"
    return text.replace(".", ",") if comma else text


def scaled(line: Line, points: float | None, wanted: Wanted) -> float | None:
    """Return a line's score, scaled to the system's points for the lab."""
    if line.score is None or not wanted.scale or points is None or not line.possible:
        return line.score
    return line.score * points / line.possible


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]], ids: Sequence[str]) -> bytes:
    """Return a table whose texts no spreadsheet executes; the columns ``ids`` are not changed.

    An id that could be a formula is also guarded.
    """
    exact = [title in ids for title in header]
    lines = [",".join(guarded_cell(cell) for cell in header)]
    for row in rows:
        cells = (
            cell if is_id and _HARMLESS.fullmatch(cell) else guarded_cell(cell)
            for cell, is_id in zip(row, exact, strict=True)
        )
        lines.append(",".join(cells))
    return "".join(f"{line}\r\n" for line in lines).encode()
