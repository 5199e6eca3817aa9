"""Mathematical properties: probabilities, causality, equivariance; and code without loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.battery.inputs import outcome
from torchgrade.checks.messages import fail, listed
from torchgrade.checks.random import generator
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["causal", "equivariant", "no_loops", "probabilities"]

_POSITIONS = 12


def probabilities(
    out: object,
    dim: int = -1,
    *,
    atol: float | None = None,
    what: str = "the output",
    hint: str = "",
) -> torch.Tensor:
    """Check that a tensor holds probabilities: none below 0, and they sum to 1 along `dim`.

    Args:
        out: the student's tensor.
        dim: the dimension of the alternatives.
        atol: allowed distance of a sum from 1; default: 16 epsilons of its dtype.
        what: names the tensor in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The tensor.

    Raises:
        AssertionError: it is not a real tensor, has a negative number, or a sum that is not 1; with
            the dimension along which they do sum to 1, if there is one.

    Example:
        >>> out = checks.probabilities(torch.tensor([[0.5, 0.5], [0.1, 0.9]]))
        >>> checks.probabilities(torch.tensor([[0.5, 0.1], [0.5, 0.9]]))
        Traceback (most recent call last):
            ...
        AssertionError: the output does not sum to 1 along dimension 1. They do along ...
    """
    plain = tensor(out, what=what, hint=hint)
    if not plain.is_floating_point() or plain.dim() == 0:
        fail(what, f"must be a tensor of real numbers, but has dtype {plain.dtype}.", hint)
    if not -plain.dim() <= dim < plain.dim():
        fail(what, f"must have more dimensions than {plain.dim()}.", hint)
    values = plain.detach().cpu().double()
    slack = 16 * torch.finfo(plain.dtype).eps if atol is None else atol
    if bool((values < 0).any()):
        fail(what, "holds negative numbers, and probabilities are none.", hint)

    def sums_to_one(along: int) -> bool:
        return bool(((values.sum(along) - 1.0).abs() <= slack).all())

    if not sums_to_one(dim):
        others = [d for d in range(values.dim()) if d != dim % values.dim() and sums_to_one(d)]
        clue = f" They do along dimension {others[0]}." if others else ""
        fail(what, f"does not sum to 1 along dimension {dim % values.dim()}.{clue}", hint)
    return plain


def causal(
    fn: Callable[..., Any],
    x: torch.Tensor,
    dim: int = 1,
    *,
    rtol: float = 1e-5,
    what: str = "the function",
    hint: str = "",
) -> None:
    """Check that no output depends on a later input: position t may only see positions up to t.

    For up to 12 positions in turn, the input is replaced by other numbers from that position on:
    all outputs before it must stay the same. When the whole input is replaced, something must
    change. A module runs in eval mode.

    Args:
        fn: the student's function or module; its result has the positions at `dim` as well.
        x: an input (N, T, ...), random, with T at least 2: floating-point, or integers such as
            tokens (at least two different ones).
        dim: the dimension of the positions.
        rtol: allowed change, relative to the largest output.
        what: names the function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the position from which information leaks, or because nothing changes.
        AuthorError: `x` has fewer than two positions, or is the same number everywhere.

    Example:
        >>> x = torch.randn(2, 5, 3, generator=checks.generator("causal"))
        >>> checks.causal(lambda x: x.cumsum(dim=1), x)
        >>> checks.causal(lambda x: x.flip(1).cumsum(dim=1).flip(1), x)
        Traceback (most recent call last):
            ...
        AssertionError: the function looks into the future: outputs before position 1 ...
    """
    length = x.shape[dim]
    if length < 2:
        raise AuthorError("causal needs two positions or more")
    draw = generator("causal")
    count = min(length - 1, _POSITIONS)
    positions = [0, *sorted((torch.randperm(length - 1, generator=draw)[:count] + 1).tolist())]
    other = _others(x, draw)
    given = [x]
    for t in positions:
        given.append(torch.cat([x.narrow(dim, 0, t), other.narrow(dim, t, length - t)], dim))
    [answers] = probes.in_batches(fn, [given])
    outs = [
        tensor(outcome(a, "", what, hint), what=f"the output of {what}", hint=hint) for a in answers
    ]
    first = outs[0].detach().cpu().double()
    if first.dim() <= max(dim, 0) or first.shape[dim] != length:
        size = tuple(first.shape)
        fail(f"the output of {what}", f"must have {length} positions, but has shape {size}.", hint)
    slack = rtol * float(first.abs().max())
    for t, out in zip(positions, outs[1:], strict=True):
        moved = (out.detach().cpu().double() - first).abs()
        if t and float(moved.narrow(dim, 0, t).max()) > slack:
            fail(
                what,
                f"looks into the future: outputs before position {t} change when the input is "
                f"changed from there on. Mask the later positions before the softmax.",
                hint,
            )
        if not t and not float(moved.max()) > 0:
            fail(what, "ignores its input: the same comes out for other numbers.", hint)


def _others(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """Return other numbers of the same kind, in each place."""
    if x.is_floating_point():
        if not bool((x != x.flatten()[0]).any()):
            raise AuthorError("causal needs an input with different numbers")
        return torch.randn(x.shape, generator=draw, dtype=torch.float64).to(x) * x.std() + x.mean()
    low, high = int(x.min()), int(x.max())
    if low == high:
        raise AuthorError("causal needs an input with different tokens")
    return (x - low + 1) % (high - low + 1) + low


def equivariant(
    fn: Callable[..., Any],
    x: torch.Tensor,
    move: Callable[[torch.Tensor], torch.Tensor],
    move_out: Callable[[torch.Tensor], torch.Tensor] | None = None,
    *,
    rtol: float = 1e-4,
    what: str = "the function",
    hint: str = "",
) -> None:
    """Check that ``fn(move(x))`` is ``move(fn(x))``: moving the input moves the output alike.

    A module runs in eval mode, without a graph.

    Args:
        fn: the student's function or module.
        x: an input, random.
        move: the test's function, which permutes, shifts, flips or scales a tensor.
        move_out: what it should do to the output, if that is not the same. ``lambda y: y`` asks for
            invariance.
        rtol: allowed distance, relative to the largest output.
        what: names the function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: the outputs differ; or, without `move_out`, the output does not move.

    Example:
        >>> x = torch.randn(2, 5, 3, generator=checks.generator("equivariant"))
        >>> order = torch.tensor([4, 2, 0, 1, 3])
        >>> checks.equivariant(lambda x: x.cumsum(dim=1), x, lambda x: x[:, order])
        Traceback (most recent call last):
            ...
        AssertionError: the function gives another result when its input is moved ...
    """
    [answers] = probes.in_batches(fn, [[x, move(x.clone())]])
    first, second = (
        tensor(outcome(a, "", what, hint), what=f"the output of {what}", hint=hint) for a in answers
    )
    right = (move if move_out is None else move_out)(first.detach().clone())
    subject = f"the output of {what} for a moved input"
    moved = tensor(second, shape=tuple(right.shape), what=subject, hint=hint).detach()
    off = (moved.cpu().double() - right.cpu().double()).abs()
    if off.numel() and float(off.max()) > rtol * float(right.abs().max()):
        fail(
            what,
            "gives another result when its input is moved (permuted, shifted, flipped) than its "
            "result moved in the same way."
            if move_out is None
            else "gives a result for a moved input that does not follow the move.",
            hint,
        )
    if move_out is None and moved.shape == first.shape and torch.equal(moved, first.detach()):
        fail(what, "gives one result wherever its input is moved: does it look at it?", hint)


def no_loops(fn: Callable[..., Any], *, what: str = "the function", hint: str = "") -> None:
    """Check that a function has no Python loop: for, while, comprehension, map, recursion.

    Neither may the student's own functions and methods that it calls. This is read from compiled
    code, so a determined student can hide a loop.

    Args:
        fn: the student's function or module (then its `forward`).
        what: names the function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the function, and the line in it.

    Example:
        >>> def distances(a, b):
        ...     return torch.stack([(a - row).norm(dim=1) for row in b])
        >>> checks.no_loops(distances, what="distances")
        Traceback (most recent call last):
            ...
        AssertionError: distances loops in Python ...
    """
    found = [str(place) for place in probes.loops(fn)]
    if found:
        fail(
            what,
            f"loops in Python ({listed(found)}). Work on whole tensors: broadcasting, matmul, "
            "einsum, sums along a dimension.",
            hint,
        )
