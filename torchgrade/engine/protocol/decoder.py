"""Rebuilds values from the structure and the blobs of an untrusted frame: see `wire`."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import math
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import msgpack
import numpy
import torch

from torchgrade.engine.protocol.structured.memory_order import laid_out, values_in
from torchgrade.engine.protocol.structured.named_tuples import named_tuple
from torchgrade.engine.protocol.structured.sharing import can_be_shared, memory_instead, view_of
from torchgrade.engine.protocol.structured.tables_built import built_of
from torchgrade.engine.protocol.structured.text_columns import texts_from
from torchgrade.engine.protocol.tags import (
    ALIGN,
    CONTAINERS,
    DTYPES,
    FACTORIES,
    MAPPINGS,
    OURS,
    STRANGERS,
    STRIDED,
    Fields,
    Limits,
    Node,
    Tag,
)
from torchgrade.engine.protocol.wire_errors import OversizedError, WireError

__all__ = ["Decoder"]

_ARRAY_DTYPE = re.compile(r"[<>|][biufcSUMm]\d{1,9}(\[\d{0,9}[a-zA-Z]{1,2}\])?")
_NO_NODES = {dict, msgpack.ExtType, msgpack.Timestamp}


_Reader = Callable[["Decoder", Fields, int], object]


class Decoder:
    """Rebuilds the values of one frame.

    Args:
        structure: the bytes of the structure.
        blobs: the bytes of all blobs; tensors and arrays copy them.
        special: rebuilds what follows the tag SPECIAL.
        limits: the limits of the frame.

    Raises:
        WireError: the bytes are not a frame.
    """

    def __init__(
        self,
        structure: bytes,
        blobs: bytearray,
        special: Callable[[Decoder, Fields], object],
        limits: Limits = STRANGERS,
    ) -> None:
        try:
            sizes, message = msgpack.unpackb(
                structure, strict_map_key=True, unicode_errors="surrogatepass"
            )
        except Exception:  # msgpack raises half a dozen kinds
            sizes = message = None
        if type(sizes) is not list or type(message) is not list or not message:
            raise WireError("not a message")
        self.message: Fields = message
        self.gradients: list[torch.Tensor] = []
        self.built: list[tuple[int, object]] = []  # for code that rebuilds special values
        self.special = special
        self._data = blobs
        self.size = len(structure) + len(blobs)
        if len(sizes) > limits.nodes:  # each is of one
            raise OversizedError("too many blobs")
        self._places = self._lay_out(sizes)
        self._limits = limits
        self._nodes = self._deepest = 0
        self._shared: dict[int, tuple[object, int, int]] = {}  # with their parts and their depth
        self._until = time.monotonic() + limits.seconds

    def _lay_out(self, sizes: Fields) -> list[tuple[int, int]]:
        places, at = [], 0
        for size in sizes:
            if type(size) is not int or size < 0:
                raise WireError("not a size")
            at += -at % ALIGN
            places.append((at, size))
            at += size
        if at > len(self._data):
            raise WireError("a blob reaches beyond the frame")
        return places

    def value(self, node: Node, depth: int = 0) -> Any:
        """Rebuild one value.

        Raises:
            WireError: it can't be rebuilt; no other exception is raised, even without memory.
        """
        self._nodes += 1
        if depth > self._deepest:
            self._deepest = depth
        if depth > self._limits.depth or self._nodes > self._limits.nodes:
            raise OversizedError("too deep or too many parts")
        if self._nodes % 256 == 0:
            self.check_time()
        if type(node) is not list:
            if type(node) in _NO_NODES:
                raise WireError("not a node")
            return node
        if not node or type(node[0]) is not int:
            raise WireError("a list without a tag")
        tag = node[0]
        read = _READERS.get(tag)
        if read is None:
            raise WireError("an unknown tag")
        try:
            return read(self, node, depth)
        except WireError:
            raise
        except Exception as error:
            kind = type(error)
        # Here nothing keeps a half-built value alive, in case it has filled the memory.
        known = OversizedError if issubclass(kind, MemoryError) else WireError
        raise known(f"{Tag(tag).name}: {kind.__name__}")

    def first(self, fields: Fields, depth: int) -> object:
        """Rebuild a value that is later referred to by a number.

        Raises:
            WireError: it is not of a kind that can be shared.
        """
        _, number, node = fields
        outer, parts = self._deepest, self._nodes
        self._deepest = depth
        made = self.value(node, depth)
        if not can_be_shared(made) or _index(number) in self._shared:
            raise WireError("not the first of what is shared")
        self._shared[_index(number)] = made, self._nodes - parts, self._deepest - depth
        self._deepest = max(self._deepest, outer)
        return made

    def same(self, fields: Fields, depth: int) -> object:
        """Return the value rebuilt under a number. It counts towards the limits once more."""
        _, number = fields
        made, parts, below = self._shared[_index(number)]
        self._nodes += parts
        self._deepest = max(self._deepest, depth + below)
        if depth + below > self._limits.depth or self._nodes > self._limits.nodes:
            raise OversizedError("too deep or too many parts")
        return made

    def replace(self, pairs: list[tuple[object, object]]) -> None:
        """Make later references to their object mean ours.

        Args:
            pairs: rebuilt objects, each with an object of ours of the same value.
        """
        known = {id(theirs): mine for theirs, mine in pairs} if self._shared else {}
        views = [pair for pair in pairs if type(pair[0]) in (numpy.ndarray, torch.Tensor)]
        for number, (made, parts, below) in self._shared.items():
            self.check_time()
            made = known.get(id(made), made)
            for theirs, mine in views:
                made = memory_instead(made, theirs, mine)
            self._shared[number] = made, parts, below

    def blob(self, index: object) -> memoryview:
        """Return the bytes of one blob."""
        number = _index(index)
        at, size = self._places[number]
        self._places[number] = -1, -1
        if at < 0:
            raise WireError("a blob that is used twice")  # copies of a blob could fill the memory
        return memoryview(self._data)[at : at + size]

    def check_time(self) -> None:
        """Give up on a frame that takes too long.

        Raises:
            OversizedError: it does.
        """
        if time.monotonic() > self._until:
            raise OversizedError("too slow to decode")

    def values(self, nodes: list[Node], depth: int) -> list[Any]:
        """Rebuild the values of child nodes, at a depth."""
        return [self.value(node, depth + 1) for node in nodes]

    def plain_values(self, nodes: list[Node], depth: int) -> list[Any]:
        """Rebuild values none of which may be special, since their container uses each of them."""
        special, self.special = self.special, _refuse
        shared, self._shared = self._shared, {}
        try:
            return self.values(nodes, depth)
        finally:
            self.special, self._shared = special, shared


def _refuse(decoder: Decoder, fields: Fields) -> object:
    raise WireError("a value that is not plain, in one that is")


def _tensor(decoder: Decoder, node: Fields, _: int) -> torch.Tensor:
    _, name, shape, requires_grad, index, *said = node
    dtype, sizes = STRIDED[name], _shape(shape)
    if index is None and decoder._limits is OURS:
        return torch.empty(sizes, dtype=dtype, device="meta", requires_grad=requires_grad is True)
    data = decoder.blob(index)
    strides = _shape(*said) if said else ()
    count = values_in(sizes, strides) if strides else math.prod(sizes)
    if len(data) != count * dtype.itemsize:
        raise WireError("a tensor's bytes do not fit its shape")
    if not len(data):
        made = torch.empty(sizes, dtype=dtype)
    elif dtype is torch.bool:  # a byte that is neither 0 nor 1 would be True, but not equal to it
        made = torch.frombuffer(data, dtype=torch.uint8).ne(0)
    else:  # with its own memory, which can be resized in place
        made = torch.frombuffer(data, dtype=dtype).clone()
    if strides:
        made = laid_out(made, sizes, strides, decoder._limits.spread)
    elif len(sizes) != 1:
        made = made.view(sizes)
    return made.requires_grad_() if requires_grad is True else made


def _array(decoder: Decoder, node: Fields, _: int) -> numpy.ndarray:
    _, name, shape, index, *order = node
    dtype, sizes, data = _array_dtype(name), _shape(shape), decoder.blob(index)
    if len(data) != math.prod(sizes) * dtype.itemsize:
        raise WireError("an array's bytes do not fit its shape")
    if not len(data):
        return numpy.empty(sizes, dtype)
    made = _items(data, dtype)
    if order:
        [said] = order
        axes = _axes(said, len(sizes))
        made = made.reshape([sizes[axis] for axis in axes]).transpose(numpy.argsort(axes))
    else:
        made = made.reshape(sizes)
    return numpy.array(made, order="K")  # with its own memory, which can be resized in place


def _objects(decoder: Decoder, node: Fields, depth: int) -> numpy.ndarray:
    _, shape, *data = node
    sizes = _shape(shape)
    if len(data) == 2:
        lengths, text = map(decoder.blob, data)
        items = texts_from(lengths, text, decoder.check_time)
    else:
        [nodes] = data
        items = decoder.plain_values(nodes, depth)
    made = numpy.empty(len(items), object)
    for i, item in enumerate(items):  # NumPy would turn a whole list of arrays into one array
        made[i] = item
    return made.reshape(sizes)


def _read_only(decoder: Decoder, node: Fields, depth: int) -> numpy.ndarray:
    _, array = node
    made = decoder.value(array, depth + 1)
    if type(made) is not numpy.ndarray:
        raise WireError("not an array")
    made.flags.writeable = False
    return made


def _view(decoder: Decoder, node: Fields, depth: int) -> object:
    _, whole, offset, shape, strides = node
    if type(strides) is not list or not all(type(stride) is int for stride in strides):
        raise WireError("not the strides of a view")
    sizes, spread = _shape(shape), decoder._limits.spread
    return view_of(decoder.value(whole, depth + 1), _index(offset), sizes, strides, spread)


def _table(decoder: Decoder, node: Fields, depth: int) -> object:
    _, kind, *parts = node
    return built_of(kind, decoder.plain_values(parts, depth))


def _axes(value: object, count: int) -> list[int]:
    axes = list(_shape(value))
    if sorted(axes) != list(range(count)):
        raise WireError("not the axes of an array")
    return axes


def _scalar(decoder: Decoder, node: Fields, _: int) -> object:
    _, name, data = node
    [value] = _items(data, _array_dtype(name))
    return value


def _fraction(decoder: Decoder, node: Fields, depth: int) -> fractions.Fraction:
    top, bottom = decoder.values(node[1:], depth)
    if type(top) is not int or type(bottom) is not int:
        raise WireError("not a fraction")
    return fractions.Fraction(top, bottom)


def _set(decoder: Decoder, node: Fields, depth: int) -> set[object]:
    members = set[object]()
    # One by one, checking the clock, since colliding hashes take long.
    for item in node[1:]:
        members.add(decoder.value(item, depth + 1))
    return members


def _container(cls: Callable[[list[object]], object]) -> _Reader:
    return lambda decoder, node, depth: cls(decoder.values(node[1:], depth))


def _mapping(cls: type) -> _Reader:
    def read(decoder: Decoder, node: Fields, depth: int) -> Any:
        if len(node) % 2 == 0:
            raise WireError("a key without a value")
        built = cls()
        for i in range(1, len(node), 2):
            key = decoder.value(node[i], depth + 1)
            built[key] = decoder.value(node[i + 1], depth + 1)
        return built

    return read


def _default(decoder: Decoder, node: Fields, depth: int) -> object:
    said: object = node[1]
    if type(said) is str:
        makes: Callable[[], object] | None = FACTORIES[said] if said else None
    else:  # not plain, and called if the key is missing
        makes = decoder.value(node[1], depth + 1)
    built = collections.defaultdict[object, object](makes)
    built.update(_mapping(dict)(decoder, node[1:], depth))  # type: ignore[call-overload]
    return built


def _bounded(decoder: Decoder, node: Fields, depth: int) -> object:
    _, length, *parts = node
    return collections.deque(decoder.values(parts, depth), _index(length))


def _named(decoder: Decoder, node: Fields, depth: int) -> object:
    _, name, fields, *parts = node
    if type(fields) is not list:
        raise WireError("not the fields of a named tuple")
    return named_tuple(name, tuple(fields), decoder.values(parts, depth))


def _of(make: Callable[..., object]) -> _Reader:
    """Build a value from a node's own fields, which are not nodes."""
    return lambda decoder, node, _: make(decoder, *node[1:])


def _index(value: object) -> int:
    if type(value) is not int or value < 0:
        raise WireError("not an index")
    return value


def _shape(value: object) -> tuple[int, ...]:
    if type(value) is not list or len(value) > 64:
        raise WireError("not a shape")
    return tuple(map(_index, value))


def _array_dtype(name: object) -> numpy.dtype[Any]:
    """Look up the dtype whose `str` this is, such as "<f4"; NumPy knows it by other names too."""
    if type(name) is not str or not _ARRAY_DTYPE.fullmatch(name):
        raise WireError("not a dtype of an array")
    dtype = numpy.dtype(name)
    if dtype.itemsize == 0:
        raise WireError("not a dtype of an array")
    return dtype


def _items(data: bytes | memoryview, dtype: numpy.dtype) -> numpy.ndarray:
    """Read the items of an array.

    Raises:
        WireError: a text contains an invalid character, of which NumPy would make an invalid str.
    """
    if dtype.kind == "b":  # a byte may be neither 0 nor 1
        return numpy.frombuffer(data, "u1").astype(bool)
    if dtype.kind == "U":
        characters = numpy.frombuffer(data, dtype=f"{dtype.str[0]}u4")
        if characters.max(initial=0) > sys.maxunicode:
            raise WireError("no text of Unicode")
    return numpy.frombuffer(data, dtype)


def _number(decoder: Decoder, data: object) -> int:
    if type(data) is not bytes or len(data) > decoder._limits.integer:
        raise WireError("not a large integer")
    return int.from_bytes(data, "big", signed=True)


_READERS: dict[int, _Reader] = {
    **{tag: _container(cls) for cls, tag in CONTAINERS.items()},
    **{tag: _mapping(cls) for cls, tag in MAPPINGS.items()},
    Tag.TENSOR: _tensor,
    Tag.ARRAY: _array,
    Tag.SCALAR: _scalar,
    Tag.DEFAULT: _default,
    Tag.NAMED: _named,
    Tag.BOUNDED: _bounded,
    Tag.OBJECTS: _objects,
    Tag.TABLE: _table,
    Tag.READ_ONLY: _read_only,
    Tag.SET: _set,
    Tag.FROZENSET: lambda d, node, depth: frozenset(_set(d, node, depth)),
    Tag.SLICE: lambda d, node, depth: slice(*d.values(node[1:4], depth)),
    Tag.RANGE: lambda d, node, depth: range(*d.values(node[1:4], depth)),
    Tag.FRACTION: _fraction,
    Tag.FIRST: lambda d, node, depth: d.first(node, depth),
    Tag.SAME: lambda d, node, depth: d.same(node, depth),
    Tag.VIEW: _view,
    Tag.SPECIAL: lambda d, node, _: d.special(d, node[1:]),
    Tag.GRADIENT: _of(lambda d, index: d.gradients[_index(index)]),
    Tag.INT: _of(_number),
    Tag.COMPLEX: _of(lambda d, real, imag: complex(float(real), float(imag))),
    Tag.TEXT: _of(lambda d, index: str(d.blob(index), "utf-8", "surrogatepass")),
    Tag.BYTES: _of(lambda d, index: bytes(d.blob(index))),
    Tag.BYTEARRAY: _of(lambda d, index: bytearray(d.blob(index))),
    Tag.DTYPE: _of(lambda d, name: DTYPES[name]),
    Tag.DEVICE: _of(lambda d, name: torch.device(name)),
    Tag.ELLIPSIS: _of(lambda d: ...),
    Tag.DATE: _of(lambda d, text: datetime.date.fromisoformat(text)),
    Tag.DATETIME: _of(lambda d, text: datetime.datetime.fromisoformat(text)),
    Tag.DECIMAL: _of(lambda d, text: decimal.Decimal(text)),
}
