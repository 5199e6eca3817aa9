"""Check dropout's mask, read off the zeros of an output: is it there, fresh, independent, kept."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from torchgrade.checks import binomial
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.seen import Units
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["fresh_mask", "independent_mask", "same_mask_in_backward", "some_dropped"]


def fresh_mask(
    draw: Callable[[], object],
    *,
    false_failure: float = 1e-6,
    rarest: float = 0.01,
    what: str = "dropout",
    hint: str = "",
) -> None:
    """Check that two calls drop different units.

    `draw` is called until two results have their zeros in different places, or until a right
    solution would have shown that with probability at least 1 - `false_failure`. A unit has the
    same state in r calls with probability p**r + (1-p)**r <= max(p, 1-p)**(r-1). With `rarest` as
    the lower of the two states' probabilities, n units agree in all r calls with probability at
    most (1 - rarest) ** (n * (r-1)), and r is the least number that brings this below
    `false_failure`.

    Args:
        draw: calls the student's dropout on one input without zeros; must not set a seed.
        false_failure: probability that a right solution fails, at most.
        rarest: least probability of a unit's being dropped, and of its being kept.
        what: names the function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the mask never changes.
        AuthorError: `false_failure` or `rarest` is not a probability.

    Example:
        >>> kept = torch.rand(400, generator=checks.generator("fresh")) < 0.5
        >>> checks.fresh_mask(lambda: torch.ones(400) * kept)
        Traceback (most recent call last):
            ...
        AssertionError: dropout uses the same mask in every call. Draw a new one each time.
    """
    subject = f"the output of {what}"
    first = _kept(draw(), subject)
    if first.numel() == 0:
        fail(subject, "is empty.", hint)
    for _ in range(math.ceil(_units_needed(false_failure, rarest) / first.numel())):
        if not torch.equal(first, _kept(draw(), subject, first.shape)):
            return
    if bool(first.all()):
        fail(what, "drops no unit at all, in several calls.", hint)
    said = "uses the same mask in every call. Draw a new one each time."
    fail(what, said, hint, seen=Units(first))


def independent_mask(
    out: object,
    *,
    keep: float | None = None,
    false_failure: float = 1e-6,
    rarest: float = 0.05,
    what: str = "the mask of dropout",
    hint: str = "",
) -> None:
    """Check that the mask differs between samples, and between the features of a sample.

    With `keep`, every two samples and every two features must agree about as often as independent
    coin flips do: this catches a mask that is drawn for half of the batch and repeated, or
    inverted. Outputs of several calls, or of several layers, can serve as samples (`torch.stack`).

    False-failure rate: all N rows of D features agree with probability at most (1 - rarest) ** (D *
    (N-1)), all D columns with at most (1 - rarest) ** (N * (D-1)), as in `fresh_mask`. Each must be
    at most half of `false_failure`, so for the default values D * (N-1) and N * (D-1) must be at
    least 283, as for 18 x 18 units. With `keep`, the number of places at which two rows agree is
    binomial; the tail that fails has probability `false_failure` divided by the number of all pairs
    of rows and of columns.

    Args:
        out: the student's output for an input without zeros, of shape (N, D) or (N, ...).
        keep: probability that a unit is kept, strictly between 0 and 1.
        false_failure: probability that a right solution fails, at most.
        rarest: least probability of a unit's being dropped, and of its being kept.
        what: names the mask in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the mask is the same for all samples, or for all features; two of them agree
            too often, or too seldom; or `out` has too few units to tell.
        AuthorError: `keep`, `false_failure` or `rarest` is out of range.

    Example:
        >>> column = (torch.rand(40, generator=checks.generator("mask")) < 0.5).float()
        >>> checks.independent_mask(column.expand(30, 40))
        Traceback (most recent call last):
            ...
        AssertionError: the mask of dropout is the same for every sample of the batch. ...
    """
    if keep is not None and not 0.0 < keep < 1.0:
        raise AuthorError(f"keep must be a probability between 0 and 1, got {keep}")
    kept = _kept(out, "the output of dropout")
    mask = kept.flatten(1) if kept.dim() > 1 else kept.reshape(1, -1)
    rows, columns = mask.shape
    if min(columns * (rows - 1), rows * (columns - 1)) < _units_needed(false_failure / 2, rarest):
        fail("the output of dropout", f"has too few units to judge: {rows} samples x {columns}.")
    if bool((mask == mask[:1]).all()):
        said = "is the same for every sample of the batch. Draw it for each sample."
        fail(what, said, hint, seen=Units(mask))
    if bool((mask == mask[:, :1]).all()):
        said = "is the same for every feature of a sample. Draw it for each feature."
        fail(what, said, hint, seen=Units(mask))
    if keep is not None:
        rate = false_failure / (rows * rows + columns * columns)
        for found, name in ((mask, "samples"), (mask.T, "features")):
            if _tied(found, keep, rate):
                said = f"is not drawn anew for all {name}: some depend on others."
                fail(what, said, hint, seen=Units(mask))


def same_mask_in_backward(
    out: object, dx: object, *, what: str = "the gradient of dropout", hint: str = ""
) -> None:
    """Check that the gradient is zero where the output is zero, and only there.

    Args:
        out: the student's output in training, for an input without zeros, any shape.
        dx: the student's gradient of the same shape, for a `dout` without zeros.
        what: names the gradient in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the number of units that differ.

    Example:
        >>> out = torch.tensor([0.0, 2.0, 0.0, 2.0])
        >>> checks.same_mask_in_backward(out, torch.tensor([0.0, 2.0, 2.0, 2.0]))
        Traceback (most recent call last):
            ...
        AssertionError: the gradient of dropout does not use the mask of the forward pass: ...
    """
    kept = _kept(out, "the output of dropout")
    passed = _kept(dx, what, kept.shape)
    leaks, lost = int((~kept & passed).sum()), int((kept & ~passed).sum())
    if leaks or lost:
        fail(
            what,
            f"does not use the mask of the forward pass: {leaks:,} of "
            f"{plural(int((~kept).sum()), 'dropped unit')} let a gradient through, and {lost:,} of "
            f"{plural(int(kept.sum()), 'kept unit')} let none through. Keep the mask.",
            hint,
            seen=Units(kept, kept != passed),
        )


def some_dropped(
    out: object,
    *,
    false_failure: float = 1e-6,
    rarest: float = 0.05,
    what: str = "the output of dropout",
    hint: str = "",
) -> None:
    """Check that some units were dropped and some kept: the least that dropout must do.

    Use this before a check that would also pass an answer which does nothing: that eval mode leaves
    its input as it is, that an argument was not written to, that no library function was called.

    False-failure rate: all n units have one state with probability at most 2 * (1 - rarest) ** n,
    which must be at most `false_failure`: 283 units for the default values.

    Args:
        out: the student's output in training, for an input without zeros, or its gradient for a
            `dout` without zeros, any shape.
        false_failure: probability that a right solution fails, at most.
        rarest: least probability of a unit's being dropped, and of its being kept.
        what: names the output in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: no unit is zero, or all are.
        AuthorError: there are so few units that chance decides, or `false_failure` or `rarest` is
            not a probability.

    Example:
        >>> checks.some_dropped(torch.ones(400))
        Traceback (most recent call last):
            ...
        AssertionError: the output of dropout has no unit that was dropped in training.
    """
    kept = _kept(out, what)
    if kept.numel() < _units_needed(false_failure / 2, rarest):
        raise AuthorError(f"some_dropped: {kept.numel()} units are too few to tell from chance")
    if not bool(kept.any()):
        fail(what, "is zero everywhere: no unit was kept.", hint)
    if bool(kept.all()):
        fail(what, "has no unit that was dropped in training.", hint)


def _tied(mask: torch.Tensor, keep: float, rate: float) -> bool:
    """Return whether two rows agree more often, or less, than coin flips do but for `rate`.

    The tail falls to both sides of the mean, so the extremes decide for all pairs.
    """
    coins = mask.double()
    agree = coins @ coins.T + (1.0 - coins) @ (1.0 - coins).T
    pairs = agree[~torch.eye(len(mask), dtype=torch.bool, device=mask.device)]
    chance = keep * keep + (1.0 - keep) ** 2
    extremes = (int(pairs.min()), int(pairs.max())) if pairs.numel() else ()
    return any(binomial.tail(count, mask.shape[1], chance) < rate for count in extremes)


def _kept(out: object, what: str, shape: torch.Size | None = None) -> torch.Tensor:
    """Return which units were kept (the output is not zero), as bools of the output's shape."""
    return tensor(out, shape=shape, what=what) != 0


def _units_needed(false_failure: float, rarest: float) -> int:
    """Return the least n with (1 - rarest) ** n <= false_failure."""
    if not 0.0 < false_failure < 1.0 or not 0.0 < rarest <= 0.5:
        raise AuthorError(f"not probabilities: false_failure={false_failure}, rarest={rarest}")
    return math.ceil(math.log(false_failure) / math.log1p(-rarest))
