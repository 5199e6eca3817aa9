"""Sets what a marker sees below the cells of a graded notebook: outputs, and messages of tests."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import nbformat

from torchgrade.gradecells import grade_cells
from torchgrade.nbgrader.cell_metadata import id_of
from torchgrade.nbgrader.submitted_cells import NUMBER
from torchgrade.records import CaseGrade, Grade, Manifest
from torchgrade.texts import cut, said

__all__ = ["show"]

_MESSAGE = 20_000
"""Most bytes of a test's message."""


def show(notebook: Any, grade: Grade, manifest: Manifest) -> None:
    """Set the outputs of a sanitised notebook's cells, in place, from its grade.

    A cell shows, as plain text, its output during grading; a test cell shows an error for each
    failed case, with the message for staff, and nothing if all passed.

    Args:
        notebook: the notebook, sanitised by nbgrader, with its cells in the order they were handed
            in, or numbered by :func:`torchgrade.nbgrader.submitted_cells.restore`.
        grade: the notebook's grade.
        manifest: the autograder's manifest.
    """
    tests = {cell.id: cell.cases for cell in grade_cells(manifest) if not cell.manual}
    cases = {case.name: case for question in grade.questions for case in question.cases}
    printed = defaultdict(list)
    for output in grade.outputs:
        printed[output.cell].append(said(output.text))
    numbered = any(NUMBER in cell.metadata for cell in notebook.cells)
    for place, cell in enumerate(notebook.cells, start=1):
        number = cell.metadata.pop(NUMBER, 0 if numbered else place)
        if cell.cell_type != "code":
            continue
        names = tests.get(id_of(cell))
        if names is None:
            outputs = [_text(text + "\n") for text in printed[number] if text]
        else:
            outputs = [_verdict(cases[name]) for name in names if _open(cases.get(name))]
        cell["outputs"], cell["execution_count"] = outputs, None


def _open(case: CaseGrade | None) -> bool:
    return case is not None and case.status != "passed"


def _verdict(case: CaseGrade) -> Any:
    message = cut(said(case.message), _MESSAGE)
    if case.status != "failed":
        return _text(f"{case.name}: {message or case.status}\n")
    return nbformat.v4.new_output(
        "error",
        ename="TestFailed",
        evalue=case.name,
        traceback=[f"{case.name} failed", *(message or case.hint).split("\n")],
    )


def _text(text: str) -> Any:
    return nbformat.v4.new_output("stream", name="stdout", text=text)
