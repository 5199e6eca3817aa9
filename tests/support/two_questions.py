"""A notebook with two questions of otter's and one that a person reads, as a student opens it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import v4

__all__ = ["DOUBLE", "STUB", "TOTAL", "save"]

HEAD = "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
DOUBLE = f"""{HEAD}
name = "q2_double"
points = 5

@test_case(points=1, hidden=False, failure_message="Twice, not the square.")
def test_double_of_three(double):
    assert double(3) == 6, "double(3) is not right"

@test_case(points=1, hidden=False)
def test_double_of_many(double):
    assert double([1.0, 2.0]) == [2.0, 4.0]
"""
TOTAL = f"""{HEAD}
name = "q10_total"
points = 2

@test_case(points=0, hidden=False)
def test_total(total):
    assert total == 3, f"total is {{total}}"
"""
LOAD = "%load_ext torchgrade.student"
PLACEHOLDER = "_Type your answer here, replacing this text._"
EXPORT = "grader.export(pdf=False)"
STUB = 'def double(x):\n    """Twice."""\n    ...'


def save(
    path: Path,
    double: str = STUB,
    total: str = "total = ...",
    why: str = PLACEHOLDER,
) -> None:
    """Write the notebook, with answers to its questions."""
    answered = {"tags": ["otter_answer_cell"]}
    book = v4.new_notebook(
        cells=[
            v4.new_code_cell(f'import otter\ngrader = otter.Notebook("two.ipynb")\n{LOAD}'),
            v4.new_markdown_cell("## Question 2. Twice\n\nWrite it."),
            v4.new_code_cell(double, metadata=answered),
            v4.new_code_cell('grader.check("q2_double")'),
            v4.new_markdown_cell("## Question 10. The sum"),
            v4.new_code_cell(total, metadata=answered),
            v4.new_code_cell('grader.check("q10_total")'),
            v4.new_markdown_cell("<!-- BEGIN QUESTION -->\n\n## Question 11. In words"),
            v4.new_markdown_cell(why, metadata=answered),
            v4.new_markdown_cell("<!-- END QUESTION -->\n\n## Handing in"),
            v4.new_code_cell("grader.check_all()"),
            v4.new_code_cell(EXPORT, metadata={"editable": False, "deletable": False}),
        ]
    )
    tests = {"q10_total": TOTAL, "q2_double": DOUBLE}
    book.metadata["otter"] = {"OK_FORMAT": False, "assignment_name": "two", "tests": tests}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book.metadata["kernelspec"] = kernel
    nbformat.write(book, path)
