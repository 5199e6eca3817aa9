"""Writes the other side's changes to a copy back into the plain value."""

from __future__ import annotations

import contextlib
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from itertools import islice, zip_longest
from typing import Any as Value  # of the types that are handled

import numpy
import torch

from torchgrade.engine.protocol.structured.memory_order import unexpanded
from torchgrade.engine.protocol.structured.sharing import can_be_shared
from torchgrade.engine.protocol.structured.tables_apart import is_table

__all__ = ["is_resized", "write_all", "write_back"]


Pairs = list[tuple[object, object]]
"""Values of the other side, each with our counterpart."""


def write_back(mine: object, theirs: object) -> Pairs:
    """Copy the other side's final copy of a mutable value back into it, and so into its parts.

    Returns:
        Their value and its parts, each with its counterpart in ours.
    """
    return write_all([(theirs, mine)])


def write_all(
    pairs: Pairs, others: Iterable[int] = frozenset(), *, are_known: bool = False
) -> Pairs:
    """Copy values, and so their parts, into their counterparts of ours.

    If it is unknown which parts correspond, those of the same type as before stay the same objects,
    since a test may hold one. One object in theirs is one in ours, and nothing else is changed by
    that.

    Args:
        pairs: their values, each with ours, of the same type.
        others: id() of parts of other values of ours, too, of which nothing is known.
        are_known: whether the pairs contain all parts that are not new.

    Returns:
        Their values and their parts, each with its counterpart in ours.
    """
    writing = _Writing(pairs, others, are_known)
    for theirs, mine in pairs:
        writing.write(mine, theirs)
    return writing.pairs()


class _Writing:
    """One writing of values into others."""

    def __init__(self, pairs: Pairs, others: Iterable[int], are_known: bool) -> None:
        self._made = {id(theirs): (theirs, mine) for theirs, mine in pairs}
        self._are_known = are_known
        self._taken = {id(mine) for _, mine in pairs} | set(others)

    def pairs(self) -> Pairs:
        """Return their mutable values, each with ours."""
        return list(self._made.values())

    def write(self, mine: Value, theirs: Value) -> None:
        """Write a value into one of ours."""
        cls = type(mine)
        if cls is not type(theirs):
            return
        if cls is tuple:
            for own, new in zip(mine, theirs, strict=False):
                self.write(own, new)
        elif cls in (list, deque):
            pairs = islice(zip_longest(mine, theirs), len(theirs))
            items = [self._part(own, new) for own, new in pairs]
            mine.clear()
            mine.extend(items)
        elif cls in (dict, OrderedDict, Counter, defaultdict):
            merged = {key: self._part(mine.get(key), new) for key, new in theirs.items()}
            mine.clear()
            mine.update(merged)
        elif mine is not theirs:
            _overwrite(mine, theirs)

    def _part(self, mine: object, theirs: Value) -> Value:
        """Return the counterpart in ours of a part of theirs."""
        if id(theirs) in self._made:
            return self._made[id(theirs)][1]
        if type(theirs) is tuple and any(
            type(one) is tuple or can_be_shared(one) for one in theirs
        ):
            owned = mine if type(mine) is tuple else ()
            pairs = islice(zip_longest(owned, theirs), len(theirs))
            return tuple(self._part(own, new) for own, new in pairs)
        if type(theirs) not in _PARTS:
            return theirs
        if self._are_known or type(mine) is not type(theirs) or id(mine) in self._taken:
            mine = theirs
        self._made[id(theirs)] = theirs, mine
        self._taken.add(id(mine))
        self.write(mine, theirs)
        return mine


def _overwrite(mine: Value, theirs: Value) -> None:
    """Copy a value without parts, or a table."""
    cls = type(mine)
    if cls is set:
        mine.clear()
        mine.update(theirs)
    elif cls is bytearray:
        mine[:] = theirs
    elif is_table(mine):
        cls.__init__(mine, theirs)
    elif cls is torch.Tensor and (mine.shape != theirs.shape or mine.dtype != theirs.dtype):
        mine.data = theirs.detach()
    elif cls is torch.Tensor:
        strides = mine.stride()
        with torch.no_grad():
            unexpanded(mine, strides).copy_(unexpanded(theirs, strides))
    elif cls is numpy.ndarray and mine.flags.writeable:
        # NumPy refuses the change if it can't be made in the memory that an array has.
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            _reform(mine, theirs)
            mine[...] = theirs


def is_resized(mine: Value, theirs: Value) -> bool:
    """Return whether an array has another size now, which ours can't take on.

    NumPy would move its memory, and views of it would point to freed memory.
    """
    if type(mine) is not numpy.ndarray or type(theirs) is not numpy.ndarray:
        return False  # and not by isinstance, which a stand-in forwards to the student's object
    return bool(mine.size != theirs.size)


def _reform(mine: numpy.ndarray, theirs: numpy.ndarray) -> None:
    """Give an array the dtype and shape of another one of equal size, in place."""
    if mine.size != theirs.size:
        raise ValueError("another size")
    if mine.dtype != theirs.dtype and mine.itemsize == theirs.itemsize:
        mine.dtype = theirs.dtype  # type: ignore[misc]  # it can be set
    if mine.shape != theirs.shape:
        mine.shape = theirs.shape


_PARTS = list, dict, set, deque, bytearray, OrderedDict, Counter, defaultdict
