"""Adds a question to the end of a lab: it builds as it is, and shows where everything goes."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat.v4 as v4

from torchgrade import notebook as nb
from torchgrade.authoring.outline import read_outline
from torchgrade.authoring.text import add_cells, text_file
from torchgrade.course import SETTINGS, Lab
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text

__all__ = ["add_question"]

_NAME = re.compile(r"(?:q\d+[a-z]?_)?([a-z][a-z0-9_]*)")
_POINTS = re.compile(r"^points(\s*)=(\s*)[\d.]+", re.MULTILINE)

_TEXT = """\
## Question NUMBER: TITLE

Say why one wants it, then what to write: shapes, defaults, and what stays unchanged."""

_SOLUTION = '''\
def FUNCTION(x):
    """Return twice the input.

    Args:
        x: tensor of shape (N, D).

    Returns:
        tensor of shape (N, D).
    """
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION'''

_PUBLIC = '''\
""" # BEGIN TEST CONFIG
points: 1
hidden: false
failure_message: The result must have the shape of the input.
""" # END TEST CONFIG
def test_FUNCTION_keeps_the_shape(FUNCTION):
    import torch
    from torchgrade import checks
    x = torch.tensor([[1.0, 2.0, 3.0], [-1.0, 0.5, 4.0]])
    checks.shape(FUNCTION(x), (2, 3), what="FUNCTION(x)")'''

_HIDDEN = '''\
""" # BEGIN TEST CONFIG
points: POINTS
hidden: true
failure_message: Some values are off. Work one row out by hand.
""" # END TEST CONFIG
def test_FUNCTION_values(FUNCTION):
    import torch
    from torchgrade import checks
    x = torch.randn(5, 4, generator=checks.generator("FUNCTION"))
    out = checks.unchanged(FUNCTION, x, what="FUNCTION")
    checks.close(out, 2 * x, what="FUNCTION(x)")'''

_MISTAKE = '''\
"""The input comes back as it is.

question: QUESTION
fails: test_FUNCTION_values
"""
def FUNCTION(x):
    return x.clone()
'''


_ASKED = """\
## Question NUMBER: TITLE

Ask for a reason or a comparison, and say how long the answer should be."""

_MODEL = """\
The answer that has all points.

*Rubric* (POINTS points):

- -1: say what this gap or error costs
- -POINTS: an answer to something else"""


def add_question(
    lab: Lab, name: str, points: int = 10, *, written: bool = False
) -> tuple[str, ...]:
    """Add a question to the end of a lab's notebook, with a test of each kind and a mistake.

    Args:
        lab: a lab with a notebook and a lab.toml, whose points are raised.
        name: the question's name, such as ``q3_attention`` or ``attention``; the part after the
            number is the name of its function.
        points: its points, at least two: one is for its public test.
        written: it is graded manually: it has a model answer with a rubric, no test and no mistake.

    Returns:
        The changed and new files, below the lab's folder.

    Raises:
        AuthorError: the name is invalid or taken, or there are too few points.
    """
    match = _NAME.fullmatch(name)
    if not match or keyword.iskeyword(match[1]):
        raise AuthorError(
            f"{name!r} is not a name for a question: expected lower-case letters, digits and "
            "underscores, such as q3_attention"
        )
    if points < 2:
        whose = "one of its rubric's gaps" if written else "one of them for a public test"
        raise AuthorError(f"expected 2 points or more, {whose}, got {points}")
    mistake = lab.mistakes / f"{match[1]}_unchanged.py"
    book = nb.read(lab.notebook)
    outline = read_outline(book, lab.notebook.name)
    if name in (question.name for question in outline.questions) or mistake.exists():
        raise AuthorError(f"{lab.name} has a question {name} already; choose another name")
    words = {
        "FUNCTION": match[1],
        "NUMBER": str(len(outline.questions) + 1),
        "POINTS": str(points if written else points - 1),
        "QUESTION": name,
        "TITLE": match[1].replace("_", " "),
    }

    def filled(text: str) -> str:
        return re.sub("|".join(words), lambda found: words[found[0]], text)

    last = max((question.end for question in outline.questions), default=len(book.cells))
    changed = [_put(lab, book, last, _cells(name, points, written, filled))]
    if not written:
        mistake.parent.mkdir(exist_ok=True)
        write_text(mistake, filled(_MISTAKE))
        changed.append(mistake)
    settings_file = lab.source / SETTINGS
    settings = settings_file.read_text(encoding="utf-8")
    raised = _POINTS.sub(rf"points\1=\g<2>{lab.points + points:g}", settings, count=1)
    write_text(settings_file, raised)
    changed.append(settings_file)
    return tuple(path.relative_to(lab.source).as_posix() for path in changed)


def _cells(name: str, points: int, written: bool, filled: Callable[[str], str]) -> list[Any]:
    """Return the cells of a question, between its raw cells."""
    begin = f"# BEGIN QUESTION\nname: {name}\npoints: {points}"
    model = v4.new_markdown_cell(filled(_MODEL)) if written else v4.new_code_cell(filled(_SOLUTION))
    tests = [
        v4.new_raw_cell("# BEGIN TESTS"),
        v4.new_code_cell(filled(_PUBLIC)),
        v4.new_code_cell(filled(_HIDDEN)),
        v4.new_raw_cell("# END TESTS"),
    ]
    return [
        v4.new_raw_cell(begin + "\nmanual: true" * written),
        v4.new_markdown_cell(filled(_ASKED if written else _TEXT)),
        v4.new_raw_cell("# BEGIN SOLUTION"),
        model,
        v4.new_raw_cell("# END SOLUTION"),
        *([] if written else tests),
        v4.new_raw_cell("# END QUESTION"),
    ]


def _put(lab: Lab, book: Any, last: int, cells: list[Any]) -> Path:
    """Write cells after a lab's last question; return the file that has them."""
    text = text_file(lab.notebook)
    if text.is_file():
        add_cells(lab.notebook, cells)
        return text
    book.cells[last:last] = cells
    nb.write(nb.normalise(book), lab.notebook)
    return lab.notebook
