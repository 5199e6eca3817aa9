"""Detect whether a student's code kept or returned its arguments, of which the test has copies.

In plain otter, an argument that a function returns, of which it returns a view, or that an object
stores, is the test's own object: later changes to it affect both. Here they would not.
"""

from __future__ import annotations

import itertools
import sys
from collections import deque
from collections.abc import Iterator
from typing import cast

import numpy
import torch

__all__ = ["ArgumentReferences"]

_MUTABLE = list, set, dict, deque, bytearray, numpy.ndarray, torch.Tensor
_MOST = 2_000  # objects to examine


class ArgumentReferences:
    """The arguments of a call, before it starts.

    Args:
        values: the arguments, which nothing else refers to.
    """

    def __init__(self, *values: object) -> None:
        self._values = list(itertools.islice(_mutable(values), _MOST))
        self._held = set[int]()
        self._counts = list(map(_references, self._values))

    def is_held(self, value: object) -> bool:
        """Return whether anything referred to one of them at the last call of :meth:`is_kept`."""
        while type(value) is numpy.ndarray and id(value) not in self._held:
            value = value.base  # to which a view refers
        return id(value) in self._held

    def is_kept(self, result: object) -> bool:
        """Return whether anything new refers to them now, or the result has their data."""
        now = list(map(_references, self._values))
        more = [a > c or b > d for (a, b), (c, d) in zip(now, self._counts, strict=True)]
        self._held = {id(one) for one, held in zip(self._values, more, strict=True) if held}
        if self._held:
            return True
        data = set(map(_storage, self._values)) - {0}
        found = itertools.islice(_mutable(result), _MOST) if data else ()
        return any(_storage(value) in data for value in found)


def _references(value: object) -> tuple[int, int]:
    """Count the references to a value, and to a tensor's memory."""
    memory = 0
    if type(value) is torch.Tensor and value.layout is torch.strided:
        memory = torch._C._storage_Use_Count(value.untyped_storage()._cdata)
    return sys.getrefcount(value), memory


def _mutable(value: object) -> Iterator[object]:
    """Yield what can be changed in place among plain values."""
    waiting, seen = deque([value]), set[int]()
    while waiting:
        one = waiting.popleft()
        cls = type(one)
        if id(one) in seen:
            continue
        seen.add(id(one))
        if cls in _MUTABLE or _is_table(cls):
            yield one
        if cls in (list, tuple, set, frozenset, deque):
            waiting.extend(cast(list[object], one))
        elif cls is dict:
            waiting.extend(cast(dict[object, object], one).values())
        elif cls is numpy.ndarray and type(cast(numpy.ndarray, one).base) is numpy.ndarray:
            waiting.append(cast(numpy.ndarray, one).base)


def _is_table(cls: type) -> bool:
    return cls.__module__.startswith("pandas.") and cls.__name__ in ("DataFrame", "Series")


def _storage(value: object) -> int:
    """Return the address of a tensor's data; 0 if it is not a tensor, or has no data."""
    if type(value) is not torch.Tensor or value.layout is not torch.strided:
        return 0
    return value.untyped_storage().data_ptr()
