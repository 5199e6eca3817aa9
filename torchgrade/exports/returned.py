"""Makes a zip of feedback files, named as a system expects.

Canvas (*Re-Upload Submissions*) finds the student and the submitted file by the first two parts of
a name, between underscores, that are numbers; Moodle (*Upload multiple feedback files in a zip*,
for assignments with the feedback type *Feedback files*) finds the student by the folder,
``NAME_NUMBER_assignsubmission_file``. The zip only contains each student's own feedback.html.
https://github.com/instructure/canvas-lms/blob/master/app/models/abstract_assignment.rb
https://github.com/moodle/moodle/blob/main/public/mod/assign/feedback/file/importziplib.php
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from torchgrade.errors import AuthorError
from torchgrade.grade.submissions.canvas import read_name
from torchgrade.grade.submissions.moodle import FOLDER
from torchgrade.records import Batch, Grade
from torchgrade.results import submission_folder
from torchgrade.texts import path_name

__all__ = ["SYSTEMS", "Returned", "returned"]

_PAGE = "feedback.html"
_MOODLES = re.compile(r".+?_\d+_assignsubmission_file(?![A-Za-z])")


@dataclass(frozen=True)
class Returned:
    """The files of a zip, and students without a file, with the reason."""

    files: Mapping[str, bytes]
    problems: tuple[str, ...]


def _canvas(grade: Grade) -> str:
    handed = read_name(PurePosixPath(grade.submission).name, grade.sid)
    if handed is None:
        return ""
    # Canvas uses the first two numbers between underscores, and a name may end in a number.
    student = handed.student.replace("_", "-")
    parts = [student, "LATE" if handed.late else "", handed.user, str(handed.number), _PAGE]
    return "_".join(filter(None, parts))


def _moodle(grade: Grade) -> str:
    for part in PurePosixPath(grade.submission).parts:
        folder = FOLDER.fullmatch(part)
        if folder and folder["number"] and folder["plugin"] == "file":
            name = folder["name"].replace("_", " ")  # Moodle uses the first number, too
            return f"{name}_{folder['number']}_assignsubmission_file/{_PAGE}"
        if found := _MOODLES.match(part):
            # Older downloads have no folders; there the file's own title follows the name.
            return (
                f"{found[0]}/{_PAGE}" if "." not in part[found.end() :] else f"{found[0]}_{_PAGE}"
            )
    return ""


def _plain(grade: Grade) -> str:
    who = grade.student or grade.submission
    sid = f" ({grade.sid})" if grade.sid else ""
    return f"{path_name((who + sid).replace('/', '_'))}/{_PAGE}"


SYSTEMS: Mapping[str, Callable[[Grade], str]] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "plain": _plain,
}
"""Names a file in the zip for a system; empty if its submission is not from that system."""


def returned(batch: Batch, run: Path, system: str) -> Returned:
    """Gather the feedback of a run.

    An ungraded submission has no feedback, and neither of two with the same name is returned, as
    they could be confused.

    Args:
        batch: the grades.
        run: their folder.
        system: one of :data:`SYSTEMS`.

    Raises:
        AuthorError: no submission is from this system.
    """
    found: dict[str, list[tuple[str, Path]]] = {}
    problems = []
    for grade in batch.grades:
        page = run / submission_folder(grade) / _PAGE
        name = SYSTEMS[system](grade)
        if grade.status == "ungraded":
            problems.append(f"{grade.submission}: ungraded: grading it failed")
        elif not page.is_file() or page.is_symlink():
            problems.append(f"{grade.submission}: {page} is not there: grade it with --resume")
        elif not name:
            problems.append(f"{grade.submission}: its name is not one of {system.title()}'s")
        else:
            found.setdefault(name, []).append((grade.submission, page))
    for name, several in found.items():
        if len(several) > 1:
            said = f"another one's feedback is called {name}, too"
            problems += [f"{submission}: {said}" for submission, _ in several]
    files = {name: one[0][1].read_bytes() for name, one in found.items() if len(one) == 1}
    if not found:
        raise AuthorError(
            f"{run} has no feedback that could go back to {system.title()}, which knows "
            "submissions by the names in its own download, and none of these has such a name; "
            "--zip plain has a folder for each student"
        )
    return Returned(files, tuple(problems))
