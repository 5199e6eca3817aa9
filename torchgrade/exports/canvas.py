"""Canvas's gradebook: fills in a column of its export, or makes a table to import.

Canvas finds the student of a row by ``ID``, else by ``SIS User ID``, else by ``SIS Login ID``, else
by name; and the assignment of a column by the number in brackets after its title, else by the
title. An empty cell removes an existing score.
https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_exporter.rb
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from torchgrade.errors import AuthorError
from torchgrade.exports.filling import fill, in_order
from torchgrade.exports.scores import Line, shown
from torchgrade.exports.sheet import Sheet, title_of
from torchgrade.exports.tables import Exported, Wanted, as_csv, number
from torchgrade.grade.submissions.canvas import read_name, sure_users
from torchgrade.texts import folded

__all__ = ["filled", "made"]

_POINTS = "Points Possible"
_OF_PEOPLE = {"student", "lastname", "firstname", "id", "sis user id", "sis login id",
              "integration id", "root account", "section"}  # fmt: skip
_IDS = ("ID", "SIS User ID", "SIS Login ID")
_SIS = ("sis user id", "sis id", "sid", "student id", "student number")
_LOGIN = ("sis login id", "login id", "login")
_NUMBERED = re.compile(r"(.*) \((\d+)\)\s*", re.DOTALL)


def filled(sheet: Sheet, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Fill in a column of an export of the gradebook.

    Raises:
        AuthorError: it has no such column, or one that Canvas does not read.
    """
    column = _column(sheet, wanted)
    of_points = next(
        (at for at, row in enumerate(sheet.rows) if _POINTS in row[0].text), sheet.titles
    )
    points = sheet.cell(of_points, column) if of_points != sheet.titles else ""
    if "read only" in points:
        raise AuthorError(f"{sheet.path}: Canvas takes no scores for {sheet.header[column]!r}")
    return fill(sheet, lines, wanted, column, lambda row: points)


def _column(sheet: Sheet, wanted: Wanted) -> int:
    names = {folded(name) for name in (wanted.title, wanted.lab)}
    found, others = [], []
    for at, cell in enumerate(sheet.header):
        numbered = _NUMBERED.fullmatch(cell)
        title, digits = (numbered[1], numbered[2]) if numbered else (cell, "")
        if wanted.column:
            fits = wanted.column in {cell.strip(), title.strip(), digits}
        else:
            fits = folded(title.strip()) in names
        if fits and title_of(cell) not in _OF_PEOPLE:
            found.append(at)
        elif numbered:
            others.append(cell.strip())
    if len(found) == 1:
        return found[0]
    what = wanted.column or wanted.title
    several = f"{len(found)} columns" if found else "no column"
    raise AuthorError(
        f"{sheet.path} has {several} for {what!r}: name one with --column, of "
        f"{'; '.join(others[:12]) or 'none that has a number behind its title'}"
    )


def made(sheet: Sheet | None, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Make a table that Canvas imports.

    Args:
        sheet: a roster with Canvas's ids; without one, the numbers in the file names of Canvas's
            own download are used.
        lines: of the run.
        wanted: the options of the table.
    """
    numbered, problems = in_order(sheet, lines)
    sure = sure_users(PurePosixPath(line.grade.submission).name for line in lines if line.grade)
    rows, scores = [], 0
    for at, line in numbered:
        name, section, ids = _known(sheet, at, line, sure)
        if line.grade is not None and not any(ids):
            problems.append(f"{shown(line)}: no id of Canvas's (--roster or --template has them)")
            continue
        scores += line.score is not None
        text = "" if line.score is None else number(line.score)
        rows.append([name, *ids, section, text])
    title = wanted.column or wanted.title
    points = [f"    {_POINTS}", "", "", "", "", number(wanted.possible)]
    header = ["Student", *_IDS, "Section", title]
    missing = sum(line.grade is None for line in lines)
    return Exported(as_csv(header, [points, *rows], _IDS), scores, tuple(problems), missing)


def _known(
    sheet: Sheet | None, row: int, line: Line, sure: Collection[str]
) -> tuple[str, str, list[str]]:
    """Return a student's name, section and ids in Canvas.

    A number that is ``sure`` to be somebody else's is not this student's.
    """
    who = line.person
    if sheet is None:
        file = PurePosixPath(line.grade.submission).name if line.grade else ""
        handed = read_name(file, line.grade.sid if line.grade else "")
        user = handed.user if handed and handed.user.isdecimal() else ""
        is_own = user == who.sid or user not in sure or bool(sure_users([file]))
        return who.name, who.section, [user if is_own else "", "", ""]
    columns = (("student", "name"), ("section",), ("id", "canvas user id"), _SIS, _LOGIN)
    cells = [sheet.cell(row, sheet.column(*titles)).strip() for titles in columns]
    name, section, *ids = cells
    ids[0] = ids[0] if ids[0].isdecimal() else ""
    return name or who.name, section or who.section, ids
