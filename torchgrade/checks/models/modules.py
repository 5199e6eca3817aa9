"""How a model is built: its parameters, its layers, and the order in which they run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, kind, listed, plural, refuse_blank
from torchgrade.checks.seen import Order

__all__ = ["allowed_layers", "layer_order", "need_module", "parameter_count"]

# Layers that change no value: they only count if the expected order names them.
_NEUTRAL = ("Flatten", "Identity", "Pad")


def parameter_count(
    model: torch.nn.Module,
    *,
    exactly: int | Collection[int] | None = None,
    at_most: int | None = None,
    x: torch.Tensor | None = None,
    what: str = "the model",
    hint: str = "",
) -> int:
    """Count the values in all parameters, frozen ones too, shared ones once; buffers don't count.

    With `x` the model also runs, and values that it computes with count towards `at_most` wherever
    it keeps them: in plain tensors in a list, a closure, a global. A probe finds these, and a
    determined student can lie to a probe, but not to `as_described`.

    Args:
        model: the student's module.
        exactly: the right count, or several that are right.
        at_most: the largest count allowed.
        x: an input for the model.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The count.

    Raises:
        AssertionError: with the student's count, part by part; never the right one. Values that are
            not parameters only count towards `at_most`.

    Example:
        >>> checks.parameter_count(nn.Linear(4, 3), exactly=15)
        15
        >>> checks.parameter_count(nn.Linear(4, 3), at_most=10)
        Traceback (most recent call last):
            ...
        AssertionError: the model has 15 parameters; at most 10 are allowed. Counted: ...
    """
    need_module(model, what)
    sizes = probes.parameter_sizes(model)
    unknown = [name for name, size in sizes.items() if size is None]
    if unknown:
        fail(
            what,
            f"has lazy parameters without a shape: {listed(unknown)}. Run it once first.",
            hint,
        )
    count = sum(size for size in sizes.values() if size is not None)
    hidden = sum(probes.foreign_operands(model, x)) if x is not None else 0
    if hidden and at_most is not None and count + hidden > at_most:
        fail(
            what,
            f"computes with {hidden:,} numbers that are neither its parameters nor its buffers; "
            f"they count too, so it has {count + hidden:,}, and at most {at_most:,} are allowed. "
            "Keep weights in layers or in nn.Parameter.",
            hint,
        )
    right = (exactly,) if isinstance(exactly, int) else exactly
    if right is not None and count not in right:
        fail(what, f"has {plural(count, 'parameter')}, which is not right. {_by_part(sizes)}", hint)
    if at_most is not None and count > at_most:
        fail(
            what,
            f"has {plural(count, 'parameter')}; at most {at_most:,} are allowed. {_by_part(sizes)}",
            hint,
        )
    return count


def allowed_layers(
    model: torch.nn.Module,
    allowed: Iterable[type[torch.nn.Module]],
    *,
    sequential: bool = False,
    what: str = "the model",
    hint: str = "",
) -> None:
    """Check that the model's leaf modules are of exactly these types.

    A leaf is a module without submodules. nn.Sequential is always allowed as a container. A module
    whose `forward` was replaced, or that has hooks, is not what its type says, and fails.

    Args:
        model: the student's module.
        allowed: types of leaves; a subclass is another type.
        sequential: whether the model and all its containers must be nn.Sequential.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: names each layer that is not allowed, and its place.

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 4), nn.Tanh())
        >>> checks.allowed_layers(net, (nn.Linear, nn.ReLU))
        Traceback (most recent call last):
            ...
        AssertionError: the model has a layer that is not allowed: Tanh at '1'. Allowed: ...
    """
    need_module(model, what)
    types = list(allowed)
    found = probes.places(model, types)
    if sequential and not found[0].sequential:
        fail(what, f"must be an nn.Sequential, but is {kind(model)}.", hint)
    names = ", ".join(sorted(cls.__name__ for cls in types))
    for place in found:
        where = f"at {place.path!r}" if place.path else "itself"
        if place.altered:
            fail(
                what,
                f"has a {place.type} {where} with {place.altered}, which is not allowed.",
                hint,
            )
        if place.allowed or place.sequential or not (place.leaf or sequential):
            continue
        if place.leaf:
            fail(
                what,
                f"has a layer that is not allowed: {place.type} {where}. Allowed: {names}.",
                hint,
            )
        fail(what, f"has a container {where} that is no nn.Sequential but a {place.type}.", hint)


def layer_order(
    model: torch.nn.Module,
    x: torch.Tensor,
    expected: Sequence[str],
    *,
    what: str = "the model",
    hint: str = "",
) -> list[str]:
    """Check which layers run for `x`, and in what order, whether they are modules or functions.

    The names are those of torch.nn ("Conv2d", "BatchNorm2d", "ReLU", "MaxPool2d", "Linear",
    "Dropout", "Softmax", ...), and a function goes by its module's name: F.relu, torch.relu,
    x.relu_(), x.clamp(min=0) and nn.ReLU(inplace=True) are all "ReLU". Two more names: "Add" is the
    sum of two feature maps of one shape, "GlobalAvgPool" an average over all positions, however it
    is written. "Flatten", "Identity" and "Pad" count only if `expected` has them.
    `help(checks.probes.executed_layers)` has the rules.

    The model runs once in the mode that it is in, and is restored afterwards.

    Args:
        model: the student's module, or a function of a tensor.
        x: an input for it.
        expected: names in order.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The layers that ran.

    Raises:
        AssertionError: with the order in which the student's layers ran, and the first place that
            is wrong.

    Example:
        >>> net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.BatchNorm1d(4))
        >>> checks.layer_order(net.eval(), torch.ones(2, 4), ["Linear", "BatchNorm1d", "ReLU"])
        Traceback (most recent call last):
            ...
        AssertionError: the model does not run its layers in the right order. It runs ...
    """
    found = probes.executed_layers(model, x)
    ran = [name for name in found if name not in _NEUTRAL or name in expected]
    if ran != list(expected):
        order = _arrows(ran)
        where = _first_difference(ran, list(expected))
        fail(
            what,
            f"does not run its layers in the right order. It runs {order}. {where}",
            hint,
            seen=Order(tuple(ran), tuple(expected)),
        )
    return ran


def need_module(model: object, what: str) -> None:
    """Fail if this is not an nn.Module."""
    refuse_blank(model, what)
    if not issubclass(type(model), torch.nn.Module):
        fail(what, f"must be an nn.Module, but is {kind(model)}.")


def _by_part(sizes: dict[str, int | None]) -> str:
    parts: dict[str, int] = {}
    for name, size in sizes.items():
        part = name.rpartition(".")[0] or name
        parts[part] = parts.get(part, 0) + (size or 0)
    shown = [f"{part} {size:,}" for part, size in list(parts.items())[:12]]
    more = f", and {len(parts) - 12} more parts" if len(parts) > 12 else ""
    return f"Counted: {', '.join(shown)}{more}." if shown else "It has no parameters at all."


def _arrows(names: list[str]) -> str:
    shown = " -> ".join(names[:30]) or "nothing"
    return shown if len(names) <= 30 else f"{shown} -> ... ({len(names)} layers)"


def _first_difference(ran: list[str], expected: list[str]) -> str:
    """Point out the place, without telling what should be there."""
    for place, (name, right) in enumerate(zip(ran, expected, strict=False), start=1):
        if name != right:
            return f"Look at number {place}, {name}."
    if len(ran) > len(expected):
        return f"There is too much at the end, from number {len(expected) + 1} on."
    return "Something is missing at the end." if ran else "No known layer ran."
