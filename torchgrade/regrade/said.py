"""Describes a comparison in sentences, for both the terminal and the page."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from torchgrade.records import Grade
from torchgrade.regrade.comparison import CaseChange, Change, Comparison, QuestionChange

__all__ = ["Moved", "moved_of", "totals_of", "ways_of", "where_of"]


@dataclass(frozen=True)
class Moved:
    """The changes of a question: for how many it went up and down, why, and by which cases."""

    name: str
    heading: str
    up: int
    down: int
    points: float
    same: int
    causes: tuple[tuple[str, int], ...]
    cases: tuple[str, ...]


def totals_of(comparison: Comparison) -> list[str]:
    """Say how many went up and down, and how the mean changed."""
    up, down, moved = (len(comparison.those(where)) for where in ("up", "down", "same"))
    same = len(comparison.pairs) - up - down - moved
    said = [
        f"{len(comparison.pairs)} submissions in both runs: {up} up, {down} down, {same} the same"
        + (f", {moved} with the same points by other tests" if moved else "")
        + f"; {len(comparison.new)} new, {len(comparison.gone)} gone."
    ]
    scored = [
        (pair.before.final, pair.now.final)
        for pair in comparison.pairs
        if pair.before.final is not None and pair.now.final is not None
    ]
    if scored:
        before, now = (statistics.fmean(side) for side in zip(*scored, strict=True))
        most = [_most([getattr(p, side) for p in comparison.pairs]) for side in ("before", "now")]
        of = f"of {most[1]}" if most[0] == most[1] else f"of {most[0]} before, of {most[1]} now"
        said.append(f"The mean of their scores was {before:.2f} and is {now:.2f}, {of} points.")
    return said


def _most(grades: Sequence[Grade]) -> str:
    return " or ".join(f"{most:g}" for most in sorted({grade.max_score for grade in grades}))


def moved_of(comparison: Comparison) -> list[Moved]:
    """Describe each question that changed for somebody."""
    found = []
    for name, changes in comparison.by_question.items():
        questions = [question for _, question in changes]
        causes = Counter(cause.text for one in questions for cause in one.causes)
        up, down = (sum(sign * one.points > 0 for one in questions) for sign in (1, -1))
        found.append(
            Moved(
                name,
                comparison.headings.get(name, name),
                up,
                down,
                sum(one.points for one in questions),
                len(questions) - up - down,
                tuple(causes.most_common()),
                tuple(_cases(questions)),
            )
        )
    return found


def _cases(questions: Sequence[QuestionChange]) -> list[str]:
    """Say how often each case changed in which way, the most frequent first."""
    ways = Counter((_named(case), _way(case)) for one in questions for case in one.cases)
    return [f"{name}: {count} {way}" for (name, way), count in ways.most_common()]


def ways_of(question: QuestionChange) -> list[str]:
    """Describe the changes of a question's cases or, if none differs, of its points."""
    if question.cases:
        return [f"{_named(case)}: {_way(case)}" for case in question.cases]
    before, now = (
        "no" if points is None else f"{points:g}" for points in (question.before, question.now)
    )
    return [f"{before} points before, {now} now"]


def _named(change: CaseChange) -> str:
    hidden = "hidden" if change.either.hidden else "public"
    return f"{change.test} ({hidden})"


def _way(change: CaseChange) -> str:
    before, now = change.before, change.now
    if before is None or now is None:
        return f"new and {now.status}" if now else f"gone, {before.status if before else ''} before"
    if before.status == now.status:
        return f"{now.status}, worth {before.score:g} before, {now.score:g} now"
    return f"{before.status} before, {now.status} now"


def where_of(change: Change, *, tests: bool = True) -> str:
    """Say in which questions a student's points changed and, if requested, by which tests."""
    if change.before.status != change.now.status:
        return f"{change.before.status} before, {change.now.status} now"
    parts = []
    for question in change.questions:
        before, now = (
            "none" if points is None else f"{points:g}"
            for points in (question.before, question.now)
        )
        names = [case.test for case in question.cases] if tests else []
        listed = f" ({', '.join(names[:3])}{' ...' if len(names) > 3 else ''})" if names else ""
        parts.append(f"{question.name}: {before} to {now}{listed}")
    return "; ".join(parts)
