"""Reads written questions from a lab's source: text, model answer, and rubric.

A line of a rubric is an item of a list in the model answer that begins with points:
``- -2: says nothing of depth``, or ``* +1 a drawing``; or a row of a table, ``| -2 | says ... |``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline, Question, read_outline

__all__ = ["Guide", "Line", "guides_of", "lines_of"]

_ITEM = re.compile(
    r"^[ \t]*[-*+][ \t]+[*_`]*"
    r"(?P<points>[-+\N{MINUS SIGN}\N{EN DASH}]\s?\d+(?:\.\d+)?)"
    r"(?:\s*(?:points?|marks?|pts?))?[*_`]*\s*[:|.)]?[*_`]*\s+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"^\|\s*(?P<points>[-+\N{MINUS SIGN}\N{EN DASH}]\s?\d+(?:\.\d+)?)\s*\|\s*(?P<text>[^|]*\S)\s*\|"
)
_NEXT = re.compile(r"^[ \t]*(?:[-*+][ \t]|#|\||\Z|$)")
_RUBRIC = re.compile(r"^.*\b(?:rubric|marking (?:scheme|guide))\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Line:
    """A line of a rubric: what to look for, and the points that it gives or costs."""

    text: str
    points: float


@dataclass(frozen=True)
class Guide:
    """What markers of a question should know: its text, the model answer, and the rubric."""

    text: str = ""
    model_answer: str = ""
    lines: tuple[Line, ...] = ()


def guides_of(source: Path) -> Mapping[str, Guide]:
    """Read the guides to all manually graded questions: the question's name -> its guide.

    Args:
        source: the lab's source notebook.

    Raises:
        torchgrade.notebook.NotebookError: it can't be read.
    """
    outline = read_outline(nb.read(source), source.name)
    return {q.name: _guide(outline, q) for q in outline.questions if q.manual}


def _guide(outline: Outline, question: Question) -> Guide:
    inside = range(question.cell + 1, question.end)
    kinds = {n: outline.notebook.cells[n - 1].cell_type for n in inside}
    hidden = {*question.solutions, *question.tests, *question.prompts}
    text = [outline.source(n) for n in inside if kinds[n] == "markdown" and n not in hidden]
    answers = [outline.source(n) for n in question.solutions if kinds[n] == "markdown"]
    answer = "\n\n".join(answers)
    found = _RUBRIC.search(answer)
    shown = answer[: found.start()] if found else answer
    return Guide("\n\n".join(text), shown.strip(), lines_of(answer))


def lines_of(text: str) -> tuple[Line, ...]:
    """Parse the lines of a rubric in a text; an item may continue on the lines below."""
    found: list[tuple[float, list[str]]] = []
    open_item = False
    for line in text.splitlines():
        if item := _ITEM.match(line) or _ROW.match(line):
            sign = re.sub("[\N{MINUS SIGN}\N{EN DASH}]", "-", item["points"]).replace(" ", "")
            found.append((float(sign), [item["text"].strip()]))
            open_item = True
        elif open_item and not _NEXT.match(line):
            found[-1][1].append(line.strip())
        else:
            open_item = False
    return tuple(Line(" ".join(parts), points) for points, parts in found)
