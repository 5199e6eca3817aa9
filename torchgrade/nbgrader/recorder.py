"""Grades of a run, written into an nbgrader course as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.errors import GraderError

if TYPE_CHECKING:
    from torchgrade.grade import Submission
    from torchgrade.nbgrader.gradebook.course import NbgraderCourse
    from torchgrade.records import Grade, Manifest

__all__ = ["Recorder"]


class Recorder:
    """Writes the grades of one lab into the gradebook of a course.

    ``problems`` says of each grade that could not be written, why: submission's name -> reason.
    """

    def __init__(self, course: NbgraderCourse) -> None:
        self._course = course
        self._manifest: Manifest | None = None
        self._found: dict[str, Submission] = {}
        self.problems: dict[str, str] = {}

    @property
    def closed(self) -> tuple[Path, ...]:
        """What of the course no student's code may open."""
        return self._course.closed

    def find(self, manifest: Manifest, paths: Sequence[Path]) -> list[Submission]:
        """List the submissions below ``paths``, and see that the gradebook will take their grades.

        Raises:
            AuthorError: the gradebook does not know the lab as the autograder does, or a path is
                none of nbgrader's tree.
        """
        from torchgrade.grade import of_student, unique

        self._course.check(manifest)
        self._manifest = manifest
        found = self._course.submissions(paths, manifest.lab)
        listed = unique(
            of_student(student, folder, manifest.lab) for student, folder in found.items()
        )
        self._found = {submission.name: submission for submission in listed}
        return listed

    def record_all(self, grades: Iterable[Grade]) -> None:
        """Write grades that stand already, those of submissions that were found."""
        for grade in grades:
            if grade.submission in self._found:
                self.record(grade)

    def record(self, grade: Grade) -> bool:
        """Write a grade, and tell whether that is done; a problem with one does not end the run.

        Args:
            grade: of a submission that was found; one that is ungraded leaves everything as it is.
        """
        from torchgrade.grade import graded_notebook

        assert self._manifest is not None, "find comes first"
        if grade.status == "ungraded":
            return True
        submission = self._found[grade.submission]
        try:
            notebook = graded_notebook(submission, self._manifest, grade.digest)
            known = replace(grade, sid=submission.sid)
            self._course.write(known, self._manifest, submission.path, notebook)
        except (GraderError, OSError) as error:
            self.problems[grade.submission] = str(error)
            return False
        return True
