"""Memory that results share with arguments, with each other, and among their own parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
import torch

from torchgrade.checks.preserve import walk
from torchgrade.checks.probes.trials.copies import parts

__all__ = ["overlapping", "shared_memory"]


def shared_memory(one: Any, other: Any) -> list[str]:
    """List the places in `other` that are, or share memory with, something in `one`.

    This covers what can be changed in place: tensors, arrays, lists, dicts, sets, modules,
    generators.
    """
    known = {key for _, value in parts(one) for key in _keys(value)}
    return [path for path, value in parts(other) if any(key in known for key in _keys(value))]


def _keys(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, torch.Tensor):
        if value.numel():
            yield "memory", value.untyped_storage().data_ptr()
    elif isinstance(value, numpy.ndarray):
        base = value
        while isinstance(base.base, numpy.ndarray):
            base = base.base
        if base.size:
            yield "memory", base.__array_interface__["data"][0]
    elif isinstance(value, torch.nn.Module):
        for _, module in walk(value):
            yield "object", id(module)
    elif isinstance(value, (list, dict, set, bytearray, torch.Generator)):
        yield "object", id(value)


def overlapping(value: Any) -> list[str]:
    """List the places of tensors that overlap with an earlier tensor, or with themselves.

    Views of one storage that do not overlap share nothing, such as the parts of a flat vector.
    """
    taken: dict[int, set[int]] = {}
    found = []
    for path, tensor in parts(value):
        if not isinstance(tensor, torch.Tensor) or tensor.layout != torch.strided:
            continue
        if tensor.device.type != "cpu" or not tensor.numel():
            continue
        storage = tensor.untyped_storage()
        size = tensor.element_size()
        numbers = torch.arange(len(storage) // size).as_strided(
            tensor.shape, tensor.stride(), tensor.storage_offset()
        )
        places = {number * size for number in numbers.flatten().tolist()}
        known = taken.setdefault(storage.data_ptr(), set())
        if len(places) < tensor.numel() or not known.isdisjoint(places):
            found.append(path)
        known |= places
    return found
