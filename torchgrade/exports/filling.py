"""Fills in a column of a system's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torchgrade.errors import AuthorError
from torchgrade.exports.scores import Line, placed, shown
from torchgrade.exports.sheet import Sheet
from torchgrade.exports.tables import Exported, Wanted, number, scaled

__all__ = ["decimal", "fill", "in_order"]

Points = Callable[[int], str]
"""The number of a row -> the cell with the lab's points there; empty if there is none."""


def fill(
    sheet: Sheet, lines: Sequence[Line], wanted: Wanted, column: int, points: Points
) -> Exported:
    """Write scores into a column; rows without a score keep their cell.

    Args:
        sheet: the table.
        lines: of the run.
        wanted: the options of the table.
        column: where scores go.
        points: the points of the lab, by row.

    Raises:
        AuthorError: the system has other points for the lab, and scaling was not requested.
    """
    found = placed(lines, sheet.roster)
    cells: dict[tuple[int, int], str] = {}
    problems = list(found.problems)
    for row, line in found.lines.items():
        most = decimal(points(row))
        if most is not None and abs(most - line.possible) > 1e-9 and not wanted.scale:
            raise AuthorError(
                f"{sheet.path}: {sheet.header[column]} is out of {most:g} points there, "
                f"scores here out of {line.possible:g}: --scale scales each score, or correct the "
                "points there"
            )
        score = scaled(line, most, wanted)
        if score is not None:
            cells[row, column] = number(score, comma="," in points(row))
        elif line.grade is not None:
            there = sheet.cell(row, column).strip()
            kept = f" (the file keeps its {there})" if there else ""
            problems.append(f"{shown(line)}: {line.why}{kept}")
    missing = sum(line.grade is None for line in found.lines.values())
    return Exported(sheet.filled(cells), len(cells), tuple(problems), missing)


def in_order(
    sheet: Sheet | None, lines: Sequence[Line]
) -> tuple[list[tuple[int, Line]], list[str]]:
    """Sort lines in the order of a roster, if there is one.

    Args:
        sheet: the roster.
        lines: of the run.

    Returns:
        Each line with its row, -1 without a roster; and the problems: students with a submission
        and no score, or a grade and no row.
    """
    problems = [f"{shown(line)}: {line.why}" for line in lines if line.grade and line.why]
    if sheet is None:
        return [(-1, line) for line in lines], problems
    found = placed(lines, sheet.roster)
    return sorted(found.lines.items()), [*problems, *found.problems]


def decimal(text: str) -> float | None:
    """Parse a system's number, with a point or a comma; None if it is not a number."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
