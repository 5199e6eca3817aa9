"""Grades of a run, written into an nbgrader course as they come."""

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

    def record_earlier(self, grades: Iterable[Grade], intake: Intake) -> None:
        """Write grades that stand already, those of submissions that were found.

        Args:
            grades: of an earlier run, or made of what was found elsewhere.
            intake: takes the submissions in, or has them already.
        """
        for grade in grades:
            found = self._found.get(grade.submission)
            if found is None or grade.status == "ungraded":
                continue
            with intake.taken(found) as taken:
                self._write(grade, partial(_as_graded, taken, grade))

    def record(self, grade: Grade, notebook: Notebook | None) -> bool:
        """Write a grade, and return whether that is done; a problem with one does not end the run.

        Args:
            grade: of a submission that was found; one that is ungraded leaves everything as it is.
            notebook: the submission's, as it was graded; ``None`` where it was rejected.
        """
        return grade.status == "ungraded" or self._write(grade, lambda: notebook)

    def _write(self, grade: Grade, notebook: Callable[[], Notebook | None]) -> bool:
        assert self._manifest is not None, "find comes first"
        submission = self._found[grade.submission]
        known = replace(grade, sid=submission.sid)
        try:
            # nbgrader changes it, and it may be asked for a second time.
            graded = copy.deepcopy(notebook())
            self._course.write(known, self._manifest, submission.path, graded)
        except (GraderError, OSError) as error:
            self.problems[grade.submission] = str(error)
            return False
        return True


def _as_graded(taken: TakenIn | Refused, grade: Grade) -> Notebook | None:
    """Return the notebook that a grade was given for; ``None`` where it was rejected.

    Raises:
        GraderError: what is there now is something else.
        OSError: it can't be read.
    """
    from torchgrade.grade import TakenIn

    if not isinstance(taken, TakenIn) and not isinstance(taken.error, SubmissionError):
        raise taken.error
    if taken.digest != grade.digest:
        raise GraderError("what is handed in now is not what was graded: grade it anew")
    return taken.notebook if isinstance(taken, TakenIn) else None
