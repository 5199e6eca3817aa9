"""Rebuilds values from the structure and the blobs of a stranger's frame: see `wire`."""

from __future__ import annotations

import datetime
import decimal
import fractions
import math
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import numpy
import torch

from torchgrade.grade.tags import (
    ALIGN,
    CONTAINERS,
    DTYPES,
    MAPPINGS,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_NODES,
    MAX_SECONDS,
    STRIDED,
    Tag,
    WireError,
)

__all__ = ["Decoder"]

_TENSOR, _SPECIAL = int(Tag.TENSOR), int(Tag.SPECIAL)  # a member of an enum takes long to look up
_ARRAY_DTYPE = re.compile(r"[<>|][biufcSUMm]\d{1,9}(\[\d{0,9}[a-zA-Z]{1,2}\])?")
_BUILDERS: dict[int, Callable[[Any], Any]] = {
    tag: cls for cls, tag in CONTAINERS.items() if cls not in (set, frozenset)
}
_MAPPERS: dict[int, type] = {tag: cls for cls, tag in MAPPINGS.items()}


class Decoder:
    """Rebuilds the values of one frame.

    Args:
        structure: the bytes of the structure.
        blobs: the bytes of all blobs; tensors and arrays share this memory.
        special: rebuilds what follows the tag SPECIAL.

    Raises:
        WireError: the bytes are no frame.
    """

    def __init__(
        self, structure: bytes, blobs: bytearray, special: Callable[[Decoder, list[Any]], Any]
    ) -> None:
        try:
            sizes, message = msgpack.unpackb(
                structure, strict_map_key=True, unicode_errors="surrogatepass"
            )
        except Exception as error:  # msgpack raises half a dozen kinds
            raise WireError(f"not a structure: {type(error).__name__}") from None
        if type(sizes) is not list or type(message) is not list or not message:
            raise WireError("not a message")
        self.message: list[Any] = message
        self.gradients: list[torch.Tensor] = []
        self.built: list[tuple[int, object]] = []  # for whoever rebuilds special values
        self._special = special
        self._data = blobs
        self.size = len(structure) + len(blobs)
        self._places = list(self._lay_out(sizes))
        self._nodes = 0
        self._until = time.monotonic() + MAX_SECONDS

    def _lay_out(self, sizes: list[Any]) -> Iterator[tuple[int, int]]:
        at = 0
        for size in sizes:
            if type(size) is not int or size < 0:
                raise WireError("not a size")
            at += -at % ALIGN
            if at + size > len(self._data):
                raise WireError("a blob reaches beyond the frame")
            yield at, size
            at += size

    def value(self, node: Any, depth: int = 0) -> Any:
        """Rebuild one value."""
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise WireError("too deep or too many parts")
        if self._nodes % 256 == 0 and time.monotonic() > self._until:
            raise WireError("too slow to decode")
        if type(node) is not list:
            if type(node) in (dict, msgpack.ExtType, msgpack.Timestamp):
                raise WireError("not a node")
            return node
        if not node or type(node[0]) is not int:
            raise WireError("a list without a tag")
        tag = node[0]
        try:
            return self._tagged(tag, node, depth)
        except WireError:
            raise
        except RecursionError:
            raise WireError("too deep") from None
        except Exception as error:
            if tag == Tag.SPECIAL:
                raise
            raise WireError(f"tag {tag}: {type(error).__name__}") from None

    def _tagged(self, tag: int, node: list[Any], depth: int) -> Any:
        if tag == _TENSOR:
            return self._tensor(*node[1:])
        if tag == _SPECIAL:
            return self._special(self, node[1:])
        if tag in _BUILDERS:
            return _BUILDERS[tag]([self.value(item, depth + 1) for item in node[1:]])
        if tag in _MAPPERS:
            if len(node) % 2 == 0:
                raise WireError("a key without a value")
            built = _MAPPERS[tag]()
            for i in range(1, len(node), 2):
                built[self.value(node[i], depth + 1)] = self.value(node[i + 1], depth + 1)
            return built
        if tag == Tag.GRADIENT:
            return self.gradients[_index(node[1])]
        if tag in (Tag.SET, Tag.FROZENSET):
            members = set()
            # One by one: colliding hashes take long, and the clock is looked at.
            for item in node[1:]:
                members.add(self.value(item, depth + 1))
            return members if tag == Tag.SET else frozenset(members)
        if tag in (Tag.SLICE, Tag.RANGE):
            parts = [self.value(item, depth + 1) for item in node[1:4]]
            return slice(*parts) if tag == Tag.SLICE else range(*parts)
        if tag in _READERS:
            return _READERS[tag](self, *node[1:])
        raise WireError(f"unknown tag {tag}")

    def blob(self, index: Any) -> memoryview:
        """The bytes of one blob."""
        at, size = self._places[_index(index)]
        self._places[index] = -1, -1
        if at < 0:
            raise WireError("a blob that is used twice")  # copies of one could fill the memory
        return memoryview(self._data)[at : at + size]

    def _tensor(self, name: Any, shape: Any, requires_grad: Any, index: Any) -> torch.Tensor:
        dtype, sizes = STRIDED[name], _shape(shape)
        data = self.blob(index)
        if len(data) != math.prod(sizes) * dtype.itemsize:
            raise WireError("a tensor's bytes do not fit its shape")
        if not len(data):
            made = torch.empty(sizes, dtype=dtype)
        else:
            made = torch.frombuffer(data, dtype=dtype)
            if len(sizes) != 1:
                made = made.view(sizes)
        return made.requires_grad_() if requires_grad is True else made

    def _array(self, name: Any, shape: Any, index: Any) -> numpy.ndarray:
        dtype, sizes, data = _array_dtype(name), _shape(shape), self.blob(index)
        if len(data) != math.prod(sizes) * dtype.itemsize:
            raise WireError("an array's bytes do not fit its shape")
        return (
            numpy.frombuffer(data, dtype=dtype).reshape(sizes)
            if len(data)
            else numpy.empty(sizes, dtype)
        )

    def _scalar(self, name: Any, data: Any) -> Any:
        [value] = numpy.frombuffer(data, dtype=_array_dtype(name))
        return value

    def _fraction(self, top: Any, bottom: Any) -> fractions.Fraction:
        parts = self.value(top), self.value(bottom)
        if type(parts[0]) is not int or type(parts[1]) is not int:
            raise WireError("not a fraction")
        return fractions.Fraction(*parts)


def _index(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise WireError("not an index")
    return value


def _shape(value: Any) -> tuple[int, ...]:
    if type(value) is not list or len(value) > 64:
        raise WireError("not a shape")
    return tuple(_index(size) for size in value)


def _array_dtype(name: Any) -> numpy.dtype[Any]:
    """Look up the dtype whose `str` this is, such as "<f4"; NumPy knows it by other names too."""
    if type(name) is not str or not _ARRAY_DTYPE.fullmatch(name):
        raise WireError("not a dtype of an array")
    dtype = numpy.dtype(name)
    if dtype.itemsize == 0:
        raise WireError("not a dtype of an array")
    return dtype


def _number(data: Any) -> int:
    if type(data) is not bytes or len(data) > MAX_INT_BYTES:
        raise WireError("not a large integer")
    return int.from_bytes(data, "big", signed=True)


_READERS: dict[int, Callable[..., Any]] = {
    Tag.INT: lambda d, data: _number(data),
    Tag.COMPLEX: lambda d, real, imag: complex(float(real), float(imag)),
    Tag.TEXT: lambda d, index: str(d.blob(index), "utf-8", "surrogatepass"),
    Tag.BYTES: lambda d, index: bytes(d.blob(index)),
    Tag.BYTEARRAY: lambda d, index: bytearray(d.blob(index)),
    Tag.ARRAY: Decoder._array,
    Tag.SCALAR: Decoder._scalar,
    Tag.DTYPE: lambda d, name: DTYPES[name],
    Tag.DEVICE: lambda d, name: torch.device(name),
    Tag.ELLIPSIS: lambda d: ...,
    Tag.DATE: lambda d, text: datetime.date.fromisoformat(text),
    Tag.DATETIME: lambda d, text: datetime.datetime.fromisoformat(text),
    Tag.DECIMAL: lambda d, text: decimal.Decimal(text),
    Tag.FRACTION: Decoder._fraction,
}
