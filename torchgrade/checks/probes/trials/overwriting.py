"""Write other values into the same objects."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy
import torch

from torchgrade.checks.preserve import untouched, walk
from torchgrade.checks.probes.trials.copies import parts

__all__ = ["overwritten"]


@contextlib.contextmanager
def overwritten(given: list[Any], values: list[Any]) -> Iterator[None]:
    """Make arguments hold other values for a while, in the same objects as far as possible.

    A module gets the other one's weights, or its layers where they differ, and is restored at the
    end. Tensors, arrays, lists, dicts and sets keep the new values.
    """
    with contextlib.ExitStack() as stack:
        for _, part in parts(given):
            if isinstance(part, torch.nn.Module):
                stack.enter_context(untouched(part))
                stack.enter_context(_attributes_kept(part))
        _written(given, values)
        yield


@contextlib.contextmanager
def _attributes_kept(module: torch.nn.Module) -> Iterator[None]:
    before = dict(vars(module))
    try:
        yield
    finally:
        vars(module).clear()
        vars(module).update(before)


def _written(one: Any, other: Any) -> Any:
    """Write `other` into `one`, and return it; return `other` itself where that can't be done."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        return _copied_into(one, other)
    if type(one) is not type(other):
        return other
    if isinstance(one, numpy.ndarray) and one.shape == other.shape and one.dtype == other.dtype:
        numpy.copyto(one, other)
        return one
    if isinstance(one, torch.nn.Module):
        return _renewed(one, other)
    if isinstance(one, list):
        one[:] = [*map(_written, one, other), *other[len(one) :]]
        return one
    if type(one) is tuple and len(one) == len(other):
        return tuple(map(_written, one, other))
    if isinstance(one, dict):
        held = dict(one)
        one.clear()
        one.update({k: _written(held[k], v) if k in held else v for k, v in other.items()})
        return one
    return other


def _copied_into(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    if one.shape != other.shape or one.dtype != other.dtype:
        return other
    with torch.no_grad():
        return one.copy_(other)


def _renewed(one: torch.nn.Module, other: torch.nn.Module) -> torch.nn.Module:
    ours, theirs = dict(_tensors(one)), dict(_tensors(other))
    if {k: (v.shape, v.dtype) for k, v in ours.items()} == {
        k: (v.shape, v.dtype) for k, v in theirs.items()
    }:
        for name, value in ours.items():
            _copied_into(value, theirs[name])
    elif one is not other:
        vars(one).clear()
        vars(one).update(vars(other))
    return one


def _tensors(module: torch.nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    for path, part in walk(module):
        for holder in ("_parameters", "_buffers"):
            for name, value in vars(part)[holder].items():
                if value is not None:
                    yield f"{path}.{name}", value
