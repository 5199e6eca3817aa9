"""The cells of an nbgrader notebook that carry points: one for each test case, one for an answer.

The code that makes such a notebook and the code that writes its scores share this list.
"""

from __future__ import annotations

from dataclasses import dataclass

from torchgrade.records import Manifest, QuestionSpec

__all__ = ["GradeCell", "answer_id", "grade_cells", "text_id"]


@dataclass(frozen=True)
class GradeCell:
    """A cell with points.

    ``id`` is nbgrader's ``grade_id``; ``cases`` are otter's names of the test cases that the cell
    runs, none if a person marks it.
    """

    id: str
    question: str
    points: float
    cases: tuple[str, ...] = ()

    @property
    def manual(self) -> bool:
        """Whether a person marks it."""
        return not self.cases


def answer_id(question: str, number: int = 1) -> str:
    """Return the id of a question's answer cell; in a written one, the first has its points."""
    return _numbered(f"{question}-answer", number)


def text_id(question: str, number: int = 1) -> str:
    """Return the id of a cell with a question's text."""
    return _numbered(f"{question}-text", number)


def _numbered(name: str, number: int) -> str:
    return f"{name}-{number}" if number > 1 else name


def grade_cells(manifest: Manifest) -> tuple[GradeCell, ...]:
    """List the cells with points in a lab's notebook, in the order of the questions.

    Each test case has its own cell, named by its number: the name of a hidden test may reveal what
    it tests, and names are in every release. An all-or-nothing question has one cell.
    """
    return tuple(cell for question in manifest.questions for cell in _cells(question))


def _cells(question: QuestionSpec) -> list[GradeCell]:
    if question.manual:
        return [GradeCell(answer_id(question.name), question.name, question.points)]
    names = tuple(case.name for case in question.cases)
    if question.all_or_nothing:
        return [GradeCell(f"{question.name}-tests", question.name, question.points, names)]
    return [
        GradeCell(f"{question.name}-{number}", question.name, case.points, (case.name,))
        for number, case in enumerate(question.cases, 1)
    ]
