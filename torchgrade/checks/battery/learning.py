"""Whether gradients reach everything that should learn: parameters, or arguments of a function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.battery.agreement import real_tensors
from torchgrade.checks.messages import fail, listed
from torchgrade.checks.models.modules import need_module
from torchgrade.checks.probes.trials.copies import converted
from torchgrade.checks.random import generator
from torchgrade.checks.seen import Spots
from torchgrade.errors import AuthorError

__all__ = ["differentiable", "trains"]


def trains(
    model: torch.nn.Module,
    x: torch.Tensor,
    *,
    frozen: Collection[str] = (),
    inputs: bool = True,
    what: str = "the model",
    hint: str = "",
) -> None:
    """Check that the whole model can learn: every parameter gets a finite, nonzero gradient.

    The model runs on `x` in train mode and in eval mode, and a random gradient of its output is
    propagated back. Noise is added to all parameters first, so that a layer which is initialised to
    zero on purpose does not block gradients; the model is restored. A gradient may be exactly zero
    in train mode if it is not in eval mode (a bias before a batch norm).

    Args:
        model: the student's module.
        x: an input of a few rows, random; floating-point or integer.
        frozen: names of parameters that are frozen on purpose; these must not require grad.
        inputs: whether a gradient must reach `x` as well, if that is floating-point.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: names the parameters that are frozen, cut off, or get only NaN or zeros.
        AuthorError: `frozen` names a parameter that the model does not have.

    False-failure rate: none by chance for smooth layers. A ReLU in front of a parameter is dead for
    all rows with probability 2 ** -N for each unit: all units of a layer, for N = 4 rows and 8
    units, in one of 4e9 runs.

    Example:
        >>> net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 1))
        >>> _ = net[0].weight.requires_grad_(False)
        >>> checks.trains(net, torch.randn(4, 3, generator=checks.generator("trains")))
        Traceback (most recent call last):
            ...
        AssertionError: the model has parameters that do not require a gradient: '0.weight'.
    """
    need_module(model, what)
    flow = probes.gradient_flow(model, x)
    train, evaluated = ({str(k): v for k, v in flow[mode].items()} for mode in ("train", "eval"))
    unknown = sorted(set(frozen) - set(train))
    if unknown:
        raise AuthorError(f"trains: the model has no parameter {listed(unknown)}")
    if not (train.pop("output") and evaluated.pop("output")):
        fail(
            what,
            "has an output that no gradient can flow back from. Look for detach(), .data, "
            "no_grad() and NumPy.",
            hint,
        )
    reached, _ = train.pop("", "some"), evaluated.pop("", "some")
    idle = [n for n, word in train.items() if word == "frozen" and n not in frozen]
    if idle:
        fail(what, f"has parameters that do not require a gradient: {listed(idle)}.", hint)
    thawed = [name for name in frozen if train[name] != "frozen"]
    if thawed:
        fail(what, f"has parameters that must be frozen and are not: {listed(thawed)}.", hint)
    _judge(train, evaluated, what, hint)
    if inputs and reached == "none":
        fail(
            what,
            "lets no gradient through to its input, so that nothing in front of it would learn. "
            "Look for detach(), .data, no_grad() and NumPy.",
            hint,
        )
    if inputs and reached in ("nan", "zero"):
        fail(what, f"gives its input a gradient of {_PROBLEMS[reached]}.", hint)


_PROBLEMS = {"nan": "NaN or infinity", "zero": "zeros only"}


def _judge(train: Mapping[str, str], evaluated: Mapping[str, str], what: str, hint: str) -> None:
    cut = [name for name, word in train.items() if word == "none"]
    if cut:
        fail(
            what,
            f"has parameters that no gradient reaches in train mode: {listed(cut)}. Are they used, "
            "and is nothing detached behind them?",
            hint,
        )
    broken = [name for name, word in train.items() if word == "nan"]
    if broken:
        fail(what, f"has gradients that hold NaN or infinity: {listed(broken)}.", hint)
    zero = [name for name, word in train.items() if word == "zero" and evaluated[name] != "some"]
    if zero:
        fail(what, f"has parameters whose gradient is zero everywhere: {listed(zero)}.", hint)


def differentiable(
    fn: Callable[..., Any],
    *args: object,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Any:
    """Check that gradients reach every floating-point tensor in the arguments, however nested.

    ``fn(*args, **kwargs)`` is called on copies that require grad, and random gradients of all
    floating-point tensors in the result are propagated back; each argument must get a finite,
    nonzero gradient.

    Args:
        fn: the student's function.
        args: its arguments; lists and dicts of tensors count, too.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        The result.

    Raises:
        AssertionError: names the argument that gets no gradient, or one of NaN or zeros.
        AuthorError: there is no floating-point tensor among the arguments.

    False-failure rate: none by chance for smooth functions. A gradient is zero where ReLU or
    dropout switches a unit off for all rows: take enough rows and units to make that improbable.

    Example:
        >>> x = torch.randn(3, 2, generator=checks.generator("differentiable"))
        >>> out = checks.differentiable(torch.sigmoid, x)
        >>> checks.differentiable(lambda x: x.detach().exp(), x)
        Traceback (most recent call last):
            ...
        AssertionError: the function is cut off from its arguments, so no gradient can ...
    """

    def leaf(value: Any) -> Any:
        real = isinstance(value, torch.Tensor) and value.is_floating_point()
        return value.detach().clone().requires_grad_() if real else value

    given = [converted(value, leaf) for value in (list(args), kwargs)]
    leaves = real_tensors(given[0]) + real_tensors(given[1])
    if not leaves:
        raise AuthorError("differentiable needs a floating-point tensor among the arguments")
    with torch.enable_grad():
        # A function may work in place, which autograd forbids on a leaf.
        passed = [converted(value, _moved) for value in given]
        result = fn(*passed[0], **passed[1])
    outs = [out for _, out in real_tensors(result) if out.requires_grad]
    if not outs:
        fail(
            what,
            "is cut off from its arguments, so no gradient can flow back. Look for detach(), "
            ".data, item(), no_grad() and NumPy.",
            hint,
        )
    draw = generator("differentiable")
    seeds = [torch.randn(out.shape, generator=draw).to(out) for out in outs]
    grads = torch.autograd.grad(outs, [value for _, value in leaves], seeds, allow_unused=True)
    for (path, _), grad in zip(leaves, grads, strict=True):
        name = f"its argument {path}"
        if grad is None:
            fail(what, f"lets no gradient through to {name}. Look for detach() and .data.", hint)
        off = ~torch.isfinite(grad)
        if bool(off.any()):
            said = f"gives {name} a gradient that holds NaN or infinity."
            fail(what, said, hint, seen=Spots(off))
        if not bool((grad != 0).any()):
            fail(what, f"gives {name} a gradient that is zero everywhere.", hint)
    return result


def _moved(value: Any) -> Any:
    return value.clone() if isinstance(value, torch.Tensor) and value.requires_grad else value
