"""Moodle's grading worksheet: its column of grades filled in, or a table that Moodle imports.

A worksheet is that of an assignment with *Offline grading worksheet* among its feedback types. Its
import asks for the columns ``Identifier``, ``Grade`` and ``Last modified (grade)``, in the language
of the site, separated by commas; an identifier is a word and the number that names have in Moodle's
download of submissions. A worksheet that is made here has ``ID number`` and ``Email address`` as
well, for the import of the course's gradebook, which asks which column is which.
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
    """Fill the grades of a worksheet in.

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
        sheet: a roster; without one, what the run knows of people is taken.
        lines: of the run.
        wanted: what is asked for.
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
    """Return identifier, ID number and address of somebody."""
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
