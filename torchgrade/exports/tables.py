"""What every table for a system has: exact ids, scores as people write them, what is left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from torchgrade.exports.scores import Line
from torchgrade.results.tables import guarded_cell

__all__ = ["Exported", "Wanted", "as_csv", "number", "scaled"]

_HARMLESS = re.compile(r"[\w.@+-]{1,200}")
"""An id that no spreadsheet runs as more than a sum of names: without (, |, ! or =."""


@dataclass(frozen=True)
class Wanted:
    """What a table is asked for.

    ``title`` and ``lab`` name the lab, ``possible`` are its points, ``column`` the assignment as
    the system calls it, if that is another name, and ``scale`` says that scores are scaled to the
    points that the system has for it.
    """

    title: str
    lab: str
    possible: float
    column: str = ""
    scale: bool = False


@dataclass(frozen=True)
class Exported:
    """A table, how many scores are in it, and who has none: ``problems`` say why."""

    content: bytes
    scores: int
    problems: tuple[str, ...] = ()
    missing: int = 0


def number(value: float, comma: bool = False) -> str:
    """Return a number with at most four decimals, and no more than it has."""
    text = f"{Decimal(str(round(value, 4))).normalize():f}"
    return text.replace(".", ",") if comma else text


def scaled(line: Line, points: float | None, wanted: Wanted) -> float | None:
    """Return the score of a line, out of as many points as the system has for the lab."""
    if line.score is None or not wanted.scale or points is None or not line.possible:
        return line.score
    return line.score * points / line.possible


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]], ids: Sequence[str]) -> bytes:
    """Return a table whose texts no spreadsheet runs; the columns ``ids`` stay as they are.

    An id that could be a formula is guarded as well.
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
