"""A table of scores for spreadsheets and scripts, or a column in the user's own table."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.errors import AuthorError
from torchgrade.exports.filling import fill, in_order
from torchgrade.exports.scores import Line
from torchgrade.exports.sheet import Sheet, title_of
from torchgrade.exports.tables import Exported, Wanted, as_csv, number

__all__ = ["filled", "made"]

_HEADER = ("name", "sid", "email", "section", "score", "possible", "status", "open", "earned",
           "days_late")  # fmt: skip


def filled(sheet: Sheet, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Fill in a column of any table that lists the class.

    Raises:
        AuthorError: no column was named, or there is none with this name.
    """
    column = sheet.column(title_of(wanted.column)) if wanted.column else None
    if column is None:
        raise AuthorError(
            f"{sheet.path}: name the column that scores go into with --column, of "
            f"{', '.join(sheet.header)}"
        )
    return fill(sheet, lines, wanted, column, lambda row: "")


def made(sheet: Sheet | None, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Make a table with a row for each student.

    Args:
        sheet: a roster, which determines the order; without one, the run's order.
        lines: of the run.
        wanted: the options of the table.
    """
    numbered, problems = in_order(sheet, lines)
    ordered = [line for _, line in numbered]
    content = as_csv(_HEADER, [_row(line) for line in ordered], ("sid", "email"))
    missing = sum(line.grade is None for line in lines)
    return Exported(
        content, sum(line.score is not None for line in ordered), tuple(problems), missing
    )


def _row(line: Line) -> list[str]:
    who, grade = line.person, line.grade
    late = grade.lateness if grade else None
    earned = grade.score if grade and line.score is not None else None
    return [
        *(who.name or (grade.submission if grade else ""), who.sid, who.email, who.section),
        "" if line.score is None else number(line.score),
        number(line.possible),
        grade.status if grade else "missing",
        line.why,
        "" if earned is None else number(earned),
        "" if late is None or late.seconds is None else str(late.days),
    ]
