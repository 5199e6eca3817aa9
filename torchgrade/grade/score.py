"""From what an engine saw to a grade: points are those of the autograder's own list of cases."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.errors import GraderError
from torchgrade.grade.engine import Outcome
from torchgrade.grade.texts import printable
from torchgrade.records import CaseGrade, Manifest, QuestionGrade, QuestionSpec

__all__ = ["score", "total"]


def score(manifest: Manifest, outcome: Outcome) -> tuple[QuestionGrade, ...]:
    """Score every autograded question of ``manifest``; nothing that it does not list counts.

    Raises:
        GraderError: a question or a test case that should have run is not among the results.
    """
    return tuple(_question(q, outcome) for q in manifest.questions if not q.manual)


def total(manifest: Manifest, questions: Sequence[QuestionGrade]) -> float:
    """Add up a submission's points, by otter's rules where otter's configuration has any."""
    earned = sum(question.score for question in questions)
    rules = manifest.foreign
    if rules is None:
        return earned
    possible = sum(question.max_score for question in questions)
    share = earned / possible if possible else 0.0
    if rules.score_threshold is not None:
        return manifest.max_score if share >= rules.score_threshold else 0.0
    return earned if rules.points_possible is None else share * rules.points_possible


def _question(question: QuestionSpec, outcome: Outcome) -> QuestionGrade:
    results = outcome.questions.get(question.name)
    if results is None or len(results) != len(question.cases):
        got = "none" if results is None else str(len(results))
        raise GraderError(
            f"expected {len(question.cases)} test results of {question.name}, got {got}"
        )
    passed = [result.passed is True for result in results]
    earned = passed if not question.all_or_nothing else [all(passed)] * len(passed)
    cases = tuple(
        CaseGrade(
            name=case.name,
            status="ungraded" if result.passed is None else "passed" if result.passed else "failed",
            hidden=case.hidden,
            score=case.points if counts else 0.0,
            max_score=case.points,
            message="" if result.passed else printable(result.message),
            hint="" if result.passed else case.hint,
        )
        for case, result, counts in zip(question.cases, results, earned, strict=True)
    )
    return QuestionGrade(question.name, sum(case.score for case in cases), question.points, cases)
