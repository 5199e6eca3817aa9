"""Checks whether a run's files are consistent: well-formed ones may contradict themselves.

A grade that is "graded" without a score, or two grades of one submission, would cause an error far
from the file with the contradiction, or pass for a real grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from torchgrade.files.decoding import FormError, shown
from torchgrade.records import Batch, CaseGrade, Grade, Lateness, Manifest, Mark, QuestionGrade

__all__ = ["check_batch", "check_grade", "check_manifest", "check_marks"]

_TOLERANCE = 1e-4  # sums are rounded to five places

_PART = 255  # bytes that file systems allow

Bounds = tuple[float, float]


def check_batch(batch: Batch) -> None:
    """Raise FormError if grades contradict themselves or each other."""
    for number, grade in enumerate(batch.grades):
        _grade(grade, f"grades[{number}].")
    _once((grade.submission for grade in batch.grades), "grades", "submission")


def check_grade(grade: Grade) -> None:
    """Raise FormError if a grade contradicts itself."""
    _grade(grade, "")


def check_marks(marks: Sequence[Mark]) -> None:
    """Raise FormError if a question is marked twice, or has negative points."""
    _marks(marks, "marks")


def check_manifest(manifest: Manifest, where: str = "") -> None:
    """Raise FormError if a list of questions can't be used for grading.

    Args:
        manifest: the list.
        where: its path in the file, with a trailing dot.
    """
    _once((question.name for question in manifest.questions), f"{where}questions", "name")
    for name in ("seconds", "cell_seconds", "case_seconds", "memory_mb", "disk_mb"):
        _between(getattr(manifest, name), (1, 1e9), f"{where}{name}")
    known = {question.name for question in manifest.questions if not question.manual}
    for title, what in manifest.leaderboard.items():
        if what not in {"score", "seconds", *known}:
            _wrong(f"{where}leaderboard.{title}", "score, seconds or the name of a question", what)


def _grade(grade: Grade, where: str) -> None:
    if max(len(part.encode()) for part in grade.submission.split("/")) > _PART:
        _wrong(f"{where}submission", f"parts of up to {_PART} bytes", grade.submission)
    if (grade.status == "graded") != (grade.score is not None):
        expected = "a number" if grade.status == "graded" else "nothing"
        _wrong(f"{where}score", f"{expected}, since the status is {grade.status}", grade.score)
    bounds = [_question(one, f"{where}questions[{n}]") for n, one in enumerate(grade.questions)]
    _once((question.name for question in grade.questions), f"{where}questions", "name")
    _marks(grade.marks, f"{where}marks")
    given, possible = (
        sum(getattr(mark, name) for mark in grade.marks) for name in ("points", "max_score")
    )
    if grade.max_score < possible - _TOLERANCE:
        _wrong(f"{where}max_score", f"a number of at least {possible:g}", grade.max_score)
    low, high = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    low, high = min(low, 0.0), max(high, grade.max_score - possible)
    for name, value in (("score", grade.score), ("graded", grade.graded)):
        if value is not None:  # the points of tests, and of people
            _between(value, (low + given, high + given), f"{where}{name}")
    for name in ("unmarked", "seconds", "notebook_seconds"):
        _not_negative(getattr(grade, name), f"{where}{name}")
    _between(grade.pending, (low, high - low), f"{where}pending")
    if grade.lateness is not None:
        _lateness(grade.lateness, f"{where}lateness")
    for number, one in enumerate(grade.measured):
        _between(one.images, (1, 1e9), f"{where}measured[{number}].images")
        _between(one.right, (0, one.images), f"{where}measured[{number}].right")


def _lateness(lateness: Lateness, where: str) -> None:
    _between(lateness.share, (0, 1), f"{where}.share")
    _not_negative(lateness.days, f"{where}.days")
    if lateness.is_unknown and (lateness.share or lateness.days):
        _wrong(f"{where}.seconds", "a number, since something is lost", None)


def _question(question: QuestionGrade, where: str) -> Bounds:
    """Check a question; return its least and most possible points."""
    bounds = [_case(case, f"{where}.cases[{n}]") for n, case in enumerate(question.cases)]
    low, high = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    low, high = min(low, 0.0), max(high, question.max_score)
    _between(question.score, (low, high), f"{where}.score")
    _between(question.pending, (low, high - low), f"{where}.pending")
    if question.override is not None:
        _between(question.override.graded, (low, high), f"{where}.override.graded")
        _between(question.override.pending, (low, high - low), f"{where}.override.pending")
    return low, high


def _case(case: CaseGrade, where: str) -> Bounds:
    """Check a case; return its least and most points, as plain otter's may have negative ones."""
    bounds = min(0.0, case.max_score), max(0.0, case.max_score)
    _between(case.score, bounds, f"{where}.score")
    return bounds


def _marks(marks: Sequence[Mark], where: str) -> None:
    """Check marks: people may give more points than a question has, or negative ones."""
    _once((mark.question for mark in marks), where, "question")
    for number, mark in enumerate(marks):
        _not_negative(mark.max_score, f"{where}[{number}].max_score")


def _not_negative(value: float | None, where: str) -> None:
    if value is not None and value < -_TOLERANCE:
        _wrong(where, "a number of at least 0", value)


def _between(value: float, bounds: Bounds, where: str) -> None:
    low, high = bounds
    if not low - _TOLERANCE <= value <= high + _TOLERANCE:
        _wrong(where, f"a number from {low:g} to {high:g}", value)


def _once(names: Iterable[str], where: str, field: str) -> None:
    """Raise FormError if a name is in a list twice."""
    known: dict[str, int] = {}
    for number, name in enumerate(names):
        if (first := known.setdefault(name, number)) != number:
            _wrong(f"{where}[{number}].{field}", f"another than that of {where}[{first}]", name)


def _wrong(where: str, expected: str, got: object) -> None:
    raise FormError(f"{where}: expected {expected}, got {'nothing' if got is None else shown(got)}")
