"""Finds why a question is graded differently than before: what has changed that decides grades.

Receipts say what both grades were made with. Decisive causes (the submission, the tests, a person)
are named first; packages and machines often differ and seldom matter, so they are only named if
there is no other cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from torchgrade.records import Grade, QuestionGrade, Receipt

__all__ = ["Cause", "causes_between", "environment_between", "receipt_for"]

Kind = Literal[
    "submission", "tests", "points", "files", "solution", "settings", "dataset", "engine",
    "override", "late", "environment", "unknown",
]  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """A difference; ``text`` is a clause for staff."""

    kind: Kind
    text: str


def receipt_for(grade: Grade, question: str) -> Receipt | None:
    """Return a question's receipt; None if an earlier torchgrade graded it."""
    return next((one for one in grade.receipts if question in one.tests), None)


def causes_between(before: Grade, now: Grade, question: str) -> tuple[Cause, ...]:
    """List possible causes for a question's different grade, at least one.

    Args:
        before: a grade.
        now: a later one of the same student.
        question: the name of the question.
    """
    olds, news = (
        next((one for one in grade.questions if one.name == question), None)
        for grade in (before, now)
    )
    found = list(_handed_in(before, now))
    if olds is not None and news is not None:
        found += _by_hand(olds, news)
        if not found or before.digest == now.digest:
            found += _of_tests(before, now, olds, news)
        if _worth(olds) != _worth(news):
            found.append(Cause("points", "its points, or the list of its tests, were changed"))
    elif olds or news:
        gone = "gone" if olds else "new"
        found.append(Cause("points", f"the question is {gone}"))
    if not found:
        found += environment_between(receipt_for(before, question), receipt_for(now, question))
    return tuple(found) or (
        Cause(
            "unknown",
            "nothing that is written down differs: the test, or the code under it, may end in two "
            "ways, by chance or for want of time",
        ),
    )


def environment_between(before: Receipt | None, now: Receipt | None) -> tuple[Cause, ...]:
    """List the versions, packages and machines that have changed."""
    if before is None or now is None:
        return ()
    texts = [
        f"{name} {before.versions.get(name, 'none')} before, {version} now"
        for name, version in now.versions.items()
        if before.versions.get(name) != version
    ]
    if not texts and before.environment != now.environment:
        texts.append("other packages, or versions of them, are installed")
    if before.machine != now.machine:
        texts.append(f"on {before.machine} before, on {now.machine} now")
    return tuple(Cause("environment", text) for text in texts)


def _handed_in(before: Grade, now: Grade) -> list[Cause]:
    return [Cause("submission", "something else was handed in")] * (before.digest != now.digest)


def _by_hand(before: QuestionGrade, now: QuestionGrade) -> list[Cause]:
    if before.override == now.override:
        return []
    if now.override is None:
        return [Cause("override", "it is no longer changed by hand")]
    if before.override and replace(before.override, graded=0, pending=0) == replace(
        now.override, graded=0, pending=0
    ):
        return [] if before.score == now.score else [_hand(now)]
    return [_hand(now)]


def _hand(question: QuestionGrade) -> Cause:
    assert question.override is not None
    text = f"changed by hand ({question.override.who}): {question.override.reason}"
    return Cause("override", text)


def _of_tests(before: Grade, now: Grade, olds: QuestionGrade, news: QuestionGrade) -> list[Cause]:
    """List what has changed in the autograder, by receipts or, without them, by seeds."""
    one, other = (receipt_for(grade, olds.name) for grade in (before, now))
    if one is None or other is None:
        differ = olds.seed != news.seed and before.digest == now.digest
        what = "its tests, files that they read, or the lab's solution were changed"
        return [Cause("tests", what)] if differ else []
    said: Mapping[Kind, tuple[bool, str]] = {
        "tests": (one.tests[olds.name] != other.tests[olds.name], "its tests were changed"),
        "files": (one.files != other.files, "files that come with the autograder were changed"),
        "solution": (
            one.salt != other.salt,
            "the lab's solution was changed, and with it all random inputs",
        ),
        "settings": (one.settings != other.settings, "limits or settings were changed"),
        "dataset": (
            (one.dataset, one.data) != (other.dataset, other.data),
            f"measured on {one.dataset or 'no data'} before, on {other.dataset or 'no data'} now"
            if one.dataset != other.dataset
            else "the images that tests measure on were changed",
        ),
        "engine": (
            one.engine != other.engine,
            f"graded by the engine {one.engine} before, by {other.engine} now",
        ),
    }
    return [Cause(kind, text) for kind, (differs, text) in said.items() if differs]


def _worth(question: QuestionGrade) -> object:
    cases = [(case.name, case.hidden, case.max_score) for case in question.cases]
    return question.max_score, cases
