"""Kappa is what scikit-learn computes, and what the papers say of the ends."""

from __future__ import annotations

import random

import pytest

from torchgrade.marking.agreement import agreement_of, kappa, weighted_kappa
from torchgrade.marking.model import Given, Item, Scale

pytestmark = pytest.mark.filterwarnings("ignore")  # of scikit-learn's own


def pairs_of(seed: int, most: int) -> list[tuple[int, int]]:
    draw = random.Random(seed)
    ones = [draw.randrange(most) for _ in range(50)]
    return [(one, one if draw.random() < 0.6 else draw.randrange(most)) for one in ones]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("most", [2, 3, 6])
def test_it_is_that_of_scikit_learn(seed: int, most: int) -> None:
    from sklearn.metrics import cohen_kappa_score  # a second that only this test has to wait

    pairs = pairs_of(seed, most)
    ones, others = zip(*pairs, strict=True)
    assert kappa(pairs) == pytest.approx(cohen_kappa_score(ones, others))
    expected = cohen_kappa_score(ones, others, weights="quadratic", labels=list(range(most)))
    assert weighted_kappa(pairs) == pytest.approx(expected)


def test_points_in_halves_are_weighted_by_how_far_they_are_apart() -> None:
    pairs = [(0.5 * one, 0.5 * other) for one, other in pairs_of(1, 7)]
    assert weighted_kappa(pairs) == pytest.approx(weighted_kappa(pairs_of(1, 7)))
    assert weighted_kappa([(0, 4), (4, 4), (0, 0)]) < weighted_kappa([(3, 4), (4, 4), (0, 0)])


def test_the_ends() -> None:
    assert kappa([(1, 1), (2, 2)]) == 1
    assert kappa([(1, 2), (2, 1)]) == -1
    assert kappa([(1, 1), (1, 2), (2, 1), (2, 2)]) == 0
    assert kappa([(1, 1), (1, 1)]) is None, "nothing could have differed"
    assert kappa([]) is kappa([(1, 2)]) is None


def test_a_line_that_two_read_differently_shows() -> None:
    scale = Scale("q", 4, True, {1: Item(1, "q", "clear", -1), 2: Item(2, "q", "unclear", -1)})

    def given(*items: int) -> Given:
        return Given(0, "first", "x", True, items)

    pairs = [(given(1), given(1)), (given(), given(2)), (given(1, 2), given(1)), (given(), given())]
    found = agreement_of(scale, pairs)
    assert (found.answers, found.same) == (4, 2)
    assert found.lines[1] == 1
    assert found.lines[2] is not None
    assert found.lines[2] < 0.01
