"""Dropout read off its output: scale, fraction, freshness and independence of the mask.

No check assumes how the mask was drawn (``rand < p``, ``rand >= 1 - p``, `torch.bernoulli`, NumPy):
a unit counts as dropped where the output is zero, so the input must hold no zero. Source of the
scaling: Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting,
JMLR 15 (2014), section 10.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from torchgrade.checks import binomial
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = [
    "drop_fraction",
    "fresh_mask",
    "independent_mask",
    "kept_units_scaled",
    "same_mask_in_backward",
]


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
        rtol: relative tolerance: x * (1 / keep) and x / keep differ by a rounding error.
        what: names the output in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: says by what factor the kept units were scaled.
        AuthorError: `x` has zeros, or `keep` is no probability.

    False-failure rate: at most 1e-6. An output without a single kept unit fails only where a right
    solution gives it with probability (1 - keep) ** x.numel() <= 1e-6; all else is exact.
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
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: says which fraction was dropped.
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
    )


def fresh_mask(
    draw: Callable[[], object],
    *,
    false_failure: float = 1e-6,
    rarest: float = 0.01,
    what: str = "dropout",
    hint: str = "",
) -> None:
    """Check that two calls drop different units.

    `draw` is called until two results differ in where they are zero, or until a right solution
    would have shown a difference with probability at least 1 - `false_failure`: a unit takes the
    same state in r calls with probability p**r + (1-p)**r <= max(p, 1-p)**(r-1). With `rarest` the
    least probability of either state, n units agree in all r calls with probability at most
    (1 - rarest) ** (n * (r-1)), and r is the least number that brings this below `false_failure`.

    Args:
        draw: calls the student's dropout on one input without zeros; must not seed.
        false_failure: probability that a right solution fails, at most.
        rarest: least probability of a unit's being dropped, and of its being kept.
        what: names the function in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: the mask never changes.
    """
    subject = f"the output of {what}"
    first = tensor(draw(), what=subject) != 0
    if first.numel() == 0:
        fail(subject, "is empty.", hint)
    for _ in range(math.ceil(_units_needed(false_failure, rarest) / first.numel())):
        if not torch.equal(first, tensor(draw(), shape=first.shape, what=subject) != 0):
            return
    if bool(first.all()):
        fail(what, "drops no unit at all, in several calls.", hint)
    fail(what, "uses the same mask in every call. Draw a new one each time.", hint)


def independent_mask(
    out: object,
    *,
    false_failure: float = 1e-6,
    rarest: float = 0.05,
    what: str = "the mask of dropout",
    hint: str = "",
) -> None:
    """Check that the mask differs between samples, and between the features of a sample.

    False-failure rate: all N rows of D features agree with probability at most
    (1 - rarest) ** (D * (N-1)), all D columns with at most (1 - rarest) ** (N * (D-1)), as in
    `fresh_mask`. Each must be at most half of `false_failure`, which takes an output of about
    20 x 20 units (283 without a row, and without a column) for the default values.

    Args:
        out: the student's output for an input without zeros, of shape (N, D) or (N, ...).
        false_failure: probability that a right solution fails, at most.
        rarest: least probability of a unit's being dropped, and of its being kept.
        what: names the mask in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: the mask is the same for all samples, or for all features; or `out` has too
            few units to tell.
    """
    y = tensor(out, what="the output of dropout")
    mask = (y != 0).flatten(1) if y.dim() > 1 else (y != 0).reshape(1, -1)
    rows, columns = mask.shape
    if min(columns * (rows - 1), rows * (columns - 1)) < _units_needed(false_failure / 2, rarest):
        fail("the output of dropout", f"has too few units to judge: {rows} samples x {columns}.")
    if bool((mask == mask[:1]).all()):
        fail(what, "is the same for every sample of the batch. Draw it for each sample.", hint)
    if bool((mask == mask[:, :1]).all()):
        fail(what, "is the same for every feature of a sample. Draw it for each feature.", hint)


def same_mask_in_backward(
    out: object, dx: object, *, what: str = "the gradient of dropout", hint: str = ""
) -> None:
    """Check that the gradient is zero where the output is zero, and only there.

    Args:
        out: the student's output in training, for an input without zeros, any shape.
        dx: the student's gradient of the same shape, for a `dout` without zeros.
        what: names the gradient in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: says how many units differ.
    """
    y = tensor(out, what="the output of dropout")
    dropped = y == 0
    blocked = tensor(dx, shape=y.shape, what=what) == 0
    leaks, lost = int((dropped & ~blocked).sum()), int((~dropped & blocked).sum())
    if leaks or lost:
        fail(
            what,
            f"does not use the mask of the forward pass: {leaks:,} of "
            f"{plural(int(dropped.sum()), 'dropped unit')} let a gradient through, and {lost:,} of "
            f"{plural(int((~dropped).sum()), 'kept unit')} let none through. Keep the mask.",
            hint,
        )


def _units_needed(false_failure: float, rarest: float) -> int:
    """Least n with (1 - rarest) ** n <= false_failure."""
    if not 0.0 < false_failure < 1.0 or not 0.0 < rarest <= 0.5:
        raise AuthorError(f"not probabilities: false_failure={false_failure}, rarest={rarest}")
    return math.ceil(math.log(false_failure) / math.log1p(-rarest))


def _diagnosis(typical: float, keep: float) -> str:
    """Say by how much kept units were scaled, and what may be behind it."""
    seen = f"Yours are about {typical:.3g} times the input."
    if abs(typical - 1.0) < 1e-4:
        return f"{seen} Is the scaling missing?"
    if keep < 1.0 and abs(typical * (1.0 - keep) - 1.0) < 1e-4:
        return f"{seen} Are the keep and the drop probability exchanged?"
    if abs(typical / keep - 1.0) < 1e-4:
        return f"{seen} Is it multiplied where it should be divided?"
    return seen
