"""Reads and sets marks for written answers in nbgrader's gradebook, as formgrader does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from torchgrade.errors import GraderError
from torchgrade.gradecells import grade_cells
from torchgrade.nbgrader.gradebook.database import one_transaction
from torchgrade.records import Manifest

__all__ = ["FormgraderMarks"]

Given = tuple[float | None, str]
"""Points, None if nobody gave any, and a comment."""


class FormgraderMarks:
    """The marks of one lab's written answers.

    Args:
        url: the gradebook's URL.
        course: nbgrader's id of the course.
        manifest: the manifest of the lab's autograder.
    """

    def __init__(self, url: str, course: str, manifest: Manifest) -> None:
        self._url, self._course, self._lab = url, course, manifest.lab
        self._cells = {cell.id: cell for cell in grade_cells(manifest) if cell.manual}

    def read(self) -> dict[tuple[str, str], Given]:
        """Return all marks of students who have a grade there: (student, question) -> the mark.

        Raises:
            GraderError: the gradebook can't be read.
        """
        found = {}
        with self._opened() as gradebook:
            for submission in gradebook.notebook_submissions(self._lab, self._lab):
                comments = {row.name: row.manual_comment or "" for row in submission.comments}
                for row in submission.grades:
                    if row.name in self._cells:
                        given = row.manual_score, comments.get(row.name, "")
                        key = submission.student.id, self._cells[row.name].question
                        found[key] = given
        return found

    def write(self, marks: Mapping[tuple[str, str], Given]) -> Sequence[str]:
        """Set marks as a person does in formgrader, all of them or none.

        Points of None remove a mark. Returns the problems.
        """
        names = {cell.question: cell for cell in self._cells.values()}
        try:
            with self._opened() as gradebook, one_transaction(gradebook):
                for (student, question), (points, comment) in marks.items():
                    record = gradebook.find_submission_notebook(self._lab, self._lab, student)
                    cell = names[question]
                    if points is not None and not 0 <= points <= cell.points:
                        raise GraderError(
                            f"{question} of {student}: {points:g} points, expected 0 to "
                            f"{cell.points:g}"
                        )
                    _set(record, cell.id, points, comment)
        except (GraderError, MissingEntry) as error:
            return [f"the gradebook took no mark: {error}"]
        return []

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Any]:
        try:
            with Gradebook(self._url, self._course) as gradebook:
                yield gradebook
        except SQLAlchemyError as error:
            raise GraderError(f"the gradebook {self._url} can't be used: {error}") from error


def _set(record: Any, name: str, points: float | None, comment: str) -> None:
    [row] = [row for row in record.grades if row.name == name]
    row.manual_score = points
    row.needs_manual_grade = points is None and row.auto_score is None
    for said in record.comments:
        if said.name == name:
            said.manual_comment = comment or None
