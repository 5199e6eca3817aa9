"""Two objects made by the same call: what they share, and their initial values."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import torch

from torchgrade.checks.preserve import same_noise, walk
from torchgrade.checks.probes.trials.copies import copied, parts
from torchgrade.checks.probes.trials.repeated import repeated

__all__ = ["made_twice"]


def made_twice(
    make: Callable[..., torch.nn.Module], *args: Any, x: Any = None, **kwargs: Any
) -> dict[str, Any]:
    """Make two modules, ``make(*args, **kwargs)`` each.

    Returns:
        - "modules": whether both are modules;
        - "shared": names of parameters, buffers, submodules and generators that both have;
        - "starts": for each parameter, the initial values in both;
        - "set": global generators that making one sets;
        - "moved": with `x`, names of the second module's tensors that a run of the first changes;
        - "outputs": with `x`, both outputs in train mode, without reseeding global generators.
    """
    models: list[torch.nn.Module] = []

    def once() -> None:
        models.append(make(*copied(list(args)), **copied(kwargs)))

    _, seen = repeated(once)
    one, other = models[0], models[-1]
    starts = {}
    twin = dict(_tensors(other))
    for name, value in _tensors(one):
        if name in twin and isinstance(value, torch.nn.Parameter):
            starts[name] = [copied(value).detach(), copied(twin[name]).detach()]
    found: dict[str, Any] = {
        "modules": all(issubclass(type(made), torch.nn.Module) for made in (one, other)),
        "shared": _shared(one, other),
        "starts": starts,
        "set": seen["set"],
        "moved": [],
        "outputs": [],
    }
    if x is not None:
        before = {name: value.detach().clone() for name, value in _tensors(other)}
        with same_noise(7), torch.no_grad():
            found["outputs"] = [copied(one.train()(copied(x)))]
            found["moved"] = [
                name for name, value in _tensors(other) if not torch.equal(before[name], value)
            ]
            found["outputs"].append(copied(other.train()(copied(x))))
    return found


def _tensors(model: Any) -> Iterator[tuple[str, torch.Tensor]]:
    """List parameters, buffers, and tensors that are plain attributes."""
    for path, module in walk(model):
        own = vars(module)
        for holder in (own["_parameters"], own["_buffers"], own):
            for name, value in holder.items():
                if isinstance(value, torch.Tensor):
                    yield f"{path}.{name}" if path else str(name), value


def _shared(one: Any, other: Any) -> list[str]:
    """Name what can be changed in place and belongs to both."""
    known = {key for _, value in _held(one) for key in _keys(value)}
    return [name for name, value in _held(other) if any(key in known for key in _keys(value))]


def _held(model: Any) -> Iterator[tuple[str, Any]]:
    """List parameters, buffers, modules, and generators in attributes of objects and classes.

    A plain tensor may be a shared constant, so it is left out; "moved" shows if a run changes it.
    """
    for path, module in walk(model):
        yield path or "itself", module
        contents = vars(module)
        own = {k: v for k, v in contents.items() if not k.startswith("_")}
        ours = {
            key: value
            for cls in type(module).__mro__
            if cls.__module__.partition(".")[0] != "torch"
            for key, value in vars(cls).items()
            if not key.startswith("__")
        }
        for name, value in {**ours, **own}.items():
            for place, part in parts(value, name):
                if not isinstance(part, torch.Tensor) or isinstance(part, torch.nn.Parameter):
                    yield f"{path}.{place}" if path else place, part
        for holder in (contents["_parameters"], contents["_buffers"]):
            for name, value in holder.items():
                yield f"{path}.{name}" if path else name, value


def _keys(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, torch.Tensor):
        if value.numel():
            yield "memory", value.untyped_storage().data_ptr()
    elif isinstance(value, (torch.nn.Module, torch.Generator, numpy.random.Generator)) or type(
        value
    ) in (numpy.random.RandomState, random.Random):
        yield "object", id(value)
