"""The class list (roster), from a table that Canvas, Moodle, Gradescope or people wrote.

Columns are recognised by their titles, regardless of case, spaces and order; other columns are
ignored. The separator may be a comma, a semicolon or a tab, the encoding UTF-8, UTF-16 or, as in
old spreadsheets, Windows-1252.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.tables import read_table, text_of
from torchgrade.grade.submissions.submission import RosterDeadline
from torchgrade.records import Person
from torchgrade.texts import one_line

__all__ = ["Entry", "Roster", "known_titles", "read_roster", "roster_of"]

_MOST = 64 * 2**20
_HEADER_WITHIN = 20  # rows to search: some programs put a heading first

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "student", "student name", "sortable name", "display name"),
    "first": ("first name", "first", "given name", "forename", "firstname", "vorname", "prénom"),
    "last": ("last name", "last", "surname", "family name", "lastname", "nachname", "apellido(s)"),
    "email": ("email", "email address", "e-mail", "e-mail address", "mail", "student email",
              "e-mail-adresse", "adresse de courriel", "dirección de correo"),
    "section": ("section", "sections", "section name"),
    "group": ("group", "groups", "group name", "team"),
    "role": ("role", "roles"),
    "due": ("due", "due at"),
    "extension": ("extension",),
    "submitted": ("submitted at", "last modified (submission)"),
}  # fmt: skip
_NOT_OF_PEOPLE = {"section", "group", "role", "due", "extension", "submitted"}
_IDS = (
    "sid", "student id", "student number", "sis user id", "sis id", "id number", "matrikelnummer",
    "university id", "id", "user id", "canvas user id", "sis login id", "login id", "login",
    "username", "user name", "netid", "net id", "identifier",
)  # fmt: skip
"""Columns of ids; the first one in this order is shown."""

_STAFF = {"instructor", "teacher", "ta", "reader", "teaching assistant", "staff", "observer",
          "non-editing teacher", "manager"}  # fmt: skip
_NOBODY = re.compile(r"(?i)points possible|student, test|test student")  # of Canvas's gradebook


@dataclass(frozen=True)
class Entry:
    """A person on the roster, with all their ids and groups, and their deadline if it is special.

    ``row`` is the index of their first row in the table, from 0.
    """

    person: Person
    ids: frozenset[str]
    groups: frozenset[str]
    allowed: RosterDeadline = field(default_factory=RosterDeadline)
    row: int = 0


@dataclass(frozen=True)
class Roster:
    """The students of a class, each once."""

    entries: tuple[Entry, ...]


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Raises:
        AuthorError: it can't be read, has no known column, or lists nobody.
    """
    content = read_table(path, _MOST, "the roster")
    return roster_of(path, _rows(path, text_of(content)))


def roster_of(path: Path, rows: list[list[str]]) -> Roster:
    """Read a roster's table.

    Args:
        path: the file it is from.
        rows: its cells; one of the first rows has the titles.

    Raises:
        AuthorError: it has no known column, or lists nobody.
    """
    columns, below = _columns(path, rows)
    entries: dict[object, Entry] = {}
    for number, row in enumerate(rows[below:], below):
        cells = {title: one_line(row[at]) if at < len(row) else "" for title, at in columns.items()}
        if entry := _entry(cells, number):
            who = entry.person
            key = (who.sid, who.email, who.name) if who.sid or who.email else number
            entries[key] = _both(entries[key], entry) if key in entries else entry
    if not entries:
        raise AuthorError(f"the roster {path} lists nobody")
    return Roster(tuple(entries.values()))


def _rows(path: Path, text: str) -> list[list[str]]:
    """Read the table with the separator that finds the most titles."""
    found: list[list[list[str]]] = []
    trouble = ""
    for separator in ",;\t":
        try:
            read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            found.append([row for row in read if any(cell.strip() for cell in row)])
        except csv.Error as error:
            trouble = f"line {read.line_num}: {error}"
    if not found:
        raise AuthorError(f"the roster {path} is no table of separated values ({trouble})")
    return max(found, key=lambda rows: max(map(known_titles, rows[:_HEADER_WITHIN]), default=0))


def known_titles(row: list[str]) -> int:
    """Count the known titles."""
    titles = {title for titles in (_IDS, *_COLUMNS.values()) for title in titles}
    return sum(_title(cell) in titles for cell in row)


def _title(cell: str) -> str:
    return " ".join(cell.replace("_", " ").replace("\ufeff", "").split()).casefold()


def _columns(path: Path, rows: list[list[str]]) -> tuple[dict[str, int], int]:
    """Find the row of titles; return the known columns, and the index of the next row."""
    known = {title: kind for kind, titles in _COLUMNS.items() for title in titles}
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            title = _title(cell)
            kind = title if title in _IDS else known.get(title)
            if kind is not None:
                found.setdefault(kind, at)
        if set(found) - _NOT_OF_PEOPLE:
            return found, number + 1
    first = ", ".join(one_line(cell, 30) for cell in rows[0][:8]) if rows else "nothing"
    raise AuthorError(
        f"the roster {path} has no column with names, ids or email addresses: expected titles such "
        f"as name, SID, email in its first row, got {first}"
    )


def _entry(cells: Mapping[str, str], row: int) -> Entry | None:
    """Return the entry of a person; None for staff, and for rows without a person."""
    role = cells.get("role", "").casefold()
    name = cells.get("name", "")
    if cells.get("first") or cells.get("last"):
        name = " ".join(filter(None, (cells.get("first", ""), cells.get("last", ""))))
    if role in _STAFF or _NOBODY.fullmatch(name.strip()):
        return None
    ids = [found for title in _IDS if (found := _id(title, cells.get(title, "")))]
    email = cells.get("email", "")
    if not (ids or email or name):
        return None
    groups = re.split(r"\s*[;,]\s*", cells.get("group", ""))
    person = Person(name, ids[0] if ids else "", email, cells.get("section", ""))
    own = (cells.get(title, "") for title in ("due", "extension", "submitted"))
    # "-" is Moodle's mark for no date.
    allowed = RosterDeadline(*("" if cell == "-" else cell for cell in own))
    return Entry(person, frozenset(ids), frozenset(filter(None, groups)), allowed, row)


def _id(title: str, cell: str) -> str:
    """Return an id without Moodle's word before it and a spreadsheet's fraction after it."""
    pattern = r"\D*(\d+)" if title == "identifier" else r"(\d+)\.0"
    found = re.fullmatch(pattern, cell)
    return found[1] if found else cell


def _both(one: Entry, other: Entry) -> Entry:
    """Merge two rows about one person, who is in two sections, say."""
    sections = dict.fromkeys(filter(None, (one.person.section, other.person.section)))
    person = Person(one.person.name, one.person.sid, one.person.email, ", ".join(sections))
    allowed = one.allowed if one.allowed != RosterDeadline() else other.allowed
    return Entry(person, one.ids | other.ids, one.groups | other.groups, allowed, one.row)
