"""Statistics of a class's scores, which say as much about the tests as about the students."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from torchgrade.records import CaseSpec, Grade, Manifest, QuestionSpec

__all__ = ["CaseFigures", "QuestionFigures", "Spread", "figures_of", "spread_of"]

_BINS = 20
_FEW = 10
"""Least submissions for a statement about a test: with fewer, anything may be chance."""

_MOST_FAIL = 0.9
_ERRORS = 3.0
"""Standard errors below zero at which a correlation causes a warning: one case in 700 by chance."""


@dataclass(frozen=True)
class Spread:
    """The distribution of scores: quartiles, mean, and a histogram of 20 equal bins.

    ``bins`` go from no points to all; full marks are in the last one.
    """

    count: int
    quartiles: tuple[float, float, float]
    mean: float
    bins: tuple[int, ...]


@dataclass(frozen=True)
class CaseFigures:
    """A class's results in one test case.

    ``rate`` is the share that passed, None if nobody was tested. ``correlation`` is that of passing
    with the points outside of its question, None if everybody or nobody passed.
    """

    spec: CaseSpec
    tried: int
    rate: float | None
    correlation: float | None

    @property
    def warning(self) -> str:
        """What may be wrong with the test, if anything suggests that."""
        if self.tried < _FEW or self.rate is None:
            return ""
        if self.rate < 1 - _MOST_FAIL:
            return f"{1 - self.rate:.0%} fail: is it right, and does the text ask for this?"
        if self.correlation is not None and self.correlation < -_ERRORS / math.sqrt(self.tried):
            return "who passes it has fewer points elsewhere: does it ask for the opposite?"
        return ""


@dataclass(frozen=True)
class QuestionFigures:
    """A class's results in one question: the mean share of its points, and how many have all.

    ``correlation`` is that of this share with all other points, None if everybody has the same.
    """

    spec: QuestionSpec
    mean: float | None
    full: int
    tried: int
    cases: tuple[CaseFigures, ...]
    correlation: float | None = None


def spread_of(grades: Sequence[Grade], most: float) -> Spread | None:
    """Return the distribution of graded submissions' scores, or None if there are none.

    Args:
        grades: the grades of a class.
        most: the maximum points.
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
    """Return a class's results in each question that tests decide.

    Args:
        grades: the grades of a class; open cases, and submissions that were not graded, are left
            out.
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
    """Return the figures of a case, from who passed it and each one's points elsewhere.

    Points of its own question are excluded: they often depend on the same line of code.
    """
    rate = statistics.fmean(passed) if passed else None
    return CaseFigures(
        spec, len(passed), rate, _correlation(list(zip(passed, elsewhere, strict=True)))
    )


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the correlation of pairs of numbers; None if either number is constant."""
    if len({one for one, _ in pairs}) < 2 or len({other for _, other in pairs}) < 2:
        return None
    try:
        return statistics.correlation(*zip(*pairs, strict=True))
    except statistics.StatisticsError:  # they differ by less than a square can say
        return None
