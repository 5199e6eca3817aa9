"""Check dropout by its output: how kept units are scaled, and how many are dropped.

Checks of the mask alone are in `masks`.

No check assumes how the mask was drawn (``rand < p``, ``rand >= 1 - p``, `torch.bernoulli`, NumPy):
a unit counts as dropped where the output is zero, so the input must hold no zero. Source of the
scaling: Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting,
JMLR 15 (2014), section 10.
"""

from __future__ import annotations

import torch

from torchgrade.checks import binomial
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.seen import Units
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["drop_fraction", "kept_units_scaled"]


def kept_units_scaled(
    x: torch.Tensor,
    out: object,
    *,
    keep: float,
    rtol: float = 1e-5,
    what: str = "the output of dropout",
    hint: str = "",
) -> None:
    """Check that every output is either 0 or the input divided by the keep probability.

    Args:
        x: the input, any shape, no zeros.
        out: the student's output for it.
        keep: probability that a unit is kept, in (0, 1].
        rtol: relative tolerance; x * (1 / keep) and x / keep differ by a rounding error.
        what: names the output in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the factor by which the kept units were scaled.
        AuthorError: `x` has zeros, or `keep` is not a probability.

    False-failure rate: at most 1e-6. An output without a single kept unit fails only where a right
    solution gives it with probability (1 - keep) ** x.numel() <= 1e-6; all else is exact.

    Example:
        >>> x = torch.ones(1000)
        >>> kept = torch.rand(1000, generator=checks.generator("kept")) < 0.8
        >>> checks.kept_units_scaled(x, x * kept / 0.8, keep=0.8)
        >>> checks.kept_units_scaled(x, x * kept, keep=0.8)
        Traceback (most recent call last):
            ...
        AssertionError: the output of dropout is wrong at 800 of 800 kept units: each must ...
    """
    if not 0.0 < keep <= 1.0:
        raise AuthorError(f"keep must be a probability above 0, got {keep}")
    if bool((x == 0).any()):
        raise AuthorError("the input of a dropout check must hold no zeros: they look dropped")
    x = x.detach().cpu().double()
    y = tensor(out, shape=x.shape, what=what).detach().cpu().double()
    kept = y != 0
    if not bool(kept.any()):
        if (1.0 - keep) ** x.numel() <= 1e-6:
            fail(what, "is zero everywhere: no unit was kept.", hint)
        return
    factor = (y / x)[kept]
    wrong = (factor * keep - 1.0).abs() > rtol
    if bool(wrong.any()):
        fail(
            what,
            f"is wrong at {int(wrong.sum()):,} of {plural(int(kept.sum()), 'kept unit')}: each "
            "must be the input divided by the probability of keeping it. "
            f"{_diagnosis(float(factor[wrong].median()), keep)}",
            hint,
            seen=Units(kept, kept.masked_scatter(kept, wrong)),
        )


def drop_fraction(
    out: object,
    *,
    drop: float,
    false_failure: float = 1e-6,
    what: str = "the output of dropout",
    hint: str = "",
) -> None:
    """Check how many units are zero, by an exact two-sided binomial test.

    Args:
        out: the student's output for an input without zeros, any shape; units dropped one by one
            (not whole channels).
        drop: probability that a unit is dropped, in [0, 1].
        false_failure: probability that a right solution fails, at most.
        what: names the output in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the fraction that was dropped.
        AuthorError: `drop` or `false_failure` is not a probability.

    Example:
        >>> out = torch.ones(2000)
        >>> out[:1000] = 0
        >>> checks.drop_fraction(out, drop=0.5)
        >>> checks.drop_fraction(out, drop=0.2)
        Traceback (most recent call last):
            ...
        AssertionError: the output of dropout has 50.0% of 2,000 units set to zero, which ...
    """
    if not 0.0 <= drop <= 1.0 or not 0.0 < false_failure < 1.0:
        raise AuthorError(f"not probabilities: drop={drop}, false_failure={false_failure}")
    y = tensor(out, what=what)
    units, dropped = y.numel(), int((y == 0).sum())
    if units == 0:
        fail(what, "is empty.", hint)
    if binomial.tail(dropped, units, drop) >= false_failure / 2:
        return
    swapped = binomial.tail(dropped, units, 1.0 - drop) >= 1e-3
    fail(
        what,
        f"has {dropped / units:.1%} of {plural(units, 'unit')} set to zero, which does not go with "
        f"the given probability (a right solution gives such a count less than once in "
        f"{1 / false_failure:,.0f} runs)."
        + (" Are the keep and the drop probability exchanged?" if swapped else ""),
        hint,
        seen=Units(y.detach() != 0, drop=drop),
    )


def _diagnosis(typical: float, keep: float) -> str:
    """Say by how much kept units were scaled, and why that may be."""
    seen = f"Yours are about {typical:.3g} times the input."
    if abs(typical - 1.0) < 1e-4:
        return f"{seen} Is the scaling missing?"
    if keep < 1.0 and abs(typical * (1.0 - keep) - 1.0) < 1e-4:
        return f"{seen} Are the keep and the drop probability exchanged?"
    if abs(typical / keep - 1.0) < 1e-4:
        return f"{seen} Is it multiplied where it should be divided?"
    return seen
