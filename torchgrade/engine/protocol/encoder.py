"""Turns values into the structure and the blobs of a frame: see `wire`."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import functools
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import string_at
from typing import Any

import numpy
import torch

from torchgrade.engine.protocol.structured.memory_order import compact, strides_of
from torchgrade.engine.protocol.structured.named_tuples import fields_of
from torchgrade.engine.protocol.structured.sharing import SHARED, Met
from torchgrade.engine.protocol.structured.tables_apart import is_of_pandas, is_table, parts_of
from torchgrade.engine.protocol.structured.text_columns import texts_of
from torchgrade.engine.protocol.tags import (
    CONTAINERS,
    FACTORIES,
    LONG,
    MAPPINGS,
    OURS,
    SCALARS,
    STRANGERS,
    STRIDED,
    Fields,
    Limits,
    Node,
    Tag,
)
from torchgrade.engine.protocol.wire_errors import UnsentError

__all__ = ["Encoder", "crosses", "small_content"]

_Buffer = bytes | memoryview
_Writer = Callable[["Encoder", Any, int], Node]
_SMALL = 2**14  # up to this many bytes, copying is faster than describing
_NAMES = {dtype: name for name, dtype in STRIDED.items()}


class Encoder:
    """Turns values into the structure and blobs of one frame.

    Args:
        special: returns how to send a value that is not plain: the fields that follow the tag
            SPECIAL. Raises any exception for a value that must not cross.
        gradients: collect tensors that require grad in :attr:`gradients`, in order, and send their
            index in that list.
        limits: the limits of the frame.

    Attributes:
        names: returns how to send a value that the other side has: the fields that follow the tag
            SPECIAL; None for any other value.
    """

    def __init__(
        self,
        special: Callable[[Encoder, object], Fields],
        *,
        gradients: bool = False,
        limits: Limits = STRANGERS,
    ) -> None:
        self.limits = limits
        self.blobs: list[bytes | memoryview] = []
        self.gradients: list[torch.Tensor] = []
        self._special = special
        self._apart = gradients
        self._in_table = False
        self.names: Callable[[object], Fields | None] = _no_name
        self._labels = itertools.count(1)
        self._met = self._new_met()
        self._is_together = False
        self.followed = 0  # tensors that autograd tracks
        self._nodes = 0
        self.sent_bytes = 0

    def node(self, value: object, depth: int = 0) -> Node:
        """Encode one value.

        Raises:
            UnsentError: it is too deep, or has too many parts.
        """
        self._nodes += 1
        if depth > self.limits.depth or self._nodes > self.limits.nodes:
            raise UnsentError("too deep or too many parts")
        cls = type(value)
        if cls in _AS_THEY_ARE:
            return value  # type: ignore[return-value]
        if depth or self._is_together:
            write = _WRITERS.get(cls, Encoder._unknown)
            return self._once(write, value, depth) if cls in SHARED else write(self, value, depth)
        self._nodes -= 1
        outer, self._met, self._is_together = self._met, self._new_met(), True
        try:
            return self.node(value)
        finally:
            self._met, self._is_together = outer, False

    def _once(self, write: _Writer, value: object, depth: int) -> Fields:
        """Encode a mutable value; the second time, by its number."""
        met = self._met.nodes
        if id(value) in met:
            return self._met.same(value)
        name = self.names(value)
        if name is not None:
            return [Tag.SPECIAL, *name]
        node = write(self, value, depth)
        assert isinstance(node, list)
        if node[0] != Tag.SPECIAL and node[0] != Tag.GRADIENT:
            met[id(value)] = value, node
            if type(value) is numpy.ndarray or type(value) is torch.Tensor:
                self._met.note(value, node, self._whole)
        return node

    def _whole(self, value: numpy.ndarray | torch.Tensor) -> Fields:
        """Encode the memory of views, whose values are read when the frame is sent."""
        if isinstance(value, numpy.ndarray):
            return _items_of(self, value, 0)
        data = value.view(torch.uint8).numpy().data
        return [Tag.TENSOR, _NAMES[value.dtype], list(value.shape), False, self._blob(data)]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Encode values within this context so that one object stays one object on the other side.

        They must be decoded in the order in which they were encoded.
        """
        outer = self._met, self._is_together
        self._met, self._is_together = self._new_met(), True
        try:
            yield
        finally:
            self._met, self._is_together = outer

    def _unknown(self, value: object, depth: int) -> Fields:
        fields = fields_of(type(value)) if issubclass(type(value), tuple) else None
        if fields is None:
            parts = parts_of(value)
            if parts is None:
                return self._other(value)
            table = functools.partial(_table, parts=parts)
            return self._once(table, value, depth) if is_table(value) else table(self, value, depth)
        items: Iterator[object] = tuple.__iter__(value)  # type: ignore[arg-type]
        parts = [self.node(item, depth + 1) for item in items]
        return [Tag.NAMED, type(value).__name__, list(fields), *parts]

    def _if_plain(self, value: object, write: Callable[[], Fields]) -> Fields:
        """Encode a value with many parts if all are plain; otherwise it stays as a whole."""
        special, self._special = self._special, _refuse
        met, self._met = self._met, self._new_met()  # a failed value is not sent
        names, self.names = self.names, _no_name
        kept = len(self.blobs), len(self.gradients), self._nodes, self.sent_bytes
        try:
            return write()
        except _NotPlainError:
            del self.blobs[kept[0] :], self.gradients[kept[1] :]
            self._nodes, self.sent_bytes = kept[2:]
        finally:
            self._special, self._met, self.names = special, met, names
        return self._other(value)

    def _other(self, value: object) -> Fields:
        return [Tag.SPECIAL, *self._special(self, value)]

    def _blob(self, data: _Buffer) -> int:
        view = data if isinstance(data, bytes) else data.cast("B")
        self.sent_bytes += len(view)
        if self.sent_bytes > self.limits.blobs:
            raise UnsentError("too many bytes")
        self.blobs.append(view)
        return len(self.blobs) - 1

    def tensor(self, value: torch.Tensor) -> Fields:
        """Encode a tensor's values, with or without gradient; one on the device meta has none."""
        if value.is_meta:
            return [Tag.TENSOR, _NAMES[value.dtype], list(value.shape), value.requires_grad, None]
        strides = strides_of(value, self.limits.spread)
        node = [Tag.TENSOR, _NAMES[value.dtype], list(value.shape), value.requires_grad,
                self._blob(_values(compact(value) if strides else value))]  # fmt: skip
        return [*node, strides] if strides else node

    def _new_met(self) -> Met:
        return Met(self._labels, self.limits.spread)

    @property
    def met(self) -> set[int]:
        """The id() of each mutable value among those encoded together so far."""
        return set(self._met.nodes)

    def undo(self, blobs: int, gradients: int) -> None:
        """Drop what was encoded last, keeping this many earlier blobs and collected tensors."""
        del self.blobs[blobs:], self.gradients[gradients:]
        self._met = self._new_met()

    @property
    def sent_nodes(self) -> int:
        """Return how many parts the values had so far."""
        return self._nodes

    def is_plain(self, value: object) -> bool:
        """Return whether a value is a tensor or an array that travels as such."""
        if type(value) is torch.Tensor:
            usual = value.layout is torch.strided and value.dtype in _NAMES
            if value.is_meta:  # only from us: sending its size costs nothing, but building it does
                return usual and self.limits is OURS
            return usual and value.nbytes <= self.limits.blobs - self.sent_bytes
        if type(value) is numpy.ndarray:
            fits = value.nbytes <= self.limits.blobs - self.sent_bytes
            return fits and value.dtype.kind in "biufcSUMm"
        return False

    def bytes_apart(self, value: bytes) -> int:
        """Add bytes to the blobs, and return their number."""
        return self._blob(value)


def _table(encoder: Encoder, value: object, depth: int, parts: list[object]) -> Fields:
    """Encode an object of pandas by its parts."""

    def write() -> Fields:
        return [Tag.TABLE, parts[0], *[encoder.node(part, depth + 1) for part in parts[1:]]]

    # pandas itself passes its arrays out read-only, and writes to them.
    outer, encoder._in_table = encoder._in_table, True
    try:
        return encoder._if_plain(value, write)
    finally:
        encoder._in_table = outer


def _no_name(_: object) -> Fields | None:
    return None


class _NotPlainError(Exception):
    """A part of a value can't cross by value."""


def _refuse(encoder: Encoder, value: object) -> Fields:
    raise _NotPlainError


def small_content(value: torch.Tensor) -> bytes | None:
    """Return the values of a small tensor that lies in memory in C order; None for any other.

    It takes a fraction of the time of `numpy()`, which is a tenth of a whole small call.
    """
    size = value.nbytes
    if (
        size < _SMALL
        and value.layout is torch.strided
        and value.is_cpu
        and value.is_contiguous()
        and not (value.is_neg() or value.is_conj())
    ):
        return string_at(value.data_ptr(), size)
    return None


def _values(value: torch.Tensor) -> _Buffer:
    """Return the values of a tensor as a buffer, in C order."""
    content = small_content(value)
    if content is not None:
        return content
    known = value.detach().view(torch.int16) if value.dtype is torch.bfloat16 else value
    return _buffer(known.numpy(force=True))


def _buffer(array: numpy.ndarray) -> _Buffer:
    """Return the memory of an array as a buffer in C order, copied if its order is another."""
    flat = array.ravel()
    return flat.view(numpy.uint8).data if flat.nbytes else b""


def _integer(encoder: Encoder, value: int, _: int) -> Node:
    if -(2**63) <= value < 2**63:
        return value
    size = value.bit_length() // 8 + 1
    if size > encoder.limits.integer:
        return encoder._other(value)
    return [Tag.INT, value.to_bytes(size, "big", signed=True)]


def _scalar(_encoder: Encoder, value: numpy.generic, _: int) -> Fields:
    array = numpy.asarray(value)  # an empty text has a dtype that no array has
    return [Tag.SCALAR, array.dtype.str, array.tobytes()]


def _text(encoder: Encoder, value: str, _: int) -> Node:
    if len(value) < LONG:
        return value
    return [Tag.TEXT, encoder._blob(value.encode("utf-8", "surrogatepass"))]


def _bytes(encoder: Encoder, value: bytes, _: int) -> Node:
    return value if len(value) < LONG else [Tag.BYTES, encoder._blob(value)]


def _tensor(encoder: Encoder, value: torch.Tensor, _: int) -> Fields:
    if not encoder.is_plain(value):
        return encoder._other(value)
    encoder.followed += value.requires_grad
    if encoder._apart and value.requires_grad:
        encoder.gradients.append(value)
        return [Tag.GRADIENT, len(encoder.gradients) - 1]
    return encoder.tensor(value)


def _array(encoder: Encoder, value: numpy.ndarray, depth: int) -> Fields:
    node = _items_of(encoder, value, depth)
    if value.flags.writeable or encoder._in_table or node[0] == Tag.SPECIAL:
        return node
    return [Tag.READ_ONLY, node]


def _items_of(encoder: Encoder, value: numpy.ndarray, depth: int) -> Fields:
    if value.dtype == object:
        return encoder._if_plain(value, lambda: _objects(encoder, value, depth))
    if not encoder.is_plain(value):
        return encoder._other(value)
    axes = _axes(value)
    data = _buffer(value.transpose(axes) if axes else value)
    node = [Tag.ARRAY, value.dtype.str, list(value.shape), encoder._blob(data)]
    return [*node, axes] if axes else node


def _objects(encoder: Encoder, value: numpy.ndarray, depth: int) -> Fields:
    """Encode an array of objects: texts as two blobs, other objects one by one."""
    items = value.ravel().tolist()
    texts = texts_of(items)
    if texts is None:
        nodes: list[Node] = [encoder.node(item, depth + 1) for item in items]
        return [Tag.OBJECTS, list(value.shape), nodes]
    return [Tag.OBJECTS, list(value.shape), *map(encoder._blob, texts)]


def _axes(array: numpy.ndarray) -> list[int]:
    """Return the axes in their memory order, if that is not the C order."""
    if array.ndim < 2 or array.flags.c_contiguous:
        return []
    axes = sorted(range(array.ndim), key=lambda axis: -array.strides[axis])
    return axes if array.transpose(axes).flags.c_contiguous else []


def _container(encoder: Encoder, value: Any, depth: int) -> Fields:
    return [CONTAINERS[type(value)], *[encoder.node(item, depth + 1) for item in value]]


def _deque(encoder: Encoder, value: collections.deque[object], depth: int) -> Fields:
    node = _container(encoder, value, depth)
    return node if value.maxlen is None else [Tag.BOUNDED, value.maxlen, *node[1:]]


def _mapping(encoder: Encoder, value: Any, depth: int) -> Fields:
    flat: Fields = [MAPPINGS[type(value)]]
    for key, item in value.items():
        flat += (encoder.node(key, depth + 1), encoder.node(item, depth + 1))
    return flat


def _default(encoder: Encoder, value: Any, depth: int) -> Fields:
    makes = value.default_factory
    known = next((name for name, cls in FACTORIES.items() if cls is makes), "")
    name = known if known or makes is None else encoder.node(makes, depth + 1)
    return [Tag.DEFAULT, name, *_mapping(encoder, dict(value), depth)[1:]]


def crosses(cls: type) -> bool:
    """Return whether objects of exactly this class cross by value, if all in them is plain."""
    if cls in _AS_THEY_ARE or cls in _WRITERS or is_of_pandas(cls):
        return True
    return issubclass(cls, tuple) and fields_of(cls) is not None


_AS_THEY_ARE = {type(None), bool, float}
_WRITERS: dict[type, _Writer] = {
    **dict.fromkeys(CONTAINERS, _container),
    **dict.fromkeys(MAPPINGS, _mapping),
    **dict.fromkeys(SCALARS, _scalar),
    collections.defaultdict: _default,
    collections.deque: _deque,
    int: _integer,
    str: _text,
    bytes: _bytes,
    torch.Tensor: _tensor,
    numpy.ndarray: _array,
    bytearray: lambda e, v, _: [Tag.BYTEARRAY, e._blob(bytes(v))],
    complex: lambda e, v, _: [Tag.COMPLEX, v.real, v.imag],
    torch.dtype: lambda e, v, _: [Tag.DTYPE, str(v)],
    torch.device: lambda e, v, _: [Tag.DEVICE, str(v)],
    type(Ellipsis): lambda e, v, _: [Tag.ELLIPSIS],
    slice: lambda e, v, _: [Tag.SLICE, e.node(v.start), e.node(v.stop), e.node(v.step)],
    range: lambda e, v, _: [Tag.RANGE, e.node(v.start), e.node(v.stop), e.node(v.step)],
    datetime.date: lambda e, v, _: [Tag.DATE, v.isoformat()],
    datetime.datetime: lambda e, v, _: [Tag.DATETIME, v.isoformat()],
    decimal.Decimal: lambda e, v, _: [Tag.DECIMAL, str(v)],
    fractions.Fraction: lambda e, v, _: [
        *(Tag.FRACTION, e.node(v.numerator), e.node(v.denominator))
    ],
}
