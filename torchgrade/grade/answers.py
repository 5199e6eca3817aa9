"""The cells in which a student answers each question, as far as the notebook still shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from torchgrade.notebook import Notebook, source
from torchgrade.notebook.released import ANSWER, END, GIVEN, HEADING
from torchgrade.records import AnswerCell, Manifest
from torchgrade.texts import printable

__all__ = ["CHECK", "answers_of", "clipped"]

CHECK = re.compile(r"""\b(?:grader|Notebook\(\))\.check\(\s*["']([^"'\n]+)["']""")
_FIRST = re.compile(r"^grader *= *otter\.Notebook\(", re.MULTILINE)
_EMPTY = re.compile(r"\A_?Type your answer here, replacing this text\._?\Z")
_LINES, _CHARACTERS, _ALL, _CELLS = 150, 6_000, 100_000, 300
"""Most lines and characters of a cell, and most characters and number of all cells, for people."""

Cells = list[tuple[int, Notebook]]


def answers_of(notebook: Notebook, manifest: Manifest) -> tuple[AnswerCell, ...]:
    """List the cells that answer a question, in the order of the notebook.

    They lie between a question's heading, or the check before it, and its own check. Only cells
    that the release asks to fill in, and cells that a student added below them, count; if an editor
    has lost the tags that tell, all do.

    Args:
        notebook: what was handed in.
        manifest: the manifest, for its questions.
    """
    found: list[AnswerCell] = []
    left = _ALL
    for question, cells in _parts(notebook, manifest):
        for number, cell in _answered(cells):
            text = source(cell)
            shown = clipped(text, min(_CHARACTERS, left))
            left -= len(shown)
            lines = 0 if _EMPTY.match(text.strip()) else len(text.strip().splitlines())
            found.append(AnswerCell(question, number, shown, lines))
    return tuple(found[:_CELLS])


def clipped(text: str, most: int = _CHARACTERS) -> str:
    """Cut the source of a cell to what people will read, at the end of a line if possible."""
    lines = printable(text[: 2 * _CHARACTERS]).strip("\n").splitlines()[:_LINES]
    short = "\n".join(lines)
    if len(short) <= most:
        return short
    head, newline, _ = short[: max(0, most)].rpartition("\n")
    return head if newline else short[: max(0, most)]


def _parts(notebook: Notebook, manifest: Manifest) -> Iterator[tuple[str, Cells]]:
    """Yield each question with the cells in its part of the notebook."""
    titles = {question.title: question for question in manifest.questions if question.title}
    known = {question.name for question in manifest.questions}
    cells: Cells = []
    current = ""
    for number, cell in enumerate(notebook.cells, start=1):
        text = source(cell)
        if cell.cell_type == "code" and (checked := CHECK.findall(text)):
            if (
                current
            ):  # this question has no heading of its own, so that of another one tells nothing
                yield current, [(n, one) for n, one in cells if one.cell_type == "markdown"]
                cells = [(n, one) for n, one in cells if one.cell_type == "code"]
            for name in dict.fromkeys(checked):
                if name in known:
                    yield name, cells
            cells, current = [], ""
            continue
        is_text = cell.cell_type == "markdown"
        headings = HEADING.findall(text) if is_text else ()
        named = next((titles[one.strip()] for one in headings if one.strip() in titles), None)
        if named is None and not (current and is_text and END in text):
            cells.append((number, cell))
            continue
        if current:  # a written question has no check at its end
            yield current, cells
        cells, current = [], named.name if named and named.manual else ""
    if current:
        yield current, cells


def _answered(cells: Cells) -> Cells:
    """Return those of a question's cells that a student may have written."""
    marked = [place for place, (_, cell) in enumerate(cells) if _is_answer(cell)]
    if marked:
        kept = cells[marked[0] :]
        return [(number, cell) for number, cell in kept if _is_answer(cell) or _may_be_theirs(cell)]
    return [(number, cell) for number, cell in cells if _may_be_theirs(cell)]


def _is_answer(cell: Notebook) -> bool:
    """Return whether the release asks to fill in a cell, by otter's tag or nbgrader's."""
    described = cell.metadata.get("nbgrader")
    in_nbgrader = isinstance(described, dict) and described.get("solution") is True
    return in_nbgrader or bool(ANSWER.intersection(_tags(cell)))


def _may_be_theirs(cell: Notebook) -> bool:
    text = source(cell)
    given = GIVEN in _tags(cell) or _FIRST.search(text)
    return cell.cell_type == "code" and bool(text.strip()) and not given


def _tags(cell: Notebook) -> Sequence[str]:
    tags: Sequence[str] = cell.metadata.get("tags", ())
    return tags
