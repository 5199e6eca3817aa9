"""Dropout is judged by what it does to numbers, however the mask was drawn."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tests.support.failing import failure
from torchgrade import checks
from torchgrade.errors import AuthorError

Dropout = Callable[[torch.Tensor, float], torch.Tensor]  # of an input and a keep probability
X = torch.rand(40, 50, generator=checks.generator("x")) + 0.5

RIGHT: dict[str, Dropout] = {
    "rand < p": lambda x, p: x * ((torch.rand_like(x) < p) / p),
    "rand >= 1 - p": lambda x, p: x * (torch.rand_like(x) >= 1 - p) / p,
    "bernoulli": lambda x, p: x * torch.bernoulli(torch.full_like(x, p)) * (1 / p),
    "numpy binomial": lambda x, p: x * torch.from_numpy(np.random.binomial(1, p, x.shape)) / p,
    "where": lambda x, p: torch.where(torch.rand(x.shape) < p, x / p, 0.0),
    "torch": lambda x, p: F.dropout(x, 1 - p),
    "module in place": lambda x, p: nn.Dropout(1 - p, inplace=True)(x.clone()),
    "double": lambda x, p: F.dropout(x.double(), 1 - p),
}


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)
    np.random.seed(0)


@pytest.mark.parametrize("keep", [0.25, 0.5, 0.8])
@pytest.mark.parametrize("name", RIGHT)
def test_right_dropout_passes_however_it_draws(name: str, keep: float) -> None:
    dropout = RIGHT[name]
    out = dropout(X, keep)
    checks.kept_units_scaled(X, out, keep=keep)
    checks.drop_fraction(out, drop=1 - keep)
    checks.independent_mask(out)
    checks.fresh_mask(lambda: dropout(X, keep))
    checks.same_mask_in_backward(out, out * 3)


@pytest.mark.parametrize(
    ("name", "dropout", "words"),
    [
        ("DO1 no scaling", lambda x, p: x * (torch.rand_like(x) < p), "scaling missing"),
        ("DO3 keep is drop", lambda x, p: x * (torch.rand_like(x) > p) / (1 - p), "exchanged"),
        ("DO4 other scale", lambda x, p: x * (torch.rand_like(x) < p) / (1 - p), "exchanged"),
        ("times p", lambda x, p: x * (torch.rand_like(x) < p) * p, "should be divided"),
        ("tripled", lambda x, p: x * (torch.rand_like(x) < p) * 3, "about 3 times the input"),
        ("zeros", lambda x, p: torch.zeros_like(x), "zero everywhere"),
        ("nan", lambda x, p: x / 0 * 0, "NaN"),
        ("shape", lambda x, p: x[:1], "shape (40, 50)"),
        ("blank", lambda x, p: None, "None"),
    ],
)
def test_wrong_scaling_fails_with_a_diagnosis(name: str, dropout: Dropout, words: str) -> None:
    message = failure(checks.kept_units_scaled, X, dropout(X, 0.8), keep=0.8)
    assert words in message
    assert "1.25" not in message


def test_an_output_without_a_kept_unit_passes_where_chance_may_do_it() -> None:
    checks.kept_units_scaled(torch.ones(10), torch.zeros(10), keep=0.5)
    failure(checks.kept_units_scaled, torch.ones(20), torch.zeros(20), keep=0.5)


def test_an_input_with_zeros_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="zeros"):
        checks.kept_units_scaled(torch.zeros(3), torch.zeros(3), keep=0.5)
    with pytest.raises(AuthorError, match="keep"):
        checks.kept_units_scaled(torch.ones(3), torch.ones(3), keep=0.0)


def test_a_wrong_fraction_fails_and_an_exchange_is_recognised() -> None:
    out = F.dropout(X, 0.2)
    message = failure(checks.drop_fraction, out, drop=0.8)
    assert "of 2,000 units" in message
    assert "exchanged" in message
    assert "less than once in 1,000,000 runs" in message
    assert "exchanged" not in failure(checks.drop_fraction, out, drop=0.4)
    assert "0.0%" in failure(checks.drop_fraction, X, drop=0.2)
    assert "empty" in failure(checks.drop_fraction, torch.zeros(0), drop=0.2)


@pytest.mark.parametrize("drop", [0.05, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("units", [10, 100, 1000])
@pytest.mark.parametrize("rate", [1e-2, 1e-6])
def test_the_false_failure_rate_of_the_fraction_is_kept_exactly(
    drop: float, units: int, rate: float
) -> None:
    """Adds up the probability of every count that would fail a right solution."""
    failing = 0.0
    for count in range(units + 1):
        mass = math.comb(units, count) * drop**count * (1 - drop) ** (units - count)
        if mass > rate:
            continue  # the tail holds the count itself, so it cannot fail
        out = torch.ones(units)
        out[:count] = 0
        try:
            checks.drop_fraction(out, drop=drop, false_failure=rate)
        except AssertionError:
            failing += mass
    assert failing <= rate
    assert failing > 0 or 2 * (1 - drop) ** units > rate or 2 * drop**units > rate


def test_a_certain_fraction_is_judged_exactly() -> None:
    checks.drop_fraction(X, drop=0.0)
    checks.drop_fraction(X * 0, drop=1.0)
    failure(checks.drop_fraction, F.dropout(X, 0.01), drop=0.0)


def test_a_mask_drawn_once_fails() -> None:
    mask = torch.rand(X.shape) < 0.5
    assert "same mask in every call" in failure(checks.fresh_mask, lambda: X * mask / 0.5)


def test_seeding_inside_of_the_function_fails() -> None:
    def seeded() -> torch.Tensor:
        torch.manual_seed(0)
        return F.dropout(X)

    assert "same mask" in failure(checks.fresh_mask, seeded)


def test_dropping_nothing_fails() -> None:
    assert "no unit at all" in failure(checks.fresh_mask, lambda: X)


def test_small_masks_are_drawn_until_equality_cannot_be_chance() -> None:
    draws = itertools.count()

    def rare() -> torch.Tensor:  # equal for a while, as small right masks are
        return torch.zeros(2) if next(draws) < 100 else torch.ones(2)

    checks.fresh_mask(rare)
    draws = itertools.count()
    failure(checks.fresh_mask, lambda: torch.full((10,), float(next(draws) >= 0)))
    # (1 - 0.01) ** (10 * (r - 1)) <= 1e-6 holds from r = 139 on
    assert next(draws) == 139
    assert 0.99 ** (10 * 138) <= 1e-6 < 0.99 ** (10 * 137)


def test_a_mask_shared_by_samples_or_features_fails() -> None:
    row, column = torch.rand(1, 50) < 0.5, torch.rand(40, 1) < 0.5
    assert "every sample" in failure(checks.independent_mask, X * row)
    assert "every feature" in failure(checks.independent_mask, X * column)
    images = torch.ones(20, 3, 4, 5)
    assert "every sample" in failure(checks.independent_mask, images * (torch.rand(3, 4, 5) < 0.5))
    checks.independent_mask(F.dropout(images))
    checks.independent_mask(F.dropout2d(torch.ones(20, 30, 2, 2)))


def test_with_the_keep_probability_no_two_samples_or_features_may_hang_together() -> None:
    half = (torch.rand(20, 50) < 0.5).float()
    images = F.dropout(torch.ones(40, 3, 5, 5))
    for tied, word in (
        (torch.cat([half, half]), "samples"),
        (torch.cat([half, 1 - half]), "samples"),
        (torch.cat([half, half]).T, "features"),
        (images[:, :, :, [0, 0, 1, 2, 3]], "features"),
    ):
        checks.independent_mask(tied)
        assert f"for all {word}" in failure(checks.independent_mask, tied, keep=0.5)
    for keep in (0.1, 0.5, 0.8):
        checks.independent_mask(F.dropout(torch.ones(60, 50), 1 - keep), keep=keep)
    with pytest.raises(AuthorError):
        checks.independent_mask(images, keep=1.0)


def test_too_few_units_to_tell_are_refused() -> None:
    assert "too few" in failure(checks.independent_mask, F.dropout(torch.ones(4, 5)))
    assert "too few" in failure(checks.independent_mask, F.dropout(torch.ones(2000)))


@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (lambda mask: torch.ones_like(X), "dropped units let a gradient through, and 0 of"),
        (lambda mask: mask * (X < 1), "0 of"),
        (lambda mask: torch.zeros_like(X), "kept units let none through"),
        (lambda mask: None, "None"),
        (lambda mask: torch.ones(3), "shape (40, 50)"),
    ],
)
def test_another_mask_in_the_backward_pass_fails(
    gradient: Callable[[torch.Tensor], torch.Tensor], words: str
) -> None:
    mask = torch.rand(X.shape) < 0.5
    assert words in failure(checks.same_mask_in_backward, X * mask, gradient(mask))


def test_probabilities_that_are_none_are_the_authors_mistake() -> None:
    for wrong in (-0.1, 1.1):
        with pytest.raises(AuthorError):
            checks.drop_fraction(X, drop=wrong)
    with pytest.raises(AuthorError):
        checks.fresh_mask(lambda: X, rarest=0.0)


def test_something_dropped_and_something_kept_is_the_least_that_dropout_does() -> None:
    x = torch.ones(20, 30)
    checks.some_dropped(F.dropout(x, 0.05))
    checks.some_dropped(F.dropout(x, 0.95))
    assert "no unit was kept" in failure(checks.some_dropped, 0 * x)
    assert "has no unit that was dropped" in failure(checks.some_dropped, x, what="dx")
    with pytest.raises(AuthorError, match="282 units are too few"):
        checks.some_dropped(torch.ones(282))
