"""The binomial tail is exact: it agrees with the sum over all outcomes, in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torchgrade.checks.binomial import tail


def exact(count: int, trials: int, p: Fraction) -> Fraction:
    def mass(k: int) -> Fraction:
        return math.comb(trials, k) * p**k * (1 - p) ** (trials - k)

    side = range(count, trials + 1) if count > trials * p else range(count + 1)
    return sum((mass(k) for k in side), Fraction(0))


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 63))
@settings(deadline=None, max_examples=150)
def test_it_equals_the_sum_over_all_outcomes(trials: int, count: int, numerator: int) -> None:
    count = min(count, trials)
    p = Fraction(numerator, 64)
    assert tail(count, trials, float(p)) == pytest.approx(float(exact(count, trials, p)), rel=1e-9)


def test_it_holds_for_many_trials_where_powers_underflow() -> None:
    # the mean is on its own side, so its tail is a little over one half
    assert 0.5 < tail(500_000, 1_000_000, 0.5) < 0.501
    # P(X <= 400) of 2,000 at one half, about 1e-169, from exact integer arithmetic
    whole = sum(math.comb(2000, k) for k in range(401)) * 10**200 // 2**2000
    assert tail(400, 2000, 0.5) == pytest.approx(whole / 10**200, rel=1e-9)
    assert tail(0, 1_000_000, 0.5) == 0.0


def test_certain_outcomes_have_tails_one_and_zero() -> None:
    assert tail(0, 10, 0.0) == tail(10, 10, 1.0) == 1.0
    assert tail(1, 10, 0.0) == tail(9, 10, 1.0) == 0.0


def test_what_is_no_count_is_refused() -> None:
    for arguments in ((-1, 10, 0.5), (11, 10, 0.5), (1, 10, 1.5)):
        with pytest.raises(ValueError, match="no binomial count"):
            tail(*arguments)
