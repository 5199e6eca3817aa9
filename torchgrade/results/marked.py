"""People's marks for written answers, added to the grades made by tests.

They are in a separate file beside a submission's grade, so that regrading never loses them, and are
added wherever grades are written. They are valid for the submission that was marked: after a
resubmission they don't count, and `torchgrade mark` finds which answers have stayed the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text
from torchgrade.records import Grade, Mark
from torchgrade.results.consistency import check_marks
from torchgrade.results.written import NOTEBOOK, WRITTEN

__all__ = ["carry", "read_marks", "with_marks", "without_marks", "write_marks"]

_FILE = "marks.json"


@dataclass(frozen=True)
class _MarksFile:
    digest: str
    marks: tuple[Mark, ...]


def write_marks(grade: Grade, marks: Sequence[Mark], folder: Path) -> None:
    """Write the marks of a submission, or remove the file where there are none.

    Args:
        grade: the grade of the submission.
        marks: the marks of its written answers, as far as there are any.
        folder: the submission's folder, below the output folder.
    """
    if marks:
        content = asdict(_MarksFile(grade.digest, tuple(marks)))
        write_text(folder / _FILE, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    else:
        (folder / _FILE).unlink(missing_ok=True)


def read_marks(grade: Grade, folder: Path) -> tuple[Mark, ...]:
    """Read the marks of a submission; none if nothing, or another submission, was marked.

    Raises:
        AuthorError: their file can't be read; to ignore it would lose points.
    """
    try:
        found = read_json(folder / _FILE, _MarksFile, lambda file: check_marks(file.marks))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, FormError) as error:
        raise AuthorError(
            f"{error}. People's marks are in that file: once it is deleted, `torchgrade mark "
            "--apply` writes it again from marks.db"
        ) from None
    return found.marks if found.digest == grade.digest else ()


def carry(source: Path, target: Path) -> None:
    """Copy the answers for people to mark, and the marks, to a grade in another run.

    Args:
        source: the folder of a submission in an earlier run.
        target: its folder in this run; existing files stay.
    """
    for name in (WRITTEN, NOTEBOOK, _FILE):
        if (source / name).is_file() and not (target / name).exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / name)


def with_marks(grade: Grade, folder: Path) -> Grade:
    """Return a grade with its submission's marks in place of those that it had."""
    bare = without_marks(grade)
    marks = read_marks(bare, folder)
    if bare.status != "graded" or bare.score is None or not marks:
        return bare
    possible = sum(mark.max_score for mark in marks)
    points = sum(mark.points for mark in marks)
    return replace(
        bare,
        score=round(bare.score + points, 5),
        graded=None if bare.graded is None else round(bare.graded + points, 5),
        max_score=round(bare.max_score + possible, 5),
        unmarked=round(max(0.0, bare.unmarked - possible), 5),
        marks=marks,
    )


def without_marks(grade: Grade) -> Grade:
    """Return a grade as tests made it."""
    if not grade.marks:
        return grade
    possible = sum(mark.max_score for mark in grade.marks)
    points = sum(mark.points for mark in grade.marks)
    return replace(
        grade,
        score=None if grade.score is None else round(grade.score - points, 5),
        graded=None if grade.graded is None else round(grade.graded - points, 5),
        max_score=round(grade.max_score - possible, 5),
        unmarked=round(grade.unmarked + possible, 5),
        marks=(),
    )
