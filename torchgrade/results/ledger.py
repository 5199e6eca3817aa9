"""Grades as they come: one file each, so that a run that was stopped can go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text
from torchgrade.records import Grade, SimilarWeights
from torchgrade.results.writer import submission_folder, to_json

__all__ = ["read_grades", "read_run", "read_similar", "write_grade"]

_FILE = "grade.json"


def write_grade(grade: Grade, mark: str, out: Path) -> None:
    """Write a grade for staff, once all else that belongs to it is written.

    Args:
        grade: the grade.
        mark: of the run: another engine, build or data set would give another grade.
        out: the output folder of the run.
    """
    write_text(out / submission_folder(grade) / _FILE, to_json({"mark": mark, **asdict(grade)}))


def read_grades(out: Path, mark: str) -> Iterator[Grade]:
    """Read the grades of an earlier run that hold for what has not changed since.

    They have this mark, and no fault of ours has left them, or a question of them, open.

    Args:
        out: the output folder of the run.
        mark: as given to :func:`write_grade`.
    """
    for found, grade in _read(out):
        if found == mark and grade.is_whole:
            yield grade


def read_run(out: Path, mark: str) -> list[Grade]:
    """Read all grades of an earlier run, which are to be completed.

    Args:
        out: the output folder of that run.
        mark: as given to :func:`write_grade`.

    Raises:
        AuthorError: there are none, or they have another mark.
    """
    read = list(_read(out))
    if not read:
        raise AuthorError(f"{out} holds no grades: expected what `torchgrade grade --out` wrote")
    others = sorted({found for found, _ in read} - {mark})
    if others:
        raise AuthorError(
            f"the grades in {out} were made by {others[0]!r} and would be completed by {mark!r} "
            "(engine, build of the lab, data set): grade everything anew, or complete them where "
            "these are the same"
        )
    return [grade for _, grade in read]


def read_similar(out: Path) -> tuple[SimilarWeights, ...]:
    """Read which weights an earlier run found to be alike; none, where that can't be read."""
    try:
        data = json.loads((out / "grades.json").read_text(encoding="utf-8"))
        return tuple(SimilarWeights(**pair) for pair in data["similar"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _read(out: Path) -> Iterator[tuple[str, Grade]]:
    """Read the mark and the grade in each file of a run."""
    for path in sorted((out / "submissions").rglob(_FILE)):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            yield str(data.pop("mark")), Grade.from_dict(data)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # another version's, or damaged: grade it again
