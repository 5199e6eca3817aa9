"""How far two markers agree: Cohen's kappa for points and for each line of a rubric.

Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20, 37-46; with weights: Cohen, J. (1968), Psychological Bulletin 70, 213-220.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from torchgrade.marking.model import Given, Scale

__all__ = ["Agreement", "agreement_of", "kappa", "weighted_kappa"]

T = TypeVar("T", bound=Hashable)
Pair = tuple[Given, Given]


@dataclass(frozen=True)
class Agreement:
    """How far the marks that two people gave for a question agree.

    ``same`` is how many of ``answers`` got the same points. ``points`` is kappa for points,
    weighted by the square of their difference; ``lines`` is kappa for each line of the rubric, by
    its number. A kappa is None if it is meaningless: too few answers, or all the same.
    """

    question: str
    answers: int
    same: int
    points: float | None
    lines: dict[int, float | None]


def agreement_of(scale: Scale, pairs: Sequence[Pair]) -> Agreement:
    """Compare the first and second marks of a question's answers.

    Args:
        scale: the question's scale.
        pairs: both marks of each answer that two people have marked.
    """
    points = [(scale.points(one), scale.points(other)) for one, other in pairs]
    lines = {
        number: kappa([(number in one.items, number in other.items) for one, other in pairs])
        for number, item in scale.items.items()
        if not item.removed
    }
    same = sum(abs(one - other) < 1e-6 for one, other in points)
    return Agreement(scale.question, len(pairs), same, weighted_kappa(points), lines)


def kappa(pairs: Sequence[tuple[T, T]]) -> float | None:
    """Return Cohen's kappa of pairs of categories: 1 is agreement, 0 is chance.

    It is None if both always chose the same category, or if there is nothing to compare.
    """
    return _kappa(pairs, lambda one, other: float(one != other))


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Cohen's kappa of pairs of numbers, weighted by the square of their difference."""
    return _kappa(pairs, lambda one, other: (one - other) ** 2)


def _kappa(pairs: Sequence[tuple[T, T]], distance: Callable[[T, T], float]) -> float | None:
    """Compare the distance of pairs with the distance expected if they were drawn independently."""
    if len(pairs) < 2:
        return None
    seen = sum(distance(one, other) for one, other in pairs) / len(pairs)
    by_chance = sum(distance(one, other) for one, _ in pairs for _, other in pairs)
    expected = by_chance / len(pairs) ** 2
    return None if expected == 0 else 1 - seen / expected
