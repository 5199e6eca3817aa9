"""Makes ``nbgrader generate_feedback`` leave out hidden tests, their output, and mark schemes.

nbgrader restores hidden parts of test cells before grading, and its feedback shows them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import List

from torchgrade.texts import without_escapes

__all__ = ["HideTests"]

_REGION = r"^[^\n]*BEGIN {0}[^\n]*$(.*?)(^[^\n]*END {0}[^\n]*$|\Z)"
_HIDDEN = re.compile(_REGION.format("HIDDEN TESTS"), re.MULTILINE | re.DOTALL)
_SCHEME = re.compile(_REGION.format("MARK SCHEME"), re.MULTILINE | re.DOTALL)

_TELLING = 12
"""Characters from which on a hidden test's line in an output gives the test away."""

_WITHHELD = "[not shown: it has lines of a hidden test]"


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Only shows a hidden test's place, its points and, if it failed, the author's hint.

    In nbgrader's kernel later cells can read a cell's source (``In``), so an output that quotes a
    hidden test is withheld, too. That stops the curious, but not code that encodes what it reads;
    only grading in another process (``torchgrade grade``) prevents that.

    It runs after ``GetGrades``, which puts the score into the cell's metadata.
    """

    # The exporter sets this, although nbgrader's base class declares by mistake that it can't be
    # set.
    display_data_priority: Any = List().tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Remove what a student must not see from a notebook."""
        self._telling = _telling_lines(nb.cells)
        result: tuple[Any, Any] = super().preprocess(nb, resources)
        return result

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Remove what a student must not see from a cell."""
        hidden = _hidden_part(cell)
        if is_task(cell):
            cell.source = _SCHEME.sub("", cell.source)
        elif hidden:
            cell.source = _HIDDEN.sub("", cell.source).strip()
            lost = cell.metadata.nbgrader["score"] < cell.metadata.nbgrader["points"]
            cell.outputs = [_said(hint) for hint in _hints(hidden)] if lost else []
        elif cell.cell_type == "code":
            cell.outputs = [self._withhold(output) for output in cell.outputs]
        return cell, resources

    def _withhold(self, output: Any) -> Any:
        text = _plain("\n".join(_texts(output)))
        return _said(_WITHHELD) if any(line in text for line in self._telling) else output


def _hidden_part(cell: Any) -> str:
    """Return a test cell's text between the markers; empty for a student's cell."""
    if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell):
        return ""
    return "\n".join(match[1] for match in _HIDDEN.finditer(cell.source))


def _telling_lines(cells: list[Any]) -> set[str]:
    """List the lines that are only in a notebook's hidden tests."""
    hidden, shown = set(), set()
    for cell in cells:
        part = _hidden_part(cell)
        rest = _HIDDEN.sub("", cell.source) if part else cell.source
        hidden |= {_plain(line).strip() for line in part.splitlines()}
        shown |= {_plain(line).strip() for line in rest.splitlines()}
    return {line for line in hidden - shown if len(line) >= _TELLING}


def _plain(text: str) -> str:
    """Remove colours, and the backslashes that ``repr`` puts before quotes."""
    return without_escapes(text).replace("\\", "")


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in an output, whatever its type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _hints(hidden: str) -> list[str]:
    """Return the hints for students who fail tests."""
    try:
        nodes = list(ast.walk(ast.parse(hidden)))
    except SyntaxError:
        return []
    return [
        str(node.value.value)
        for node in nodes
        if isinstance(node, ast.keyword)
        and node.arg == "failure_message"
        and isinstance(node.value, ast.Constant)
    ]


def _said(text: str) -> Any:
    return new_output("stream", name="stdout", text=f"{text}\n")
