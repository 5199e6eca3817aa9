"""An nbgrader course, into whose gradebook grades are written."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from sqlalchemy.exc import SQLAlchemyError

from torchgrade.errors import AuthorError
from torchgrade.gradecells import grade_cells
from torchgrade.nbgrader.course import closed_paths, open_application
from torchgrade.nbgrader.gradebook.database import database_url
from torchgrade.nbgrader.gradebook.marks import FormgraderMarks
from torchgrade.nbgrader.gradebook.submission import write
from torchgrade.records import Grade, Manifest

__all__ = ["NbgraderCourse"]


class NbgraderCourse:
    """An nbgrader course: submissions, and a gradebook for their grades.

    Args:
        root: the folder of the course, with its ``nbgrader_config.py``, if any.
        gradebook: an SQLAlchemy URL, or the path of an SQLite file.

    Raises:
        AuthorError: the configuration is wrong, or there is no such gradebook.
    """

    def __init__(self, root: Path, gradebook: str) -> None:
        url = database_url(gradebook)
        application = open_application(root)
        self._directory: Any = application.coursedir
        self._directory.db_url = url
        self._converter = Autograde(coursedir=self._directory, parent=application)

    @property
    def closed(self) -> tuple[Path, ...]:
        """Its paths that no student's code may open."""
        return closed_paths(self._directory)

    def check(self, manifest: Manifest) -> None:
        """Check that the lab in the gradebook is that of the autograder.

        Raises:
            AuthorError: the assignment, its notebook or a cell is missing, or has other points.
        """
        lab, url = manifest.lab, self._directory.db_url
        remedy = (
            f"run `torchgrade nbgrader COURSE_DIR {lab}`, or `nbgrader generate_assignment {lab}` "
            "in the folder of the course"
        )
        try:
            with Gradebook(url, self._directory.course_id) as gradebook:
                notebook = gradebook.find_notebook(lab, lab)
                known = {cell.name: cell.max_score for cell in notebook.grade_cells}
                sources = {cell.name for cell in notebook.source_cells}
        except MissingEntry as error:
            raise AuthorError(
                f"the gradebook {url} does not know {lab} ({error}): {remedy}"
            ) from None
        except SQLAlchemyError as error:
            raise AuthorError(
                f"the gradebook {url} can't be read; one of an older nbgrader needs `nbgrader db "
                f"upgrade`: {error}"
            ) from None
        wanted = {cell.id: cell.points for cell in grade_cells(manifest)}
        for name in sorted(wanted.keys() | known.keys()):
            here, there = wanted.get(name), known.get(name)
            if here != there or name not in sources:
                raise AuthorError(
                    f"the gradebook {url} and the autograder of {lab} differ in the cell {name}: "
                    f"{_points(there)} there, {_points(here)} in the autograder; {remedy}"
                )

    def written_marks(self, manifest: Manifest) -> FormgraderMarks:
        """Return an object that reads and sets the marks of a lab's written answers.

        Raises:
            AuthorError: the lab in the gradebook is not that of the autograder.
        """
        self.check(manifest)
        return FormgraderMarks(self._directory.db_url, self._directory.course_id, manifest)

    def submissions(self, paths: Sequence[Path], lab: str) -> dict[str, Path]:
        """Find submissions below ``paths``: student -> folder.

        Raises:
            AuthorError: a path is not in the course's submitted folder, or has no submission.
        """
        step = self._directory.submitted_directory
        found = self._folders(step, lab)
        top = Path(os.path.normpath(self._directory.format_path(step, ".", "."))).resolve()
        chosen: dict[str, Path] = {}
        for path in map(Path.resolve, paths):
            here = {s: f for s, f in found.items() if path in (f, *f.parents)}
            if not path.is_relative_to(top) or not here:
                expected = self._directory.format_path(step, "STUDENT", lab)
                raise AuthorError(
                    f"{path} has no submission of {lab} that --gradebook accepts: expected "
                    f"{expected}, such a folder or one that contains several; --course names the "
                    "folder of an nbgrader course"
                )
            chosen |= here
        return dict(sorted(chosen.items()))

    def write(self, grade: Grade, manifest: Manifest, folder: Path, notebook: Any) -> None:
        """Write a grade into the gradebook, and the graded notebook for formgrader.

        This is atomic and idempotent. People's marks are kept. Nothing is written for an ungraded
        submission.

        Args:
            grade: the submission's grade; its ``sid`` is the student's id.
            manifest: the manifest of the autograder that made it.
            folder: the folder of the submission.
            notebook: its notebook as it was graded; ``None`` if it can't be read.

        Raises:
            GraderError: it could not be written.
        """
        if grade.status != "ungraded":
            write(self._converter, grade, manifest, folder, notebook)

    def _folders(self, step: str, lab: str) -> dict[str, Path]:
        """Find a lab's folders like nbgrader."""
        structure = self._directory.directory_structure
        names = {"nbgrader_step": step, "assignment_id": lab}
        pattern = os.path.join(
            glob.escape(self._directory.root), structure.format(student_id="*", **names)
        )
        student = re.compile(
            self._directory.format_path(step, "(?P<student>[^/]+)", re.escape(lab), escape=True)
        )
        found = {}
        for path in sorted(glob.glob(pattern)):
            match = student.fullmatch(path)
            # A link may lead to another student's work.
            if match and os.path.isdir(path) and not os.path.islink(path):
                found[match["student"]] = Path(path).resolve()
        return found


def _points(points: float | None) -> str:
    return "not there" if points is None else f"{points:g} points"
