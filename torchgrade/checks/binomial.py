"""The binomial distribution's tails, exact to rounding, without SciPy."""

from __future__ import annotations

import math

__all__ = ["tail"]


def tail(count: int, trials: int, probability: float) -> float:
    """Return the probability of a count at least as far from the mean as `count`, on its side.

    A test that fails if ``tail(...) < rate / 2`` fails a right solution with probability at most
    `rate`: each of the two sides is at most half of it, by definition of a tail probability,
    whatever the number of trials. No normal approximation is involved.

    The sum starts at `count` and walks away from the mean, so its terms only fall. Source: Feller,
    An Introduction to Probability Theory and Its Applications, volume 1, chapter VI.

    Args:
        count: successes seen, from 0 to `trials`.
        trials: number of independent trials.
        probability: of success in one trial, from 0 to 1.
    """
    if not 0 <= count <= trials or not 0.0 <= probability <= 1.0:
        raise ValueError(f"no binomial count: {count} of {trials} at {probability}")
    if count > trials * probability:
        return _lower(trials - count, trials, 1.0 - probability)
    return _lower(count, trials, probability)


def _lower(count: int, trials: int, p: float) -> float:
    """Return P(X <= count) where count <= trials * p."""
    q = 1.0 - p
    if (
        p == 0.0 or q == 0.0
    ):  # the count lies on the mean's side, so it is the one possible count, or not
        return 1.0 if count == round(trials * p) else 0.0
    log_first = (
        math.lgamma(trials + 1)
        - math.lgamma(count + 1)
        - math.lgamma(trials - count + 1)
        + count * math.log(p)
        + (trials - count) * math.log1p(-p)
    )
    total, term = 0.0, 1.0  # in units of the first term, which may be too small to write down
    for k in range(count, -1, -1):
        total += term
        term *= k * q / ((trials - k + 1) * p)
        if term < total * 1e-17:
            break
    return min(1.0, math.exp(min(0.0, log_first + math.log(total))))
