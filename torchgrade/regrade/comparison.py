"""Compares two runs: who went up or down, in which question and case, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from torchgrade.errors import AuthorError
from torchgrade.records import CaseGrade, Grade, Manifest, QuestionGrade
from torchgrade.regrade.causes import Cause, causes_between, environment_between
from torchgrade.regrade.runs import GradedRun

__all__ = [
    "CaseChange",
    "Change",
    "Comparison",
    "QuestionChange",
    "compare",
    "questions_changed",
]

Direction = Literal["up", "down", "same"]

_TOLERANCE = 1e-6
"""Points by which two sums of the same points may differ."""


@dataclass(frozen=True)
class CaseChange:
    """A test case with a different result; None if it is new or gone."""

    test: str
    before: CaseGrade | None
    now: CaseGrade | None

    @property
    def either(self) -> CaseGrade:
        """The case in the new grade, or else in the old one."""
        case = self.now or self.before
        assert case is not None
        return case


@dataclass(frozen=True)
class QuestionChange:
    """A question with different points or cases; None if it is new or gone.

    ``causes`` are the possible causes. A manually graded question has no cases.
    """

    name: str
    before: float | None
    now: float | None
    cases: tuple[CaseChange, ...]
    causes: tuple[Cause, ...]

    @property
    def points(self) -> float:
        """The difference in points, negative if it went down."""
        return (self.now or 0.0) - (self.before or 0.0)


@dataclass(frozen=True)
class Change:
    """A student's two grades, and the questions that differ."""

    before: Grade
    now: Grade
    questions: tuple[QuestionChange, ...]

    @property
    def points(self) -> float:
        """The difference of the scores that count, with 0 for a missing one."""
        return round((self.now.final or 0.0) - (self.before.final or 0.0), 6)

    @property
    def direction(self) -> Direction:
        """Up or down; a score that is gone went down, a new one went up."""
        before, now = self.before.final, self.now.final
        if before is None or now is None:
            return "same" if before is now else "up" if before is None else "down"
        return "same" if abs(now - before) < _TOLERANCE else "up" if now > before else "down"

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        status = self.before.status == self.now.status
        return status and not self.questions and self.direction == "same"


@dataclass(frozen=True)
class Comparison:
    """All students of two runs: in both, only in the new one, only in the old one."""

    old: GradedRun
    run: GradedRun
    pairs: tuple[Change, ...]
    new: tuple[Grade, ...]
    gone: tuple[Grade, ...]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes: first those who went down, the largest first, then up, then the others."""
        order = {"down": 0, "up": 1, "same": 2}
        found = [pair for pair in self.pairs if not pair.is_none]
        return tuple(
            sorted(found, key=lambda c: (order[c.direction], -abs(c.points), c.now.submission))
        )

    def those(self, direction: Direction) -> list[Change]:
        """List those who went up, down, or neither although something differs."""
        return [change for change in self.changes if change.direction == direction]

    @property
    def fell(self) -> bool:
        """Whether anybody has fewer points than before, or no grade any more."""
        lost = any(grade.final is not None for grade in self.gone)
        return lost or any(change.direction == "down" for change in self.changes)

    @cached_property
    def by_question(self) -> Mapping[str, Sequence[tuple[Change, QuestionChange]]]:
        """The name of each question that differs for somebody -> changes, in the lab's order."""
        found = defaultdict(list)
        for change in self.changes:
            for question in change.questions:
                found[question.name].append((change, question))
        order = [*self.headings, *found]
        return {name: found[name] for name in dict.fromkeys(order) if name in found}

    @property
    def headings(self) -> Mapping[str, str]:
        """The name of each question -> its name for people, as far as the runs have it."""
        manifests = [one.manifest for one in (self.run, self.old) if one.manifest]
        return {name: text for one in reversed(manifests) for name, text in one.headings.items()}

    @cached_property
    def environment(self) -> tuple[str, ...]:
        """Return the versions, packages and machines that differ for any question."""
        found = (
            cause.text
            for pair in self.pairs
            for one in pair.before.receipts[:1]
            for other in pair.now.receipts[-1:]
            for cause in environment_between(one, other)
        )
        return tuple(dict.fromkeys(found))


def compare(old: GradedRun, new: GradedRun) -> Comparison:
    """Compare two runs of one lab.

    Submissions are matched by their names; the rest by the hash of the submission, then by the
    student's id.

    Args:
        old: the earlier run.
        new: the later one.

    Raises:
        AuthorError: they are of different labs.
    """
    if old.batch.lab != new.batch.lab:
        raise AuthorError(
            f"{old.path} has grades of {old.batch.lab}, {new.path} of {new.batch.lab}: expected "
            "two runs of one lab"
        )
    pairs, left, added = _paired(old.batch.grades, new.batch.grades)
    names = _test_names(old.manifest), _test_names(new.manifest)
    changes = tuple(Change(a, b, questions_changed(a, b, *names)) for a, b in pairs)
    return Comparison(old, new, changes, tuple(added), tuple(left))


def _paired(
    olds: Sequence[Grade], news: Sequence[Grade]
) -> tuple[list[tuple[Grade, Grade]], list[Grade], list[Grade]]:
    keys: tuple[Callable[[Grade], object], ...] = (
        lambda grade: grade.submission,
        lambda grade: grade.digest,
        lambda grade: tuple(sorted(who.sid or who.email for who in grade.people)),
    )
    pairs: list[tuple[Grade, Grade]] = []
    left, added = list(olds), list(news)
    for key in keys:
        before, now = _unique(left, key), _unique(added, key)
        found = [(before[one], now[one]) for one in before if one in now]
        pairs += found
        left = [grade for grade in left if all(grade is not one for one, _ in found)]
        added = [grade for grade in added if all(grade is not one for _, one in found)]
    pairs.sort(key=lambda pair: pair[1].submission)
    return pairs, left, added


def _unique(grades: Iterable[Grade], key: Callable[[Grade], object]) -> dict[object, Grade]:
    """Return the grades with a unique key, by that key."""
    found: dict[object, list[Grade]] = defaultdict(list)
    for grade in grades:
        found[key(grade)].append(grade)
    empty = ("", ("",))
    return {value: one[0] for value, one in found.items() if len(one) == 1 and value not in empty}


def questions_changed(
    before: Grade, now: Grade, old_tests: Mapping[str, str], new_tests: Mapping[str, str]
) -> tuple[QuestionChange, ...]:
    """Return the questions with different results in two grades of a student.

    Args:
        before: the earlier grade.
        now: the later grade; if either has no scores, there are no questions to compare.
        old_tests: the names of the earlier grade's cases -> those of their functions, if known.
        new_tests: the same for the later grade.
    """
    return tuple(_questions(before, now, old_tests, new_tests))


def _questions(
    before: Grade, now: Grade, old_tests: Mapping[str, str], new_tests: Mapping[str, str]
) -> Iterator[QuestionChange]:
    olds = {question.name: question for question in before.questions}
    news = {question.name: question for question in now.questions}
    both = before.status == now.status == "graded"
    for name in dict.fromkeys((*olds, *news)) if both else ():
        one, other = olds.get(name), news.get(name)
        cases = tuple(_cases(one, other, old_tests, new_tests))
        scores = (None if one is None else one.score, None if other is None else other.score)
        if cases or _differ(*scores):
            yield QuestionChange(name, *scores, cases, causes_between(before, now, name))
    given, gives = ({mark.question: mark for mark in one.marks} for one in (before, now))
    for name in dict.fromkeys((*given, *gives)) if both else ():
        marks = given.get(name), gives.get(name)
        points = tuple(None if mark is None else mark.points for mark in marks)
        if _differ(points[0], points[1]):
            by = marks[1].marker if marks[1] else ""
            text = f"marked by {by or 'a person'}" if marks[1] else "it is no longer marked"
            yield QuestionChange(name, points[0], points[1], (), (Cause("override", text),))
    shares = [one.lateness.share if one.lateness else 0.0 for one in (before, now)]
    if both and _differ(*shares):
        lost = [(one.final or 0.0) - (one.score or 0.0) for one in (before, now)]
        text = f"{shares[0]:.0%} is lost by being late before, {shares[1]:.0%} now"
        yield QuestionChange("late work", lost[0], lost[1], (), (Cause("late", text),))


def _cases(
    before: QuestionGrade | None,
    now: QuestionGrade | None,
    old_tests: Mapping[str, str],
    new_tests: Mapping[str, str],
) -> Iterator[CaseChange]:
    """Yield the cases that differ, matched by the names of their test functions.

    otter names cases by their numbers, which an additional earlier case shifts.
    """
    sides = [
        [(tests.get(case.name, ""), case) for case in (question.cases if question else ())]
        for question, tests in ((before, old_tests), (now, new_tests))
    ]
    if any(
        "" in (names := [test for test, _ in side]) or len({*names}) < len(names) for side in sides
    ):
        sides = [[(case.name, case) for _, case in side] for side in sides]
    olds, news = map(dict, sides)
    for test in dict.fromkeys((*olds, *news)):
        one, other = olds.get(test), news.get(test)
        ends = [case and (case.status, round(case.score, 5)) for case in (one, other)]
        if ends[0] != ends[1]:
            yield CaseChange(test, one, other)


def _test_names(manifest: Manifest | None) -> Mapping[str, str]:
    return manifest.test_names if manifest else {}


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) >= _TOLERANCE
