"""Gradients, compared with autograd and with finite differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks.derivatives.passes import (
    Function,
    copies,
    gradient_names,
    is_float,
    run_forward,
    run_passes,
    slopes_of,
    tensor_at,
    wanted_places,
)
from torchgrade.checks.messages import fail, listed, plural
from torchgrade.checks.preserve import same_noise
from torchgrade.checks.random import generator as seeded
from torchgrade.checks.seen import Numbers
from torchgrade.checks.values import close, tensor
from torchgrade.errors import AuthorError

__all__ = ["backward", "gradcheck", "numeric_backward"]


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

    A forward and a backward pass with the same mistake agree with each other and pass every
    numerical gradient check; only the values of the right gradients reveal it. Everything runs in
    float64, with a `dout` of standard normal values. Both passes draw the same random numbers.

    Args:
        forward: the student's forward pass, ``forward(*inputs) -> (out, cache)``.
        backward: the student's backward pass, ``backward(dout, cache) -> gradients``: one for each
            input that needs one, in order (a single tensor if there is one).
        inputs: arguments. Floating-point tensors are copied to float64. Those that need a gradient
            are those with ``requires_grad`` or, if none has it, all floating-point tensors.
        oracle: the author's forward pass, ``oracle(*inputs) -> out``, differentiable by autograd.
        names: names of the gradients, for messages; default: "d" and the parameter's name.
        rtol: relative tolerance.
        atol: absolute tolerance.
        generator: draws `dout`; by default one of its own.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: a gradient has the wrong structure, shape, or values; the message names it.
        AuthorError: there is no floating-point tensor among the inputs, or not as many `names` as
            gradients.

    Example:
        >>> def forward(x):
        ...     return x**3, x
        >>> def backward(dout, x):
        ...     return dout * 2 * x**2
        >>> x = torch.tensor([1.0, 2.0])
        >>> checks.backward(forward, backward, [x], oracle=lambda x: x**3)
        Traceback (most recent call last):
            ...
        AssertionError: dx is not right: 2 of 2 values are off, by up to about 5 (allowed: ...
    """
    wanted = wanted_places(inputs)
    labels = gradient_names(forward, wanted, names)
    leaves = copies(inputs)
    variables = [tensor_at(leaves, i).requires_grad_() for i in wanted]
    reference = oracle(*leaves)
    dout = torch.randn(reference.shape, generator=generator or seeded("dout"), dtype=torch.float64)
    true = torch.autograd.grad(reference, variables, dout, allow_unused=True)
    gradients = run_passes(forward, backward, inputs, dout, labels)
    for label, gradient, right, leaf in zip(labels, gradients, true, variables, strict=True):
        right = torch.zeros_like(leaf) if right is None else right
        close(gradient, right, rtol=rtol, atol=atol, check_dtype=False, what=label, hint=hint)


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
    """Check a handwritten backward pass against finite differences of the student's forward pass.

    This uses float64 and a step of 1e-6 to either side. A gradient passes if it lies between the
    slope on the left and the slope on the right, give or take the tolerance: for a smooth function
    these differ by about 1e-6 times its second derivative, and at a kink (ReLU at 0) every slope
    between them is right. Each number among the inputs takes two forward passes, so keep the inputs
    small.

    This shows that the two passes are consistent, not that either is right: see `backward`. Random
    numbers are the same in every pass. Arguments and errors are those of `backward`.

    Example:
        >>> def forward(x):
        ...     return x**3, x
        >>> def backward(dout, x):
        ...     return dout * 3 * x
        >>> checks.numeric_backward(forward, backward, [torch.tensor([2.0])])
        Traceback (most recent call last):
            ...
        AssertionError: dx does not agree with the slope of your own forward pass at 1 of ...
    """
    wanted = wanted_places(inputs)
    labels = gradient_names(forward, wanted, names)
    base = copies(inputs)
    centre = run_forward(forward, base)
    dout = torch.randn(centre.shape, generator=generator or seeded("dout"), dtype=torch.float64)
    gradients = run_passes(forward, backward, inputs, dout, labels)
    for label, gradient, index in zip(labels, gradients, wanted, strict=True):
        left, right = slopes_of(forward, base, index, centre, dout)
        found = tensor(gradient, shape=left.shape, what=label).detach().double().cpu()
        low, high = torch.minimum(left, right), torch.maximum(left, right)
        slack = atol + rtol * torch.maximum(low.abs(), high.abs())
        off = (found < low - slack) | (found > high + slack)
        if bool(off.any()):
            place = off.nonzero()[0].tolist()
            fail(
                label,
                f"does not agree with the slope of your own forward pass at {int(off.sum()):,} of "
                f"{plural(off.numel(), 'value')}; the first is at index {place}, where you have "
                f"{float(found[tuple(place)]):.6g}.",
                hint,
                seen=Numbers(off, found, low, high, rtol, atol),
            )


def gradcheck(
    fn: Function, *inputs: object, what: str = "the function", hint: str = "", **options: Any
) -> None:
    """Check autograd through `fn` against finite differences, by `torch.autograd.gradcheck`.

    Floating-point tensors are copied to float64 and require grad. `fn` sees the same random numbers
    in every call. If the check fails, it is tried once more at inputs moved by a thousandth, so
    that a right solution does not fail because an input happens to lie on a kink: a standard normal
    number lies within the step of one with probability 8e-7, so with 100 numbers this happens at
    both points in 1e-8 of all runs.

    Args:
        fn: differentiable function of `inputs` that returns a tensor or a tuple of tensors.
        inputs: its arguments; small, since each number takes two calls.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        options: passed to `torch.autograd.gradcheck` (eps, atol, rtol, nondet_tol).

    Raises:
        AssertionError: they disagree.
        AuthorError: there is no floating-point tensor among the inputs.

    Example:
        >>> x = torch.randn(3, generator=checks.generator("gradcheck"))
        >>> checks.gradcheck(lambda x: x * x.detach(), x)
        Traceback (most recent call last):
            ...
        AssertionError: the function has a gradient that does not agree with its slope, ...
    """
    wanted = [i for i, value in enumerate(inputs) if is_float(value)]
    if not wanted:
        raise AuthorError("gradcheck needs a floating-point tensor among its inputs")

    def quiet(*args: object) -> Any:
        with same_noise():
            return fn(*args)

    def agrees(shift: float, active: Sequence[int]) -> bool:
        points = copies(inputs)
        for i in wanted:
            points[i] = tensor_at(points, i) * (1.0 + shift) + shift
        for i in active:
            tensor_at(points, i).requires_grad_()
        return torch.autograd.gradcheck(quiet, points, raise_exception=False, **options)

    outputs = quiet(*copies(inputs))
    if type(outputs) is tuple and not outputs:
        fail(f"the result of {what}", "is an empty tuple.", hint)
    for out in outputs if type(outputs) is tuple else [outputs]:
        tensor(out, what=f"the result of {what}")
    if agrees(0.0, wanted) or agrees(1e-3, wanted):
        return
    labels = gradient_names(fn, wanted, None)
    wrong = [label[1:] for label, i in zip(labels, wanted, strict=True) if not agrees(0.0, [i])]
    fail(
        what,
        "has a gradient that does not agree with its slope"
        f"{', with respect to ' + listed(wrong) if wrong else ''}. "
        "Is something detached, or its backward pass wrong?",
        hint,
    )
