"""Keeps values of one message that are one object, or share memory, that way on arrival.

The rows of `[[0] * 3] * 3` are one list, which a test may check; `a[1:]` shares the memory of `a`.
A value met a second time is referred to by a number, which its first occurrence then gets. Only the
parts of a memory that views cover are sent: the labels of a hidden test may lie between them.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any as Memory  # an array or a tensor

import numpy
import torch

from torchgrade.engine.protocol.structured.memory_order import unexpanded
from torchgrade.engine.protocol.structured.tables_apart import is_table
from torchgrade.engine.protocol.tags import Fields, Tag

__all__ = ["SHARED", "Met", "can_be_shared", "memory_instead", "view_of"]

SHARED = {
    *(list, dict, set, bytearray, collections.deque, collections.OrderedDict),
    *(collections.Counter, collections.defaultdict, numpy.ndarray, torch.Tensor),
}
"""Types whose values can be changed in place, so that it matters whether two are the same."""

_LARGER = 4  # the common memory of two views may be this many times theirs, and a bit
_A_BIT = 2**16

_Write = Callable[[Memory], Fields]


def can_be_shared(value: object) -> bool:
    """Return whether a value has one of these types, or is a pandas table."""
    return type(value) in SHARED or is_table(value)


class Met:
    """The values of one message that an encoder has met.

    Args:
        numbers: the numbers for everything referred to in the message.
        spread: how many times as many elements as its memory has a view may have.
    """

    def __init__(self, numbers: Iterator[int], spread: int) -> None:
        self.nodes: dict[int, tuple[object, Fields]] = {}  # by id(); an object keeps its id
        self._numbers = numbers
        self._spread = spread
        self._only: tuple[Memory, Fields] | None = None  # for arrays and tensors
        self._owners: dict[tuple[type, int], tuple[Memory, Fields]] = {}
        self._sent: dict[int, Memory] = {}  # by number: copies, 0 where there was no view yet

    def same(self, value: object) -> Fields:
        """Return the node of a value that was met before."""
        return [Tag.SAME, self._label(self.nodes[id(value)][1])]

    def note(self, value: Memory, node: Fields, write: _Write) -> None:
        """Record an array or a tensor; for views of one memory, change the nodes.

        Args:
            value: an array or a tensor that was not met before.
            node: its node.
            write: encodes the memory of views, which may still be changed until it is sent.
        """
        if not self._owners:  # if it is the only one, it shares nothing
            if self._only is None:
                self._only = value, node
                return
            self._owners[_owner(self._only[0])] = self._only
        met = self._owners.setdefault(_owner(value), (value, node))
        if met[0] is not value:
            self._overlap(met, value, node, write)

    def _label(self, node: Fields) -> int:
        """Number a node unless it has a number; return its number."""
        if node[0] != Tag.FIRST:
            node[:] = [Tag.FIRST, next(self._numbers), node[:]]
        return int(node[1])

    def _overlap(
        self, met: tuple[Memory, Fields], value: Memory, node: Fields, write: _Write
    ) -> None:
        """Turn two nodes whose values share memory into views."""
        first, first_node = met
        whole = _whole(first, value)
        largest = max(math.prod(first.shape), math.prod(value.shape))
        if whole is None or largest > len(whole) * self._spread:  # as much as view_of accepts
            return
        inner = first_node[2] if first_node[0] == Tag.FIRST else first_node
        if inner[0] != Tag.VIEW:
            number, copy = next(self._numbers), _blank(whole)
            self._sent[number] = copy
            inner[:] = [Tag.VIEW, [Tag.FIRST, number, write(copy)], *_place(first, whole)]
            _copy_into(copy, first, *inner[2:])
        number = inner[1][1]
        node[:] = [Tag.VIEW, [Tag.SAME, number], *_place(value, whole)]
        _copy_into(self._sent[number], value, *node[2:])


def _owner(value: numpy.ndarray | torch.Tensor) -> tuple[type, int]:
    """Return a key that differs for values in different memory."""
    if isinstance(value, numpy.ndarray):
        return numpy.ndarray, id(_base(value))
    return torch.Tensor, value.untyped_storage().data_ptr() or id(value)


def _base(value: numpy.ndarray) -> numpy.ndarray:
    while type(value.base) is numpy.ndarray:
        value = value.base
    return value


def _whole(one: Memory, other: Memory) -> Memory:
    """Return the memory of two values, in one dimension; None if they should not become views."""
    if one.dtype != other.dtype or not (one.nbytes and other.nbytes):
        return None
    most = _LARGER * (one.nbytes + other.nbytes) + _A_BIT
    if type(one) is torch.Tensor:
        held = one.untyped_storage()
        followed = one.requires_grad or other.requires_grad or one.is_meta
        odd = any(x.is_conj() or x.is_neg() or not x.is_cpu for x in (one, other))
        if followed or odd or held.nbytes() > most or held.nbytes() % one.itemsize:
            return None
        return torch.empty(0, dtype=one.dtype).set_(held, 0, (held.nbytes() // one.itemsize,), (1,))
    base = _base(one)
    writeable = one.flags.writeable and other.flags.writeable and base.flags.writeable
    usual = base.dtype == one.dtype and base.dtype.kind in "biufcMm" and base.flags.c_contiguous
    return base.reshape(-1) if writeable and usual and base.nbytes <= most else None


def _place(value: Memory, whole: Memory) -> Fields:
    """Return where a value is in its memory: offset, shape and strides."""
    if type(value) is torch.Tensor:
        return [value.storage_offset(), list(value.shape), list(value.stride())]
    offset = value.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
    return [offset, list(value.shape), list(value.strides)]


def _blank(whole: Memory) -> Memory:
    """Return memory of the same size and dtype, filled with 0."""
    return (torch if type(whole) is torch.Tensor else numpy).zeros_like(whole)


def _copy_into(copy: Memory, value: Memory, offset: int, *place: Sequence[int]) -> None:
    """Copy a view's values to their place in a copy of the memory."""
    if type(value) is torch.Tensor:
        _, strides = place
        view = copy.as_strided(*place, offset)
        unexpanded(view, strides).copy_(unexpanded(value, strides))
    else:
        shape, strides = place
        numpy.copyto(numpy.ndarray(shape, copy.dtype, copy, offset, strides), value)


def memory_instead(made: Memory, theirs: Memory, mine: Memory) -> Memory:
    """Return what references to the rebuilt `made` should mean, as ours replaces theirs.

    Args:
        made: the memory of theirs; anything else stays.
        theirs: a rebuilt array or tensor.
        mine: ours, of the same value.
    """
    if type(made) not in (numpy.ndarray, torch.Tensor) or type(made) is not type(mine):
        return made
    same = type(theirs) is type(mine) and _owner(made) == _owner(theirs) and made.ndim == 1
    if not same or made.dtype != mine.dtype or made.nbytes != mine.nbytes:
        return made
    if isinstance(mine, torch.Tensor) and mine.requires_grad:  # it has no views
        return made
    is_dense = mine.flags.c_contiguous if isinstance(mine, numpy.ndarray) else mine.is_contiguous()
    return mine.reshape(-1) if is_dense else made


def view_of(
    whole: object, offset: int, shape: Sequence[int], strides: Sequence[int], spread: int
) -> object:
    """Return a view, as :class:`Met` has described it.

    Args:
        whole: a one-dimensional array or tensor.
        offset: the place of the first element; in bytes for an array, in elements for a tensor.
        shape: the shape of the view.
        strides: the strides of the view, in the same unit.
        spread: how many times as many elements as `whole` the view may have.

    Raises:
        ValueError: the view is not within `whole`.
    """
    if type(whole) not in (numpy.ndarray, torch.Tensor) or len(shape) != len(strides):
        raise ValueError("not a view")
    known: Memory = whole
    is_tensor = type(whole) is torch.Tensor
    dense = not known.requires_grad if is_tensor else known.dtype.kind in "biufcMm"
    if known.ndim != 1 or not dense or math.prod(shape) > len(known) * spread:
        raise ValueError("not a view of this")
    if not all(shape):
        raise ValueError("an empty view")
    size, item = (len(known), 1) if is_tensor else (known.nbytes, known.itemsize)
    ends = [(count - 1) * stride for count, stride in zip(shape, strides, strict=True)]
    low, high = offset + sum(min(0, end) for end in ends), offset + sum(max(0, e) for e in ends)
    if low < 0 or high + item > size:
        raise ValueError("a view of what lies beyond")
    if is_tensor:
        return known.as_strided(shape, strides, known.storage_offset() + offset)
    return numpy.ndarray(shape, known.dtype, known, offset, strides)
