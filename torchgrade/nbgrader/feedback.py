"""``nbgrader generate_feedback`` without hidden tests, what they printed, or a mark scheme.

nbgrader puts the hidden parts of test cells back before it grades, and its feedback shows them.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task

__all__ = ["HideTests"]

_REGION = r"^[^\n]*BEGIN {0}[^\n]*$(.*?)(^[^\n]*END {0}[^\n]*$|\Z)"
_HIDDEN = re.compile(_REGION.format("HIDDEN TESTS"), re.MULTILINE | re.DOTALL)
_SCHEME = re.compile(_REGION.format("MARK SCHEME"), re.MULTILINE | re.DOTALL)


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Shows of a hidden test its place, its points and, where it failed, its author's hint.

    Comes after ``GetGrades``, which puts the score into the cell's metadata.
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Take out of a cell what a student must not see."""
        if is_task(cell):
            cell.source = _SCHEME.sub("", cell.source)
        elif is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
            hidden = "\n".join(match[1] for match in _HIDDEN.finditer(cell.source))
            if hidden:
                cell.source = _HIDDEN.sub("", cell.source).strip()
                lost = cell.metadata.nbgrader["score"] < cell.metadata.nbgrader["points"]
                cell.outputs = [_said(hint) for hint in _hints(hidden)] if lost else []
        return cell, resources


def _hints(hidden: str) -> list[str]:
    """Return what the authors of tests want students to read when one fails."""
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
