"""Writes grades of a run into an nbgrader course as they are made."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.errors import GraderError, SubmissionError

if TYPE_CHECKING:
    from torchgrade.grade import Intake, Refused, Submission, TakenIn
    from torchgrade.nbgrader.gradebook.course import NbgraderCourse
    from torchgrade.notebook import Notebook
    from torchgrade.records import Grade, Manifest

__all__ = ["Recorder"]


class Recorder:
    """Writes the grades of a lab into the gradebook of a course.

    ``problems`` are the reasons why grades could not be written: submission's name -> reason.
    """

    def __init__(self, course: NbgraderCourse) -> None:
        self._course = course
        self._manifest: Manifest | None = None
        self._found: dict[str, Submission] = {}
        self.problems: dict[str, str] = {}

    @property
    def closed(self) -> tuple[Path, ...]:
        """The paths of the course that no student's code may open."""
        return self._course.closed

    def find(self, manifest: Manifest, paths: Sequence[Path]) -> list[Submission]:
        """List the submissions below ``paths``, and check that the gradebook accepts their grades.

        Raises:
            AuthorError: the lab in the gradebook is not that of the autograder, or a path is not in
                nbgrader's tree.
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

    def record_earlier(self, grades: Iterable[Grade], intake: Intake) -> None:
        """Write existing grades of submissions that were found.

        Args:
            grades: grades of an earlier run, or made from results found elsewhere.
            intake: takes the submissions in, unless it has them already.
        """
        for grade in grades:
            found = self._found.get(grade.submission)
            if found is None or grade.status == "ungraded":
                continue
            with intake.taken(found) as taken:
                self._write(grade, partial(_as_graded, taken, grade))

    def record(self, grade: Grade, notebook: Notebook | None) -> bool:
        """Write a grade, and return whether that succeeded; a problem does not end the run.

        Args:
            grade: the grade of a submission that was found; an ungraded one changes nothing.
            notebook: the submission's notebook as it was graded; ``None`` if it was rejected.
        """
        return grade.status == "ungraded" or self._write(grade, lambda: notebook)

    def _write(self, grade: Grade, notebook: Callable[[], Notebook | None]) -> bool:
        assert self._manifest is not None, "find comes first"
        submission = self._found[grade.submission]
        known = replace(grade, sid=submission.sid)
        try:
            # nbgrader changes it, and it may be needed a second time.
            graded = copy.deepcopy(notebook())
            self._course.write(known, self._manifest, submission.path, graded)
        except (GraderError, OSError) as error:
            self.problems[grade.submission] = str(error)
            return False
        return True


def _as_graded(taken: TakenIn | Refused, grade: Grade) -> Notebook | None:
    """Return the notebook that was graded; ``None`` if it was rejected.

    Raises:
        GraderError: the submission has changed since.
        OSError: it can't be read.
    """
    from torchgrade.grade import TakenIn

    if not isinstance(taken, TakenIn) and not isinstance(taken.error, SubmissionError):
        raise taken.error
    if taken.digest != grade.digest:
        raise GraderError("the submission has changed since it was graded: grade it again")
    return taken.notebook if isinstance(taken, TakenIn) else None
