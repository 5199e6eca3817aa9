"""Source notebooks in memory, a few lines each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from torchgrade import notebook as nb
from torchgrade.authoring.template import new_lab
from torchgrade.authoring.text import text_file
from torchgrade.course import Course, Lab


@dataclass(frozen=True)
class BuiltCourse:
    """A course whose lab `hello` is built; every test has a copy of its own."""

    course: Course
    lab: Lab


def raw(text: str) -> Any:
    return nbformat.v4.new_raw_cell(text)


def code(text: str) -> Any:
    return nbformat.v4.new_code_cell(text)


def text(words: str) -> Any:
    return nbformat.v4.new_markdown_cell(words)


def hello(root: Path) -> tuple[Course, Lab]:
    """A course with the lab of `torchgrade new` in it, as a notebook alone."""
    course = Course(root)
    new_lab(course, "hello")
    lab = course.lab("hello")
    text_file(lab.notebook).unlink()
    return course, lab


def cells(lab: Lab) -> list[Any]:
    return list(nb.read(lab.notebook).cells)


def rewrite(lab: Lab, new_cells: list[Any]) -> None:
    """Write the lab's notebook anew with these cells."""
    notebook = nbformat.v4.new_notebook(cells=new_cells)
    nb.write(nb.normalise(notebook), lab.notebook)


def edit(lab: Lab, old: str, new: str) -> None:
    """Replace text in the one cell of the lab's notebook that has it."""
    found = cells(lab)
    matching = [cell for cell in found if old in nb.source(cell)]
    assert len(matching) == 1, f"{old!r} is in {len(matching)} cells"
    matching[0].source = nb.source(matching[0]).replace(old, new)
    rewrite(lab, found)
