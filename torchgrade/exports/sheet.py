"""Edits cells of a table that another program wrote, keeping everything else byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.tables import read_table
from torchgrade.grade.submissions.roster import Roster, known_titles, roster_of

__all__ = ["Cell", "Sheet", "open_sheet", "title_of"]

_MOST = 64 * 2**20
_TITLES_WITHIN = 20  # most rows, as in a roster
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and its position in the file's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """A table in a file. ``titles`` is the number of the row with the titles."""

    path: Path
    mark: bytes
    encoding: str
    text: str
    separator: str
    rows: tuple[tuple[Cell, ...], ...]
    titles: int

    @property
    def header(self) -> list[str]:
        """The titles of its columns."""
        return [cell.text for cell in self.rows[self.titles]]

    @property
    def roster(self) -> Roster:
        """The students that it lists; raises ``AuthorError`` if it lists none."""
        return roster_of(self.path, [[cell.text for cell in row] for row in self.rows])

    def cell(self, row: int, column: int | None) -> str:
        """Return the text of a cell; empty if there is none."""
        cells = self.rows[row]
        return cells[column].text if column is not None and column < len(cells) else ""

    def column(self, *titles: str) -> int | None:
        """Return the position of the first of these titles that exists, ignoring case."""
        known = [title_of(cell) for cell in self.header]
        return next((known.index(title) for title in titles if title in known), None)

    def filled(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """Return the file with new text in some cells, by row and column."""
        changes: list[tuple[int, int, str]] = []
        for (number, column), new in cells.items():
            row = self.rows[number]
            if column < len(row):
                old = row[column]
                quoted = self.text[old.start : old.end].startswith('"')
                changes.append((old.start, old.end, self._written(new, quoted=quoted)))
            else:
                end, between = row[-1].end, self.separator * (column + 1 - len(row))
                changes.append((end, end, between + self._written(new)))
        parts, at = [], 0
        for start, end, new in sorted(changes):
            parts += [self.text[at:start], new]
            at = end
        return self.mark + "".join([*parts, self.text[at:]]).encode(self.encoding)

    def _written(self, new: str, *, quoted: bool = False) -> str:
        return f'"{new}"' if quoted or self.separator in new else new


def title_of(cell: str) -> str:
    """Return a column's title without case, spaces and underscores."""
    return " ".join(cell.replace("_", " ").split()).casefold()


def open_sheet(path: Path) -> Sheet:
    """Read a table, whatever its separator and encoding.

    Raises:
        AuthorError: it can't be read, or is not a table.
    """
    content = read_table(path, _MOST)
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "")
    )
    text, encoding = _decoded(content[len(mark) :], encoding)
    best, most = None, 0
    for separator in ",;\t":
        rows = _scan(text, separator)
        counts = [known_titles([cell.text for cell in row]) for row in rows[:_TITLES_WITHIN]]
        if counts and max(counts) > most:
            most = max(counts)
            best = Sheet(path, mark, encoding, text, separator, rows, counts.index(most))
    if best is None:
        first = text.partition("\n")[0][:80]
        raise AuthorError(
            f"{path}: expected a table whose first row has titles, such as Student or Email "
            f"address, got {first!r}"
        )
    return best


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    for name in (encoding,) if encoding else ("utf-8", "cp1252", "latin-1"):
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
    raise AuthorError(f"expected a text in {encoding}, as the first bytes of the file say")


def _scan(text: str, separator: str) -> tuple[tuple[Cell, ...], ...]:
    """Find the cells of a table (RFC 4180)."""
    quoted = r'"(?:[^"]|"")*"'
    pattern = re.compile(rf"(?:{quoted})?[^{re.escape(separator)}\r\n]*")
    rows, row, at = [], [], 0
    while True:
        found = pattern.match(text, at)
        assert found is not None  # the pattern also matches an empty cell
        raw = found[0]
        inner = re.match(quoted, raw)
        said = inner[0][1:-1].replace('""', '"') + raw[inner.end() :] if inner else raw
        row.append(Cell(said, at, found.end()))
        at = found.end()
        if text.startswith(separator, at):
            at += 1
            continue
        rows.append(tuple(row))
        row = []
        ending = re.compile(r"\r\n|\n|\r").match(text, at)
        at = ending.end() if ending else len(text)
        if at >= len(text):
            return tuple(rows)
