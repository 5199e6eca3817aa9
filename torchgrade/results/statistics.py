"""What the scores of a class say of its students and, as much, of the tests."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from torchgrade.records import CaseSpec, Grade, Manifest, QuestionSpec

__all__ = ["CaseFigures", "QuestionFigures", "Spread", "figures_of", "spread_of"]

_BINS = 20
_FEW = 10
"""Submissions below which nothing is said of a test: with so few, anything happens."""

_MOST_FAIL = 0.9
_ERRORS = 3.0
"""Standard errors below zero from which a correlation is a warning: by chance one case in 700."""


@dataclass(frozen=True)
class Spread:
    """How scores lie: their quartiles, their mean, and how many are in each of 20 equal parts.

    ``bins`` go from no points to all; who has all is in the last one.
    """

    count: int
    quartiles: tuple[float, float, float]
    mean: float
    bins: tuple[int, ...]


@dataclass(frozen=True)
class CaseFigures:
    """How a class did in one test case.

    ``rate`` is the share that passed, None if nobody was tried. ``correlation`` is that of passing
    with all other points of the lab, None where everybody or nobody passed.
    """

    spec: CaseSpec
    tried: int
    rate: float | None
    correlation: float | None

    @property
    def warning(self) -> str:
        """What may be wrong with the test; nothing, where nothing points to that."""
        if self.tried < _FEW or self.rate is None:
            return ""
        if self.rate < 1 - _MOST_FAIL:
            return f"{1 - self.rate:.0%} fail: is it right, and does the text ask for this?"
        if self.correlation is not None and self.correlation < -_ERRORS / math.sqrt(self.tried):
            return "who passes it has fewer points elsewhere: does it ask for the opposite?"
        return ""


@dataclass(frozen=True)
class QuestionFigures:
    """How a class did in one question: the mean share of its points, and how many have all.

    ``correlation`` is that of this share with all other points, None where it is everybody's.
    """

    spec: QuestionSpec
    mean: float | None
    full: int
    tried: int
    cases: tuple[CaseFigures, ...]
    correlation: float | None = None


def spread_of(grades: Sequence[Grade], most: float) -> Spread | None:
    """Return how the scores of graded submissions lie, or None if there are none.

    Args:
        grades: of a class.
        most: all points that there are.
    """
    scores = [grade.score for grade in grades if grade.score is not None]
    if not scores or most <= 0:
        return None
    bins = [0] * _BINS
    for score in scores:
        bins[min(_BINS - 1, max(0, int(_BINS * score / most)))] += 1
    if len(scores) > 1:
        low, middle, high = statistics.quantiles(scores, n=4, method="inclusive")
    else:
        low = middle = high = scores[0]
    return Spread(len(scores), (low, middle, high), statistics.fmean(scores), tuple(bins))


def figures_of(grades: Sequence[Grade], manifest: Manifest) -> tuple[QuestionFigures, ...]:
    """Return how a class did in each question that tests decide.

    Args:
        grades: of a class; open cases are left out, and so is who was not graded.
        manifest: the questions.
    """
    graded = [grade for grade in grades if grade.status == "graded"]
    return tuple(_question(spec, graded) for spec in manifest.questions if not spec.manual)


def _question(spec: QuestionSpec, graded: Sequence[Grade]) -> QuestionFigures:
    found = [
        (question, (grade.score or 0.0) - question.score)
        for grade in graded
        for question in grade.questions
        if question.name == spec.name and len(question.cases) == len(spec.cases)
    ]
    whole = [
        (question.score / question.max_score, elsewhere)
        for question, elsewhere in found
        if question.max_score and not question.pending
    ]
    shares = [share for share, _ in whole]
    cases = []
    for place, case in enumerate(spec.cases):
        tried = [
            (float(question.cases[place].status == "passed"), elsewhere)
            for question, elsewhere in found
            if question.cases[place].status in ("passed", "failed")
        ]
        cases.append(_case(case, [one for one, _ in tried], [other for _, other in tried]))
    mean = statistics.fmean(shares) if shares else None
    full, with_others = sum(share >= 1 for share in shares), _correlation(whole)
    return QuestionFigures(spec, mean, full, len(shares), tuple(cases), with_others)


def _case(spec: CaseSpec, passed: list[float], elsewhere: list[float]) -> CaseFigures:
    """Return the figures of a case: who passed it, and the points that each has elsewhere.

    Points of its own question are not among these: they often hang on the same line of code.
    """
    rate = statistics.fmean(passed) if passed else None
    return CaseFigures(
        spec, len(passed), rate, _correlation(list(zip(passed, elsewhere, strict=True)))
    )


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the correlation of two numbers; None where one of them is the same in all pairs."""
    if len({one for one, _ in pairs}) < 2 or len({other for _, other in pairs}) < 2:
        return None
    try:
        return statistics.correlation(*zip(*pairs, strict=True))
    except statistics.StatisticsError:  # they differ by less than a square can say
        return None
