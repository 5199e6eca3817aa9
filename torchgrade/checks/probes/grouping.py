"""The groups into which a student's function sorts the parameters of a model."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from typing import Any

import torch

from torchgrade.checks.messages import kind
from torchgrade.checks.preserve import walk
from torchgrade.checks.probes.structure import named_parameters

__all__ = ["group_members", "parameter_labels"]


def group_members(
    fn: Callable[[torch.nn.Module], Any], model: torch.nn.Module, derived: Collection[str] = ()
) -> tuple[str, list[list[str]]]:
    """Call ``fn(model)`` and name what is in each group, by identity.

    Meanwhile the layers that `derived` names are instances of a subclass of their class.

    Returns:
        What is wrong with its structure ("" if it is a list or tuple of lists or tuples), and for
        each group the parameters' names. Anything that is not a parameter of this model is given as
        "?" and its type.
    """
    with _derived([layer for path, layer in walk(model) if path in derived]):
        given = fn(model)
    if not isinstance(given, (list, tuple)):
        return kind(given), []
    groups = _items(given)
    strange = [group for group in groups if not isinstance(group, (list, tuple))]
    if strange:
        return f"{kind(given)} with {kind(strange[0])} in it", []
    names = {id(parameter): name for name, parameter in named_parameters(model)}
    return "", [
        [names.get(id(item), f"?{kind(item)}") for item in _items(group)] for group in groups
    ]


@contextlib.contextmanager
def _derived(layers: list[torch.nn.Module]) -> Iterator[None]:
    classes = [type(layer) for layer in layers]
    for layer, cls in zip(layers, classes, strict=True):
        layer.__class__ = type("Own", (cls,), {})
    try:
        yield
    finally:
        for layer, cls in zip(layers, classes, strict=True):
            layer.__class__ = cls


def _items(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    """List the items of a list or tuple, or of a subclass, whose `__iter__` is not called."""
    return [*(list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value))]


def parameter_labels(model: torch.nn.Module) -> dict[str, str]:
    """Return a description of each parameter: "the weight of a BatchNorm1d, shape (4,)"."""
    owners = dict(walk(model))
    labels = {}
    for name, parameter in named_parameters(model):
        path, _, short = name.rpartition(".")
        shape = str(tuple(parameter.shape))
        labels[name] = f"the {short} of a {type(owners[path]).__name__}, of shape {shape},"
    return labels
