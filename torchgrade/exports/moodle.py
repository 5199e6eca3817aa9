"""Moodle's grading worksheet: fills in its column of grades, or makes a table to import.

Assignments with the feedback type *Offline grading worksheet* have one. Its import needs the
columns ``Identifier``, ``Grade`` and ``Last modified (grade)``, in the language of the site,
separated by commas; an identifier is a word and the number in the names of Moodle's download of
submissions. A worksheet made here also has ``ID number`` and ``Email address``, for the import of
the course's gradebook, which asks which column is which.
https://github.com/moodle/moodle/blob/main/public/mod/assign/feedback/offline/importgradeslib.php
https://docs.moodle.org/en/Grade_import
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from torchgrade.errors import AuthorError
from torchgrade.exports.filling import fill, in_order
from torchgrade.exports.scores import Line, shown
from torchgrade.exports.sheet import Sheet, title_of
from torchgrade.exports.tables import Exported, Wanted, as_csv, number

__all__ = ["filled", "made"]

_GRADES = ("grade", "bewertung", "note", "calificación", "valutazione", "cijfer", "nota")
_MOST = ("maximum grade", "höchste bewertung", "bestwertung", "note maximale", "maximale note",
         "calificación máxima", "valutazione massima")  # fmt: skip
_IDS = ("Identifier", "ID number", "Email address")
_NUMBER = re.compile(r"_(\d+)_assignsubmission_")


def filled(sheet: Sheet, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Fill in the grades of a worksheet.

    Raises:
        AuthorError: it has no column for them.
    """
    column = sheet.column(*([title_of(wanted.column)] if wanted.column else _GRADES))
    if column is None:
        raise AuthorError(
            f"{sheet.path} has no column {wanted.column or 'Grade'!r}: name it with --column, of "
            f"{', '.join(sheet.header)}"
        )
    most = sheet.column(*_MOST)
    return fill(sheet, lines, wanted, column, lambda row: sheet.cell(row, most))


def made(sheet: Sheet | None, lines: Sequence[Line], wanted: Wanted) -> Exported:
    """Make a worksheet.

    Args:
        sheet: a roster; without one, the run's data on people are used.
        lines: of the run.
        wanted: the options of the table.
    """
    numbered, problems = in_order(sheet, lines)
    rows, scores = [], 0
    for at, line in numbered:
        ids = _ids(sheet, at, line)
        if line.grade is not None and not any(ids):
            problems.append(f"{shown(line)}: no id of Moodle's (--roster or --template has them)")
            continue
        scores += line.score is not None
        text = "" if line.score is None else number(line.score)
        identifier, number_, email = ids
        rows.append(
            [identifier, line.person.name, number_, email, text, number(line.possible), "-"]
        )
    header = ["Identifier", "Full name", "ID number", "Email address", "Grade", "Maximum grade",
              "Last modified (grade)"]  # fmt: skip
    missing = sum(line.grade is None for line in lines)
    return Exported(as_csv(header, rows, _IDS), scores, tuple(problems), missing)


def _ids(sheet: Sheet | None, row: int, line: Line) -> tuple[str, str, str]:
    """Return a student's identifier, ID number and address."""
    path = PurePosixPath(line.grade.submission) if line.grade else PurePosixPath()
    named = next(filter(None, map(_NUMBER.search, path.parts)), None)
    own = f"Participant {named[1]}" if named else ""
    if sheet is None:
        sid = "" if named and line.person.sid == named[1] else line.person.sid
        return own, sid, line.person.email
    found = [
        sheet.cell(row, sheet.column(*titles)).strip()
        for titles in (
            ("identifier",),
            ("id number", "sid", "student id", "student number"),
            ("email address", "email", "e-mail"),
        )
    ]
    return found[0] or own, found[1], found[2]
