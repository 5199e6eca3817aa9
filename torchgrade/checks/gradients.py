"""Gradients: against autograd, against differences, and in absolute values."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks.messages import fail, kind, listed, plural, refuse_blank
from torchgrade.checks.preserve import same_noise
from torchgrade.checks.random import generator as seeded
from torchgrade.checks.values import close, tensor
from torchgrade.errors import AuthorError

__all__ = ["backward", "gradcheck", "numeric_backward"]

Function = Callable[..., Any]


def backward(
    forward: Function,
    backward: Function,
    inputs: Sequence[object],
    *,
    oracle: Callable[..., torch.Tensor],
    names: Sequence[str] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-6,
    generator: torch.Generator | None = None,
    hint: str = "",
) -> None:
    """Check a handwritten backward pass against autograd through another forward pass.

    Forward and backward that are wrong together agree with each other, and so with every numerical
    gradient check; only the absolute values of the right gradients tell. All in float64, with a
    random `dout` of standard normal values.

    Args:
        forward: the student's; ``forward(*inputs) -> (out, cache)``.
        backward: the student's; ``backward(dout, cache) -> gradients``, one for each input that
            needs one, in order (a tensor alone if it is one).
        inputs: arguments. Floating-point tensors are copied to float64. Those that need a gradient
            are those with ``requires_grad`` or, if none has it, all floating-point tensors.
        oracle: the author's; ``oracle(*inputs) -> out``, differentiable by autograd.
        names: of the gradients, for messages; default "d" and the parameter's name.
        rtol: relative tolerance.
        atol: absolute tolerance.
        generator: for `dout`; default one of its own.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: wrong structure, shape, or values, with the gradient's name.
    """
    wanted = _wanted(inputs)
    names = _names(forward, wanted, names)
    leaves = [
        _double(v).requires_grad_(i in wanted) if _is_float(v) else v for i, v in enumerate(inputs)
    ]
    reference = oracle(*leaves)
    dout = torch.randn(reference.shape, generator=generator or seeded("dout"), dtype=torch.float64)
    variables = [leaves[i] for i in wanted]
    true = torch.autograd.grad(reference, variables, dout, allow_unused=True)  # type: ignore[arg-type]
    gradients = _run(forward, backward, inputs, dout, names)
    for name, gradient, expected, leaf in zip(names, gradients, true, variables, strict=True):
        right = torch.zeros_like(leaf) if expected is None else expected  # type: ignore[call-overload]
        close(gradient, right, rtol=rtol, atol=atol, check_dtype=False, what=name, hint=hint)


def numeric_backward(
    forward: Function,
    backward: Function,
    inputs: Sequence[object],
    *,
    names: Sequence[str] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-6,
    generator: torch.Generator | None = None,
    hint: str = "",
) -> None:
    """Check a handwritten backward pass against differences of the student's own forward pass.

    In float64, with a step of 1e-6 to either side. A gradient passes between the slope on the left
    and the slope on the right, give or take the tolerance: for a smooth function these differ by
    about 1e-6 times its second derivative, and at a kink (ReLU at 0) every slope between them is
    right. Two forward passes for each number among the inputs: keep them small.

    This shows that forward and backward belong together, not that either is right: see `backward`.
    Random numbers are the same in every pass. Arguments and errors as in `backward`.
    """
    wanted = _wanted(inputs)
    names = _names(forward, wanted, names)
    base = [_double(v) if _is_float(v) else v for v in inputs]
    centre = _forward_only(forward, base)
    dout = torch.randn(centre.shape, generator=generator or seeded("dout"), dtype=torch.float64)
    gradients = _run(forward, backward, inputs, dout, names)
    for name, gradient, index in zip(names, gradients, wanted, strict=True):
        left, right = _slopes(forward, base, index, centre, dout)
        found = tensor(gradient, shape=left.shape, what=name).detach().double().cpu()
        low, high = torch.minimum(left, right), torch.maximum(left, right)
        slack = atol + rtol * torch.maximum(low.abs(), high.abs())
        off = (found < low - slack) | (found > high + slack)
        if bool(off.any()):
            place = off.nonzero()[0].tolist()
            fail(
                name,
                f"does not agree with the slope of your own forward pass at {int(off.sum()):,} of "
                f"{plural(off.numel(), 'value')}; the first is at index {place}, where you have "
                f"{float(found[tuple(place)]):.6g}.",
                hint,
            )


def gradcheck(
    fn: Function, *inputs: object, what: str = "the function", hint: str = "", **options: Any
) -> None:
    """Check that autograd through `fn` agrees with differences, by `torch.autograd.gradcheck`.

    Floating-point tensors are copied to float64 and require grad. `fn` sees the same random numbers
    in every call. If the check fails it is tried once more a thousandth away, so that an input that
    happens to lie on a kink (probability about 1e-6 a number) fails no right solution: both points
    on one have probability below 1e-10.

    Args:
        fn: differentiable function of `inputs`, giving a tensor or a tuple of tensors.
        inputs: arguments; small, since each number costs two calls.
        what: names the function in messages.
        hint: a sentence to add, on where to look.
        options: handed to `torch.autograd.gradcheck` (eps, atol, rtol, nondet_tol).
    """
    wanted = [i for i, v in enumerate(inputs) if _is_float(v)]
    if not wanted:
        raise AuthorError("gradcheck needs a floating-point tensor among its inputs")

    def quiet(*args: object) -> Any:
        with same_noise():
            return fn(*args)

    def agrees(shift: float, active: Sequence[int]) -> bool:
        moved = [
            (_double(v) * (1.0 + shift) + shift).requires_grad_(i in active) if _is_float(v) else v
            for i, v in enumerate(inputs)
        ]
        return bool(torch.autograd.gradcheck(quiet, tuple(moved), raise_exception=False, **options))  # type: ignore[arg-type]

    refuse_blank(
        quiet(*[_double(v) if _is_float(v) else v for v in inputs]), f"the result of {what}"
    )
    if agrees(0.0, wanted) or agrees(1e-3, wanted):
        return
    labels = _names(fn, wanted, None)
    wrong = [name[1:] for name, i in zip(labels, wanted, strict=True) if not agrees(0.0, [i])]
    fail(
        what,
        f"has a gradient that does not agree with its slope, with respect to {listed(wrong or ['x'])}. "
        "Is something detached, or its backward pass wrong?",
        hint,
    )


def _is_float(value: object) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def _double(value: object) -> torch.Tensor:
    assert isinstance(value, torch.Tensor)
    return value.detach().clone().to(device="cpu", dtype=torch.float64)


def _wanted(inputs: Sequence[object]) -> list[int]:
    floats = [i for i, value in enumerate(inputs) if _is_float(value)]
    marked = [i for i in floats if inputs[i].requires_grad]  # type: ignore[attr-defined]
    if not floats:
        raise AuthorError("no input needs a gradient: give at least one floating-point tensor")
    return marked or floats


def _names(fn: Function, wanted: Sequence[int], names: Sequence[str] | None) -> list[str]:
    if names is not None:
        if len(names) != len(wanted):
            raise AuthorError(f"{len(names)} names for {len(wanted)} gradients")
        return list(names)
    try:
        parameters = list(inspect.signature(fn).parameters)
    except (TypeError, ValueError):
        parameters = []
    return [f"d{parameters[i]}" if i < len(parameters) else f"dinput{i + 1}" for i in wanted]


def _run(
    forward: Function,
    backward: Function,
    inputs: Sequence[object],
    dout: torch.Tensor,
    names: Sequence[str],
) -> list[torch.Tensor]:
    """Run the student's two passes and take the gradients apart."""
    with same_noise():
        out, cache = _pair(forward(*[_double(v) if _is_float(v) else v for v in inputs]))
        tensor(out, shape=dout.shape, what="the output of the forward pass")
        result = backward(dout.clone(), cache)
    refuse_blank(result, "the result of the backward pass")
    gradients = list(result) if type(result) in (tuple, list) else [result]
    if len(gradients) != len(names):
        fail(
            "the backward pass",
            f"must return {plural(len(names), 'gradient')} ({', '.join(names)}), but returned "
            f"{len(gradients)}.",
        )
    return [tensor(g, what=name) for g, name in zip(gradients, names, strict=True)]


def _pair(result: object) -> tuple[object, object]:
    refuse_blank(result, "the result of the forward pass")
    if type(result) not in (tuple, list) or len(result) != 2:  # type: ignore[arg-type]
        fail("the forward pass", f"must return (out, cache), but returned {kind(result)}.")
    out, cache = result  # type: ignore[misc]
    return out, cache


def _forward_only(forward: Function, inputs: Sequence[object]) -> torch.Tensor:
    with same_noise(), torch.no_grad():
        out, _ = _pair(forward(*[v.clone() if isinstance(v, torch.Tensor) else v for v in inputs]))
    what = "the output of the forward pass"
    return tensor(out, dtype=torch.float64, what=f"{what} for float64 inputs").clone()


def _slopes(
    forward: Function, inputs: list[object], index: int, centre: torch.Tensor, dout: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Slopes of sum(out * dout) to the left and to the right, one for each number of one input."""
    step = 1e-6
    x = inputs[index]
    assert isinstance(x, torch.Tensor)
    left, right = torch.empty_like(x), torch.empty_like(x)
    for flat in range(x.numel()):
        for slopes, sign in ((left, -1.0), (right, 1.0)):
            moved = x.clone()
            moved.view(-1)[flat] += sign * step
            out = _forward_only(forward, [*inputs[:index], moved, *inputs[index + 1 :]])
            slopes.view(-1)[flat] = ((out - centre) * dout).sum() * sign / step
    return left, right
