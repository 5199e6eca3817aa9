"""Grades written as they are made, one file each, so that an interrupted run can resume."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import msgspec

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text
from torchgrade.records import Grade, Missing, NotTaken, SimilarWeights
from torchgrade.results.consistency import check_grade
from torchgrade.results.marked import without_marks
from torchgrade.results.writer import submission_folder, to_json

__all__ = [
    "GradeFile",
    "read_class",
    "read_files",
    "read_grades",
    "read_others",
    "read_run",
    "read_similar",
    "write_grade",
]

_FILE = "grade.json"
_UNREADABLE = (OSError, ValueError, RecursionError)


@dataclass(frozen=True, kw_only=True)
class GradeFile(Grade):
    """The content of grade.json: a grade, and the mark of the run that made it."""

    mark: str

    @property
    def grade(self) -> Grade:
        """The grade alone."""
        return Grade(**{each.name: getattr(self, each.name) for each in fields(Grade)})


@dataclass(frozen=True)
class _Similar:
    similar: tuple[SimilarWeights, ...]


@dataclass(frozen=True)
class _Class:
    missing: tuple[Missing, ...] = ()
    not_on_roster: tuple[NotTaken, ...] = ()


def write_grade(grade: Grade, mark: str, out: Path) -> None:
    """Write a grade for staff, as tests made it, after everything else that belongs to it.

    Args:
        grade: the grade.
        mark: the run's mark: another engine, build or data set would give another grade.
        out: the output folder of the run.
    """
    content = {"mark": mark, **asdict(without_marks(grade))}
    write_text(out / submission_folder(grade) / _FILE, to_json(content))


def read_grades(out: Path, mark: str) -> Iterator[Grade]:
    """Read the grades of an earlier run that are valid for unchanged submissions.

    They have this mark, and neither they nor a question of theirs is ungraded.

    Args:
        out: the output folder of the run.
        mark: as given to :func:`write_grade`.
    """
    for found in _readable(_files(out)):
        if found.mark == mark and found.is_whole:
            yield found.grade


def read_others(out: Path, names: Collection[str]) -> list[Grade]:
    """Read the grades of an earlier run, whatever their marks, except for some submissions."""
    known = {out / "submissions" / name / _FILE for name in names}  # all take seconds
    others = _readable(path for path in _files(out) if path not in known)
    return [one.grade for one in others if one.submission not in names]


def read_files(out: Path) -> list[GradeFile]:
    """Read all grades of an earlier run, each with the mark of the run that made it.

    Args:
        out: the output folder of that run.

    Raises:
        AuthorError: there are none, or one of them can't be read.
    """
    try:
        read = [read_json(path, GradeFile, check_grade) for path in _files(out)]
    except (OSError, FormError) as error:
        raise AuthorError(
            f"{error}; it is damaged, or another torchgrade's: `torchgrade grade --resume` grades "
            "it again"
        ) from None
    twice = [name for name, count in Counter(one.submission for one in read).items() if count > 1]
    if twice:
        raise AuthorError(
            f"two {_FILE} in {out} have the same submission, {twice[0]!r}: expected one for each"
        )
    if not read:
        raise AuthorError(f"{out} has no grades: expected the --out folder of `torchgrade grade`")
    return read


def read_run(out: Path, mark: str) -> list[Grade]:
    """Read all grades of an earlier run, in order to complete them.

    Args:
        out: the output folder of that run.
        mark: as given to :func:`write_grade`.

    Raises:
        AuthorError: there are none, one of them can't be read, or they have another mark.
    """
    read = read_files(out)
    others = sorted({found.mark for found in read} - {mark})
    if others:
        raise AuthorError(
            f"the grades in {out} were made by {others[0]!r} and would be completed by {mark!r} "
            "(engine, build of the lab, data set): grade everything anew, or complete them where "
            "these are the same"
        )
    return [found.grade for found in read]


def read_similar(out: Path) -> tuple[SimilarWeights, ...]:
    """Read which weights an earlier run found to be similar; none if that can't be read."""
    try:
        return msgspec.json.decode((out / "grades.json").read_bytes(), type=_Similar).similar
    except _UNREADABLE:
        return ()


def read_class(out: Path) -> tuple[tuple[Missing, ...], tuple[NotTaken, ...]]:
    """Read who was missing in an earlier run, and what was nobody's; none if that can't be read."""
    try:
        found = msgspec.json.decode((out / "grades.json").read_bytes(), type=_Class)
    except _UNREADABLE:
        return (), ()
    return found.missing, found.not_on_roster


def _readable(paths: Iterable[Path]) -> Iterator[GradeFile]:
    for path in paths:
        with contextlib.suppress(OSError, FormError):  # from another version, or damaged
            yield read_json(path, GradeFile, check_grade)


def _files(out: Path) -> list[Path]:
    """List the files; a submission's folder may have that name, too."""
    return sorted(path for path in (out / "submissions").rglob(_FILE) if path.is_file())
