"""Reads the saved notebook: its cells, its questions in order, and their answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["SavedCell", "SavedNotebook", "SavedQuestion", "is_placeholder", "read_saved"]

_CHECK = re.compile(r"""\bgrader\.check\(\s*["']([^"']+)["']""")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_LONGEST = 300  # characters of a heading
_MARKS = re.compile(r"(`+|\*\*)(.+?)\1")
_BEGIN, _END = "<!-- BEGIN QUESTION -->", "<!-- END QUESTION -->"
"""otter's markers around a manually graded question."""

_PLACEHOLDER = re.compile(r"[\s_*]*Type your answer here, replacing this text\.?[\s_*]*")


@dataclass(frozen=True)
class SavedCell:
    """A cell of the file; ``heading`` is the last one above it.

    ``number`` is its execution number, ``error`` what stopped it when it was run, and ``cell`` its
    id.
    """

    kind: str
    source: str
    heading: str
    tags: tuple[str, ...] = ()
    number: int | None = None
    error: str = ""
    cell: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether otter made it for a written answer."""
        return "otter_answer_cell" in self.tags


@dataclass(frozen=True)
class SavedQuestion:
    """A question in the file: its heading, and the cells of its answer.

    ``name`` is its name for `grader.check`, empty if it is only graded manually.
    """

    name: str
    title: str
    answers: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class SavedNotebook:
    """A saved notebook; empty if there is no such file, or it is not a notebook.

    ``tests`` are otter's public tests: a question's name -> their source. ``time`` is when the file
    was saved, in seconds since the epoch. ``is_page`` is whether it is known to be what the page
    shows.
    """

    cells: tuple[SavedCell, ...] = ()
    questions: tuple[SavedQuestion, ...] = ()
    tests: Mapping[str, str] = field(default_factory=dict)
    time: float = 0.0
    is_page: bool = False

    def question(self, name: str) -> SavedQuestion | None:
        """Return the question with this name for `grader.check`."""
        return next((one for one in self.questions if one.name == name), None)


def read_saved(path: str | Path, *, is_page: bool = False) -> SavedNotebook:
    """Read a saved notebook.

    Args:
        path: its file.
        is_page: see :class:`SavedNotebook`.
    """
    try:
        time = Path(path).stat().st_mtime
        book = json.loads(Path(path).read_text(encoding="utf-8"))
        cells = tuple(_cells(book["cells"]))
        tests = book.get("metadata", {}).get("otter", {}).get("tests", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return SavedNotebook()
    named = {str(k): v for k, v in tests.items() if isinstance(v, str)}
    return SavedNotebook(cells, tuple(_questions(cells)), named, time, is_page)


def is_placeholder(text: str) -> bool:
    """Return whether a written answer is empty, or still the placeholder."""
    return not text.strip() or _PLACEHOLDER.fullmatch(text) is not None


def _cells(cells: Sequence[Mapping[str, Any]]) -> Iterator[SavedCell]:
    heading = ""
    for cell in cells:
        kind, source = str(cell.get("cell_type")), _joined(cell.get("source", ""))
        tags = tuple(map(str, cell.get("metadata", {}).get("tags", ())))
        found = _HEADING.search(source) if kind == "markdown" else None
        if found and "otter_answer_cell" not in tags:
            heading = _plain(found[1])
        number, error = cell.get("execution_count"), _error(cell, tags)
        yield SavedCell(kind, source, heading, tags, number, error, str(cell.get("id", "")))


def _error(cell: Mapping[str, Any], tags: Sequence[str]) -> str:
    if "raises-exception" in tags:
        return ""
    for output in cell.get("outputs", ()):
        if output.get("output_type") == "error":
            name, value = str(output.get("ename")), str(output.get("evalue", ""))
            return f"{name}: {value}" if value else name
    return ""


def _questions(cells: Sequence[SavedCell]) -> Iterator[SavedQuestion]:
    """Yield the questions: one ends with its check or, if graded manually, with otter's marker."""
    title, by_hand = "", False
    code, text = list[str](), list[str]()
    for cell in cells:
        check = _CHECK.search(cell.source) if cell.kind == "code" else None
        if cell.is_answer:
            (code if cell.kind == "code" else text).append(cell.source.strip())
        elif check:
            yield SavedQuestion(check[1], title, tuple(code), tuple(text))
            title, code, text = "", [], []
        elif cell.kind != "code":
            # One cell may end a question and begin the next.
            if _END in cell.source and by_hand and (code or text):
                yield SavedQuestion("", title, tuple(code), tuple(text))
            if _END in cell.source or _BEGIN in cell.source:
                by_hand = _BEGIN in cell.source
            if heading := _HEADING.search(cell.source):
                title, code, text = _plain(heading[1]), [], []


def _plain(heading: str) -> str:
    """Return a heading as a page shows it, without the marks of code and bold text."""
    return _MARKS.sub(r"\2", heading[:_LONGEST].rstrip())


def _joined(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)
