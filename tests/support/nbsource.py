"""A source notebook of nbgrader with a cell of each kind, and what real nbgrader gives for it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat

from torchgrade.nbgrader.cell_metadata import cell_metadata
from torchgrade.nbgrader.course import open_application, open_gradebook

STACK = """\
class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        ### BEGIN SOLUTION
        self.items.append(item)
        ### END SOLUTION

    def pop(self):
        ### BEGIN SOLUTION
        return self.items.pop()
        ### END SOLUTION"""

MEAN = """\
def mean(numbers):
    ### BEGIN SOLUTION
    return sum(numbers) / len(numbers)
    ### END SOLUTION"""

TEXT = '''\
def greeting():
    """Return two lines."""
    ### BEGIN SOLUTION
    return """hello
  you"""
    ### END SOLUTION'''


def solution(grade_id: str, text: str) -> Any:
    return _cell("code", text, cell_metadata(grade_id, solution=True))


def tests(grade_id: str, points: float, text: str) -> Any:
    return _cell("code", text, cell_metadata(grade_id, points=points, locked=True))


def written(grade_id: str, points: float, text: str) -> Any:
    return _cell("markdown", text, cell_metadata(grade_id, points=points, solution=True))


def task(grade_id: str, points: float, text: str) -> Any:
    return _cell("markdown", text, cell_metadata(grade_id, points=points, locked=True, task=True))


def plain(text: str, kind: str = "code") -> Any:
    return _cell(kind, text, None)


def notebook(*cells: Any) -> Any:
    made = nbformat.v4.new_notebook(cells=list(cells))
    made.metadata["kernelspec"] = {"display_name": "", "language": "python", "name": "python3"}
    return made


def every_kind() -> Any:
    """An assignment with what nbgrader's authors do: 12 points by tests, 5 by people."""
    hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
    return notebook(
        plain("import numpy as np\n\nLIMIT = 3"),
        plain("## A stack", "markdown"),
        solution("stack", STACK),
        tests(
            "stack-order",
            2,
            "stack = Stack()\nstack.push(1)\nstack.push(2)\nassert stack.pop() == 2\n"
            + hidden.format("assert stack.pop() == 1"),
        ),
        tests("stack_class", 1, "s = Stack()\ns.push(3)\nassert isinstance(s, Stack) and s.items"),
        solution("mean", MEAN),
        plain("mean([1, 2])"),
        tests("mean_hidden", 3, hidden.format("assert np.isclose(mean([1, 2, 3]), 2)")),
        tests(
            "mean_near",
            1,
            "def near(a, b):\n    return abs(a - b) < 1e-9\n\n\nassert near(mean([2, 4]), 3)",
        ),
        tests("mean_nearer", 1, "assert near(mean([2.0, 4.5]), 3.25)"),
        tests(
            "mean_by_sum",
            1,
            "sum = lambda numbers: 12\n"
            "try:\n    assert mean([1, 2, 3]) == 4\nfinally:\n    del sum",
        ),
        solution("text", TEXT),
        tests(
            "text_lines",
            1,
            'expected = """hello\n  you"""\nassert greeting() == expected\n'
            + hidden.format("assert len(greeting().split()) == 2"),
        ),
        solution("total", "total = int(np.sum(np.arange(LIMIT)))"),
        tests("total_right", 2, "assert total == 3\n" + hidden.format("assert total / LIMIT == 1")),
        written("why", 2, "Because.\n### BEGIN SOLUTION\nIt is so.\n### END SOLUTION"),
        task("more", 3, "Do more.\n### BEGIN MARK SCHEME\nAll of it: 3.\n### END MARK SCHEME"),
    )


def nbgraders_scores(root: Path, source: Any, answers: dict[str, dict[str, str]]) -> Any:
    """Let the real nbgrader release an assignment, and grade what students make of the release.

    Args:
        root: an empty folder.
        source: the source notebook.
        answers: of each student, by grade id: the text of the cell, where it is not the release's.

    Returns:
        student -> grade id -> the points that tests give.
    """
    from nbgrader.apps import NbGraderAPI

    (root / "source/lab").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'c'\n"
    )
    nbformat.write(source, root / "source/lab/lab.ipynb")
    application = open_application(root)
    open_gradebook(application.coursedir.db_url).close()
    api = NbGraderAPI(application.coursedir, config=application.config)
    made = api.generate_assignment("lab")
    assert made["success"], made["log"]
    released = nbformat.read(root / "release/lab/lab.ipynb", as_version=4)
    found = {}
    for student, cells in answers.items():
        submitted = copy.deepcopy(released)
        for cell in submitted.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = cells.get(name, cell.source)
        folder = root / "submitted" / student / "lab"
        folder.mkdir(parents=True)
        nbformat.write(submitted, folder / "lab.ipynb")
        graded = api.autograde("lab", student)
        assert graded["success"], graded["log"]
        with open_gradebook(application.coursedir.db_url) as gradebook:
            grades = gradebook.find_submission_notebook("lab", "lab", student).grades
            found[student] = {grade.name: grade.auto_score for grade in grades}
    return found


def _cell(kind: str, text: str, data: dict[str, Any] | None) -> Any:
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    return make(text, metadata={"nbgrader": data} if data else {})
