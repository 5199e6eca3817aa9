"""Answers to questions that people mark, complete with their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from torchgrade.gradecells import answer_id
from torchgrade.notebook import Notebook, source
from torchgrade.notebook.released import ANSWER, BEGIN, END, GIVEN, HEADING
from torchgrade.records import Manifest, Picture, WrittenAnswer, WrittenCell
from torchgrade.texts import printable, shortened

__all__ = ["written_of"]

_CHECK = re.compile(r"""\.check\(\s*["'][^"'\n]+["']\s*\)""")
_CHARACTERS, _CELLS, _BEFORE, _NEAR = 30_000, 20, 2, 10
"""Characters of a cell, cells of an answer, cells before its question that drew something, and how
many cells before an answer without a figure one is looked for."""

_PICTURES = 8 * 2**20
"""Bytes, in base64, of all pictures of one submission."""

Pictures = Mapping[int, tuple[Picture, ...]]
Cells = list[tuple[int, Notebook]]


def written_of(
    notebook: Notebook, manifest: Manifest, pictures: Pictures
) -> tuple[WrittenAnswer, ...]:
    """Return the answer to each question that people mark, in the order of the manifest.

    An answer extends from the question's heading to the question's end; without a heading, otter's
    comments and nbgrader's cell names delimit it. Given cells, in it and just before it, are
    represented by the figures that they drew, since questions ask about such figures.

    Args:
        notebook: the submitted notebook.
        manifest: the manifest, for its questions.
        pictures: the pictures of each cell, counted from 1.
    """
    manual = [question for question in manifest.questions if question.manual]
    if not manual:
        return ()
    known = {question.title for question in manifest.questions if question.title}
    parts = {title: (before, cells) for title, before, cells in _parts(notebook, known)}
    blocks = list(_blocks(notebook))
    room = _Room(pictures)
    found = []
    for place, question in enumerate(manual):
        before, cells = parts.get(question.title, ([], []))
        if question.title not in parts:
            cells = _named(notebook, question.name)
            cells = cells or (blocks[place] if len(blocks) == len(manual) else [])
        drawn = [(n, cell) for n, cell in before if n in pictures and cell.cell_type == "code"]
        if cells and not drawn and not any(number in pictures for number, _ in cells):
            drawn = _nearest(notebook, pictures, cells[0][0])
        made = [room.cell(number, cell, given=True) for number, cell in drawn[-_BEFORE:]]
        for number, cell in cells[:_CELLS]:
            given = _is_given(cell)
            if not given or number in pictures:
                made.append(room.cell(number, cell, given=given))
        found.append(WrittenAnswer(question.name, tuple(made)))
    return tuple(found)


def _parts(notebook: Notebook, titles: set[str]) -> Iterator[tuple[str, Cells, Cells]]:
    """Yield each question with a heading, with the cells just before that and those that follow."""
    title, before, cells = "", Cells(), Cells()
    for number, cell in enumerate(notebook.cells, start=1):
        text = source(cell)
        is_text = cell.cell_type == "markdown"
        headings = [one.strip() for one in HEADING.findall(text)] if is_text else []
        named = next((one for one in headings if one in titles), "")
        ends = named or (is_text and END in text) or (not is_text and _CHECK.search(text))
        if not ends:
            cells.append((number, cell))
            continue
        if title:
            yield title, before, cells
        before = [] if title or not named else cells
        title, cells = named, []
    if title:
        yield title, before, cells


def _nearest(notebook: Notebook, pictures: Pictures, before: int) -> Cells:
    """Return the last code cell shortly before a cell that drew something, if there is one."""
    numbers = range(max(1, before - _NEAR), before)
    code = [n for n in numbers if n in pictures and notebook.cells[n - 1].cell_type == "code"]
    return [(n, notebook.cells[n - 1]) for n in code[-1:]]


def _blocks(notebook: Notebook) -> Iterator[Cells]:
    """Yield the cells of each question that otter marks as manually graded, without its text."""
    cells: Cells | None = None
    for number, cell in enumerate(notebook.cells, start=1):
        text = source(cell) if cell.cell_type == "markdown" else ""
        if cells is not None and END in text:
            yield cells
            cells = None
        if BEGIN in text:
            cells = []
        elif cells is not None:
            cells.append((number, cell))


def _named(notebook: Notebook, question: str) -> Cells:
    """Return the answer cells of a question in an nbgrader notebook."""
    names = {answer_id(question, number) for number in range(1, _CELLS)}
    found = []
    for number, cell in enumerate(notebook.cells, start=1):
        described = cell.metadata.get("nbgrader")
        if isinstance(described, dict) and described.get("grade_id") in names:
            found.append((number, cell))
    return found


def _is_given(cell: Notebook) -> bool:
    """Return whether it is given, not filled in or added by a student."""
    described = cell.metadata.get("nbgrader")
    if isinstance(described, dict):
        return described.get("solution") is not True
    tags: Sequence[str] = cell.metadata.get("tags", ())
    return cell.cell_type == "raw" or (GIVEN in tags and not ANSWER.intersection(tags))


class _Room:
    """Makes cells, with pictures as long as there is room for them."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures, self._left = pictures, _PICTURES

    def cell(self, number: int, cell: Notebook, *, given: bool) -> WrittenCell:
        kept = []
        for picture in self._pictures.get(number, ()):
            if len(picture.data) <= self._left:
                self._left -= len(picture.data)
                kept.append(picture)
        text = "" if given else shortened(printable(source(cell)), _CHARACTERS)
        return WrittenCell(number, cell.cell_type, text, tuple(kept), given)
