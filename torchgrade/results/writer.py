"""Write the grades of a run: CSV, JSON, and a folder for each submission. Nothing half-written."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from torchgrade.files.writing import write_text
from torchgrade.plugins import Point
from torchgrade.records import (
    Batch,
    Grade,
    Manifest,
    Missing,
    NotTaken,
    Person,
    QuestionSpec,
    SimilarWeights,
)
from torchgrade.results.class_report import lecture, report
from torchgrade.results.gradescope import to_gradescope
from torchgrade.results.html import feedback
from torchgrade.results.marked import with_marks
from torchgrade.results.tables import Value, to_csv
from torchgrade.results.written import NOTEBOOK

__all__ = [
    "WRITERS",
    "Writer",
    "remove_submission",
    "submission_folder",
    "to_json",
    "with_all_marks",
    "write_batch",
    "write_submission",
]

Writer = Callable[[Batch, Manifest, Path], object]
"""Writes files for a run, given its grades, the manifest, and the output folder."""


def submission_folder(grade: Grade) -> PurePosixPath:
    """Return the folder for a submission's files, below the output folder."""
    return PurePosixPath("submissions") / grade.submission


def to_json(data: Any) -> str:
    """Serialise plain data as JSON."""
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_submission(
    grade: Grade, manifest: Manifest, config: dict[str, Any], out: Path, *, dataset: str = ""
) -> None:
    """Write ``results.json`` and ``feedback.html`` of one submission.

    They include marks that people gave before.

    Args:
        grade: the grade of the submission.
        manifest: the manifest of the autograder that made it.
        config: the autograder's ``otter_config.json``.
        out: the output folder of the run.
        dataset: the data set that tests used, for people.
    """
    folder = out / submission_folder(grade)
    grade = with_marks(grade, folder)
    gradescope = to_gradescope(grade, config, dataset, leaderboard=manifest.leaderboard)
    results = folder / "results.json"
    if gradescope is None:
        results.unlink(missing_ok=True)  # one from an earlier run would be mistaken for this run's
    else:
        write_text(results, to_json(gradescope))
    write_text(folder / "feedback.html", feedback(grade, manifest, dataset))


def remove_submission(grade: Grade, out: Path) -> None:
    """Remove what was written for a submission whose grade could not be written completely."""
    for name in ("results.json", "feedback.html", NOTEBOOK, "grade.json"):
        with contextlib.suppress(OSError):
            (out / submission_folder(grade) / name).unlink(missing_ok=True)


def _writer(name: str, value: object) -> Writer | None:
    return value if callable(value) else None


WRITERS: Point[Writer] = Point(
    "torchgrade.writers",
    "a function of a batch, a manifest and a folder",
    _writer,
    {
        "json": f"{__name__}:write_json",
        "csv": f"{__name__}:write_tables",
        "html": f"{__name__}:write_report",
    },
)
"""Writers of a whole run's grades: torchgrade's own, then those of other packages."""


def with_all_marks(batch: Batch, out: Path) -> Batch:
    """Return a batch with the marks of all its submissions."""
    marked = (with_marks(grade, out / submission_folder(grade)) for grade in batch.grades)
    return replace(batch, grades=tuple(marked))


def write_batch(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write the grades of a whole run below ``out``, with all writers.

    They include people's marks.

    Raises:
        OSError: a file can't be written.
        PluginError: a writer of another package can't be loaded.
    """
    batch = with_all_marks(batch, out)
    for writer in WRITERS.load().values():
        writer(batch, manifest, out)


def write_json(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write ``grades.json``."""
    write_text(out / "grades.json", to_json(batch.to_dict()))


def write_tables(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write ``grades.csv``, and the other tables if they are not empty.

    These are ``similar_weights.csv``, pairs of similar weights, ``not_taken.csv``, things that are
    not submissions, and, with a roster, ``missing.csv``, people who handed in nothing, and
    ``not_on_roster.csv``, submissions of nobody on it.
    """
    write_text(out / "grades.csv", grades_csv(batch, manifest))
    _write_or_remove(out / "similar_weights.csv", batch.similar, _similar)
    _write_or_remove(out / "not_taken.csv", batch.not_taken, _not_taken)
    _write_or_remove(out / "missing.csv", batch.missing, _missing)
    _write_or_remove(out / "not_on_roster.csv", batch.not_on_roster, _not_taken)


def write_report(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write ``report.html``, with links to the files beside it, and ``lecture.html``."""
    explained, notebooks = [], []
    for grade in batch.grades:
        folder = out / submission_folder(grade)
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        if NOTEBOOK in there:
            notebooks.append(grade.submission)
        for question in grade.questions:
            if f"explain-{question.name}.html" in there:
                explained.append((grade.submission, question.name))
    write_text(out / "report.html", report(batch, manifest, explained, notebooks, out))
    write_text(out / "lecture.html", lecture(batch, manifest))


T = TypeVar("T")


def _write_or_remove(path: Path, rows: Sequence[T], made: Callable[[Sequence[T]], str]) -> None:
    if rows:
        write_text(path, made(rows))
    else:
        path.unlink(missing_ok=True)  # one of an earlier run


_OF_PEOPLE = ("email", "section", "late", "attempt", "group")
_BY_HAND = ("graded_score", "changed_by_hand")
"""The score by tests, and the questions with overridden points."""
_OF_LATENESS = ("late_seconds", "late_days", "late_share", "final")


def grades_csv(batch: Batch, manifest: Manifest) -> str:
    """Return a row for each student, including each member of a group, and missing students."""
    questions = [question.name for question in _columns(batch.grades, manifest)]
    fixed = ["submission", "student", "sid", "submitted_at", "status", "score", "max_score"]
    header = [
        *fixed,
        "pending",
        "unmarked",
        *questions,
        "seconds",
        "release",
        "message",
        "flags",
        *_OF_PEOPLE,
        *_OF_LATENESS,
        *_BY_HAND,
    ]
    rows = [_row(grade, questions, who) for grade in batch.grades for who in grade.people]
    absent = [_row_of_missing(who, manifest, questions) for who in batch.missing]
    return to_csv(header, [*rows, *absent])


def _columns(grades: Sequence[Grade], manifest: Manifest) -> list[QuestionSpec]:
    """List the questions that have a column; written ones do once somebody has marked one."""
    marked = any(grade.marks for grade in grades)
    return [question for question in manifest.questions if marked or not question.manual]


def _row(grade: Grade, questions: Sequence[str], who: Person) -> list[Value]:
    scores = {question.name: question.score for question in grade.questions}
    scores |= {mark.question: mark.points for mark in grade.marks}
    return [
        grade.submission,
        who.name or who.email if grade.members else grade.student,
        who.sid,
        grade.submitted_at,
        grade.status,
        grade.score,
        grade.max_score,
        grade.pending,
        grade.unmarked,
        *(scores.get(name) for name in questions),
        Decimal(f"{grade.seconds:.3f}"),
        grade.release,
        grade.message,
        "; ".join(grade.flags),
        who.email,
        who.section,
        "" if grade.late is None else "yes" if grade.late else "no",
        grade.attempt,
        "; ".join(one.name or one.email or one.sid for one in grade.members[1:] and grade.members),
        *_late(grade),
        grade.score if grade.graded is None else grade.graded,
        "; ".join(
            f"{question.name}: {question.score:g} in place of {question.graded:g} "
            f"({question.override.who}: {question.override.reason})"
            for question in grade.questions
            if question.override
        ),
    ]


def _late(grade: Grade) -> list[Value]:
    """Return the columns on lateness, if there is a rule for that, and the remaining score."""
    found = grade.lateness
    if found is None or found.seconds is None:
        return [None, None, None, grade.final]
    return [found.seconds, float(found.days), found.share, grade.final]


def _row_of_missing(who: Missing, manifest: Manifest, questions: Sequence[str]) -> list[Value]:
    files = f"may be of theirs, and was not taken: {', '.join(who.not_taken)}"
    return [
        *("", who.name, who.sid, "", "missing", None, manifest.max_score, None, None),
        *(None for _ in questions),
        *(None, "", files if who.not_taken else "", "", who.email, who.section, "", None, ""),
        *(None for _ in _OF_LATENESS),
        *(None, ""),
    ]


def _missing(people: Sequence[Missing]) -> str:
    header = ["name", "sid", "email", "section", "not_taken"]
    return to_csv(
        header,
        ([p.name, p.sid, p.email, p.section, "; ".join(p.not_taken)] for p in people),
    )


def _similar(pairs: Sequence[SimilarWeights]) -> str:
    header = ["first", "second", "file", "other_file", "identical", "cosine", "answers"]
    return to_csv(
        header,
        (
            [
                *(pair.first, pair.second, pair.file, pair.other_file),
                "yes" if pair.identical else "no",
                Decimal(f"{pair.cosine:.6f}"),
                Decimal(f"{pair.answers:.6f}"),
            ]
            for pair in pairs
        ),
    )


def _not_taken(things: Sequence[NotTaken]) -> str:
    return to_csv(["name", "reason"], ([thing.name, thing.reason] for thing in things))
