"""The bound and the rates, against tables, closed forms and simulation."""

from __future__ import annotations

import math
from statistics import NormalDist, fmean, stdev

import pytest
import torch

from torchgrade.calibration.fit import Fit, fit, least_passing, rounded_down
from torchgrade.errors import AuthorError

IMAGES = 10**8  # so many that steps of one answer do not show


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_the_bound_is_students_prediction_bound() -> None:
    """t with 9 degrees of freedom at 0.999 is 4.297 (any table), times sqrt(1.1)."""
    accuracies = [0.980, 0.981, 0.982, 0.983, 0.984, 0.985, 0.986, 0.987, 0.988, 0.989]
    logits = [logit(a) for a in accuracies]
    bound = fit(accuracies, IMAGES).bound(1e-3)
    expected = fmean(logits) - 4.2968 * math.sqrt(1.1) * stdev(logits)
    assert logit(bound) == pytest.approx(expected, abs=1e-4)


def test_the_rate_at_the_bound_is_the_one_asked_for() -> None:
    for rate in (1e-3, 0.05, 0.5):
        found = fit([0.98, 0.983, 0.985, 0.99], IMAGES)
        assert found.fails(found.bound(rate)) == pytest.approx(rate, rel=1e-3)
    # On few images it is at most the rate, and one answer more is above it.
    few = fit([350 / 360, 352 / 360, 355 / 360, 351 / 360], 360)
    assert few.fails(few.bound(0.05)) <= 0.05 < few.fails(few.bound(0.05) + 1 / 360)


@pytest.mark.parametrize("seeds", [3, 10])
def test_right_work_misses_the_bound_of_a_calibration_at_the_stated_rate(seeds: int) -> None:
    """Over 8,000 simulated calibrations, the mean true rate of failure is 1e-3.

    The rate of each is computed, not counted, so that little noise is left: the standard error of
    the mean, at most a quarter of the rate, is estimated from the rates themselves, and four of
    them are allowed.
    """
    rate, mean, sd, calibrations = 1e-3, logit(0.99), 0.06, 8_000
    generator = torch.Generator().manual_seed(0)
    draws = torch.randn(calibrations, seeds, generator=generator, dtype=torch.float64)
    true = NormalDist(mean, sd)
    rates = [
        true.cdf(logit(max(Fit(IMAGES, tuple(row)).bound(rate), 1e-9)))
        for row in (mean + sd * draws).tolist()
    ]
    error = stdev(rates) / math.sqrt(calibrations)
    assert error < rate / 4
    assert fmean(rates) == pytest.approx(rate, abs=4 * error)


def test_few_trainings_widen_the_bound() -> None:
    spread = [0.98, 0.982, 0.984]
    bounds = [fit(spread * times, IMAGES).bound() for times in (1, 4, 40)]
    assert bounds == sorted(bounds)


def test_trainings_that_agree_have_the_spread_of_half_an_answer() -> None:
    same = fit([356 / 360] * 10, 360)
    assert 0 < same.sd < 0.2
    assert same.bound() < 356 / 360
    assert same.normality == 1.0


def test_an_accuracy_of_one_has_a_logit_and_a_bound() -> None:
    perfect = fit([1.0] * 8 + [359 / 360] * 2, 360)
    assert math.isfinite(perfect.mean)
    assert 0.5 < perfect.bound() < 1
    assert perfect.fails(1.0) + perfect.passes(1.0) == pytest.approx(1)


def test_a_training_that_diverged_is_seen_not_to_be_normal() -> None:
    steady = [0.980, 0.981, 0.982, 0.983, 0.984, 0.9815, 0.9825, 0.983, 0.982]
    assert fit(steady, 10_000).normality > 0.05
    assert fit([*steady, 0.1], 10_000).normality < 0.001


def test_too_few_trainings_are_refused() -> None:
    with pytest.raises(AuthorError, match="at least 3 seeds, got 2"):
        fit([0.9, 0.9], 10)


def test_the_fewest_answers_that_reach_a_threshold() -> None:
    assert least_passing(0.985, 10_000) == 9850  # although 0.985 * 10,000 may round up
    assert least_passing(0.95, 360) == 342
    assert least_passing(0.951, 360) == 343


@pytest.mark.parametrize(
    ("accuracy", "images", "rounded"),
    [(0.98769, 10_000, 0.987), (0.9639, 360, 0.96), (0.96, 360, 0.96), (0.97, 20, 0.95)],
)
def test_a_threshold_is_rounded_down(accuracy: float, images: int, rounded: float) -> None:
    assert rounded_down(accuracy, images) == rounded
