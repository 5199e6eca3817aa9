"""Score an engine's outcome: the points are those of the manifest's list of test cases."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.errors import GraderError
from torchgrade.records import (
    CaseGrade,
    CaseStatus,
    Manifest,
    Measured,
    QuestionGrade,
    QuestionSpec,
)
from torchgrade.texts import printable, shortened

__all__ = ["measured", "pending", "score", "total"]

_MESSAGE, _MESSAGES = 20_000, 1_000_000
"""Most characters of a test case's message, and of all messages."""


def score(manifest: Manifest, outcome: Outcome) -> tuple[QuestionGrade, ...]:
    """Score every autograded question of ``manifest``; results that it does not list don't count.

    Raises:
        GraderError: a question or a test case that should have run is not among the results.
    """
    questions = [question for question in manifest.questions if not question.manual]
    each = _MESSAGES // max(1, sum(len(question.cases) for question in questions))
    return tuple(_question(q, outcome, min(each, _MESSAGE)) for q in questions)


def total(manifest: Manifest, questions: Sequence[QuestionGrade]) -> float:
    """Add up a submission's points, by otter's rules if its configuration has any."""
    return _total(manifest, questions, sum(question.score for question in questions))


def pending(manifest: Manifest, questions: Sequence[QuestionGrade]) -> float:
    """Return by how many points the total may still grow if all open cases pass."""
    best = sum(question.score + question.pending for question in questions)
    return _total(manifest, questions, best) - total(manifest, questions)


def measured(outcome: Outcome) -> tuple[Measured, ...]:
    """List how networks did on test images, without repeats if a question's tests agree."""
    results = (result for results in outcome.questions.values() for result in results)
    return tuple(dict.fromkeys(one for result in results for one in result.measured))


def _total(manifest: Manifest, questions: Sequence[QuestionGrade], earned: float) -> float:
    rules = manifest.foreign
    if rules is None:
        return earned
    possible = sum(question.max_score for question in questions)
    share = earned / possible if possible else 0.0
    if rules.score_threshold is not None:
        return manifest.max_score if share >= rules.score_threshold else 0.0
    return earned if rules.points_possible is None else share * rules.points_possible


def _question(question: QuestionSpec, outcome: Outcome, most: int) -> QuestionGrade:
    results = outcome.questions.get(question.name)
    if results is None or len(results) != len(question.cases):
        got = "none" if results is None else str(len(results))
        raise GraderError(
            f"expected {len(question.cases)} test results of {question.name}, got {got}"
        )
    earned = _earned(question, [result.passed is True for result in results])
    best = _earned(question, [result.passed is True or result.is_open for result in results])
    to_come = [
        case.points
        for case, has, may in zip(question.cases, earned, best, strict=True)
        if may and not has
    ]
    cases = tuple(
        CaseGrade(
            name=case.name,
            status=_status(result),
            hidden=case.hidden,
            score=case.points if counts else 0.0,
            max_score=case.points,
            message="" if result.passed else shortened(printable(result.message), most),
            hint=result.told or case.hint if result.passed is False else "",
            gpu=result.gpu,
            inside=result.inside,
            stopped=result.stopped if result.passed is False else None,
        )
        for case, result, counts in zip(question.cases, results, earned, strict=True)
    )
    earned_points = sum(case.score for case in cases)
    return QuestionGrade(
        question.name,
        earned_points,
        question.points,
        cases,
        sum(to_come, 0.0),
        outcome.seeds.get(question.name, ""),
    )


def _earned(question: QuestionSpec, passed: list[bool]) -> list[bool]:
    return [all(passed)] * len(passed) if question.all_or_nothing else passed


def _status(result: CaseOutcome) -> CaseStatus:
    if result.pending:
        return "pending"
    return "ungraded" if result.passed is None else "passed" if result.passed else "failed"
