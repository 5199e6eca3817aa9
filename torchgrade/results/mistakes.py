"""Which of a lab's known mistakes a class has made, for staff: the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torchgrade.records import Grade, LikelyMistake, Manifest
from torchgrade.results.question_feedback import feedback_of

__all__ = ["Made", "mistakes_made"]


@dataclass(frozen=True)
class Made:
    """A mistake that several submissions have in common in a question.

    ``mistake`` is that of the first submission. ``tests`` are the names of the failed tests, and
    ``tried`` is how many submissions were graded.
    """

    heading: str
    question: str
    mistake: LikelyMistake
    tests: tuple[str, ...]
    submissions: tuple[str, ...]
    tried: int


def mistakes_made(grades: Sequence[Grade], manifest: Manifest) -> list[Made]:
    """List what cost points in each question, in the order of the notebook.

    Unexplained failures come after known mistakes. Answers that no test has judged, since they are
    missing or raise, are left out: their feedback says why.
    """
    headings, names = manifest.headings, manifest.test_names
    graded = [grade for grade in grades if grade.status == "graded"]
    groups: dict[tuple[str, tuple[str, ...], str], list[tuple[Grade, LikelyMistake]]] = {}
    for grade in (one for one in graded if one.mistakes):
        looked_at = {one.question.name for one in feedback_of(grade, headings) if not one.why}
        for likely in grade.mistakes:
            if likely.question in looked_at:
                group = "" if likely.is_explained else likely.group
                key = (likely.question, likely.names, group)
                groups.setdefault(key, []).append((grade, likely))
    found = [
        Made(
            headings.get(question, question),
            question,
            ones[0][1],
            _failed(ones[0][0], question, names),
            tuple(grade.submission for grade, _ in ones),
            len(graded),
        )
        for (question, _, _), ones in groups.items()
    ]
    order = list(headings)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.question),
            not one.mistake.is_explained,
            -len(one.submissions),
        ),
    )


def _failed(grade: Grade, question: str, names: dict[str, str]) -> tuple[str, ...]:
    [found] = [one for one in grade.questions if one.name == question]
    return tuple(names[case.name] or case.name for case in found.cases if case.status == "failed")
