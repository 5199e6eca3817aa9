"""Makes a table of a comparison for spreadsheets: a row for each case with a different result."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.records import Grade
from torchgrade.regrade.comparison import CaseChange, Change, Comparison, QuestionChange
from torchgrade.results.tables import Value, to_csv

__all__ = ["comparison_csv"]

_HEADER = (
    "submission", "student", "sid", "change", "score_before", "score_now",
    "question", "points_before", "points_now",
    "test", "hidden", "test_before", "test_now", "test_points_before", "test_points_now", "why",
)  # fmt: skip


def comparison_csv(comparison: Comparison) -> str:
    """Return all differences: for each student a row per case, or question, or the status.

    A student who is new or gone has a row without a question. ``change`` is up, down, same, new or
    gone, for the whole score.
    """
    rows = [row for change in comparison.changes for row in _rows(change)]
    rows += [_alone(grade, "new", now=grade.final) for grade in comparison.new]
    rows += [_alone(grade, "gone", before=grade.final) for grade in comparison.gone]
    return to_csv(_HEADER, rows)


def _rows(change: Change) -> Iterator[list[Value]]:
    who = _who(change.now, change.direction, change.before.final, change.now.final)
    for question in change.questions:
        for case in question.cases or (None,):
            yield [*who, *_question(question), *_case(case), _why(question)]
    if not change.questions:
        status = f"{change.before.status} before, {change.now.status} now"
        yield [*who, "", None, None, *_case(None), status]


def _alone(
    grade: Grade, what: str, *, before: float | None = None, now: float | None = None
) -> list[Value]:
    return [*_who(grade, what, before, now), "", None, None, *_case(None), ""]


def _who(grade: Grade, what: str, before: float | None, now: float | None) -> list[Value]:
    names = "; ".join(who.name or who.email for who in grade.people)
    return [grade.submission, names, "; ".join(who.sid for who in grade.people), what, before, now]


def _question(question: QuestionChange) -> list[Value]:
    return [question.name, question.before, question.now]


def _case(change: CaseChange | None) -> list[Value]:
    if change is None:
        return ["", "", "", "", None, None]
    before, now = change.before, change.now
    return [
        change.test,
        "yes" if change.either.hidden else "no",
        before.status if before else "not there",
        now.status if now else "not there",
        before.score if before else None,
        now.score if now else None,
    ]


def _why(question: QuestionChange) -> str:
    return "; ".join(cause.text for cause in question.causes)
