"""Arguments a times as large give a result a times as large, whatever a is."""

from __future__ import annotations

import pytest
import torch

from tests.support.both_ways import both_ways
from tests.support.tiny import Play
from torchgrade import checks
from torchgrade.errors import AuthorError

FUNCTIONS = """
def double(x):
    return 2 * x
def pair(x, b):
    return {"out": x + b, "all": [x.sum(), (x - b).amax(0)]}
def capped(x):
    return x.clamp(-1e9, 1e9)
def rounded(x):
    return x.round(decimals=9)
def without_noise(x):
    return torch.where(x.abs() < 1e-12, 0 * x, x)
def root_with_epsilon(x):
    return (x ** 2 + 1e-20).sqrt()
def one_more(x):
    return x + 1e-9
def nothing(x):
    return None
def an_object(x):
    return {"out": object(), "counts": x.long()}
def second_capped(x, b):
    return [x, b.clamp(max=100)]
"""
SETUP = "X = torch.linspace(-2, 3, 12, dtype=torch.float64).reshape(3, 4)"


def test_what_is_not_in_proportion_is_found(play: Play) -> None:
    small, large = "when its arguments get very small", "when its arguments get very large"
    both_ways(
        play,
        FUNCTIONS,
        ["checks.any_scale(double, X)", "checks.any_scale(pair, X, X[0])"],
        {
            "checks.any_scale(capped, X)": large,
            "checks.any_scale(rounded, X)": small,
            "checks.any_scale(without_noise, X)": small,
            "checks.any_scale(root_with_epsilon, X)": small,
            "checks.any_scale(one_more, X)": small,
            "checks.any_scale(nothing, X)": "must be, or hold, a floating-point tensor",
            "checks.any_scale(an_object, X)": "must be, or hold, a floating-point tensor",
            "checks.any_scale(second_capped, X, X[0] + 3)": "at [1]",
        },
        setup=SETUP,
    )


def test_there_must_be_something_to_scale() -> None:
    with pytest.raises(AuthorError):
        checks.any_scale(len, [torch.tensor([1, 2])])
