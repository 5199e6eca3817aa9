"""What crosses between referee and player: plain values, in a format that cannot name code.

A frame is a header, a MessagePack structure, and the raw bytes ("blobs") of tensors, arrays and
long texts. A structure is made of None, booleans, numbers, short texts and lists; a list begins
with a tag that says what it stands for. The decoder knows the tags below and no other, rebuilds
values of exactly these types, and gives up on what is too deep, too many, too large or too slow.
Source of the format: the MessagePack specification.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import math
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import numpy
import torch

__all__ = ["Decoder", "Encoder", "Tag", "WireError", "check_header", "header_size", "pack"]

_HEADER = struct.Struct("!IQ")
header_size = _HEADER.size

MAX_STRUCTURE = 8 * 2**20
MAX_BLOBS = 2**30
MAX_NODES = 300_000
MAX_DEPTH = 64
MAX_SECONDS = 10.0
_LONG = 512  # texts and bytes from this length on travel as blobs
_ALIGN = 64
_MAX_INT_BYTES = 2**12


class WireError(Exception):
    """A value that cannot cross, or bytes that are no frame."""


class Tag(enum.IntEnum):
    """What a list in a structure stands for."""

    LIST = 0
    TUPLE = 1
    SET = 2
    FROZENSET = 3
    DICT = 4
    INT = 5
    COMPLEX = 6
    TEXT = 7
    BYTES = 8
    TENSOR = 9
    ARRAY = 10
    SCALAR = 11
    SIZE = 12
    DTYPE = 13
    DEVICE = 14
    ELLIPSIS = 15
    SLICE = 16
    RANGE = 17
    BYTEARRAY = 18
    ORDERED = 19
    COUNTER = 20
    DEQUE = 21
    DATE = 22
    DATETIME = 23
    DECIMAL = 24
    FRACTION = 25
    GRADIENT = 26
    SPECIAL = 30


_CONTAINERS: dict[type, Tag] = {
    list: Tag.LIST,
    tuple: Tag.TUPLE,
    set: Tag.SET,
    frozenset: Tag.FROZENSET,
    torch.Size: Tag.SIZE,
    collections.deque: Tag.DEQUE,
}
_BUILDERS: dict[int, Callable[[Any], Any]] = {tag: cls for cls, tag in _CONTAINERS.items()}
_MAPPINGS: dict[type, Tag] = {
    dict: Tag.DICT,
    collections.OrderedDict: Tag.ORDERED,
    collections.Counter: Tag.COUNTER,
}
_MAPPERS: dict[int, type] = {tag: cls for cls, tag in _MAPPINGS.items()}
_DTYPES = {str(value): value for value in vars(torch).values() if type(value) is torch.dtype}
_STRIDED = {
    name: _DTYPES[name]
    for name in (
        *("torch.float16", "torch.bfloat16", "torch.float32", "torch.float64", "torch.bool"),
        *("torch.int8", "torch.int16", "torch.int32", "torch.int64", "torch.uint8"),
        *("torch.complex64", "torch.complex128"),
    )
}


_SCALARS = frozenset(
    cls
    for cls in vars(numpy).values()
    if isinstance(cls, type)
    and issubclass(cls, numpy.generic)
    and cls not in (numpy.void, numpy.object_)
)
"""NumPy's own scalars; a student's subclass of one is a stranger."""


class Encoder:
    """Turns values into the structure and blobs of one frame.

    Args:
        special: says how to send a value that is not plain: the fields that follow the tag
            SPECIAL. Raises what it likes for a value that must not cross.
        gradients: keep tensors that require grad aside in :attr:`gradients`, in order, and send
            their place in that list.
    """

    def __init__(
        self, special: Callable[[Encoder, object], list[Any]], *, gradients: bool = False
    ) -> None:
        self.blobs: list[memoryview] = []
        self.gradients: list[torch.Tensor] = []
        self._special = special
        self._apart = gradients
        self._nodes = 0
        self._bytes = 0

    def node(self, value: Any, depth: int = 0) -> Any:
        """Encode one value.

        Raises:
            WireError: it is too deep, or has too many parts.
        """
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise WireError("too deep or too many parts")
        cls = type(value)
        if value is None or cls is bool or cls is float:
            return value
        if cls is int:
            return value if -(2**63) <= value < 2**63 else self._integer(value)
        if cls is str:
            return (
                value
                if len(value) < _LONG
                else [Tag.TEXT, self._blob(value.encode("utf-8", "surrogatepass"))]
            )
        if cls is torch.Tensor:
            return self._tensor(value)
        if cls in _CONTAINERS:
            return [_CONTAINERS[cls], *[self.node(item, depth + 1) for item in value]]
        if cls in _MAPPINGS:
            flat: list[Any] = [_MAPPINGS[cls]]
            for key, item in value.items():
                flat += (self.node(key, depth + 1), self.node(item, depth + 1))
            return flat
        rare = _RARE.get(cls)
        if rare is not None:
            return rare(self, value)
        if cls in _SCALARS:
            return [Tag.SCALAR, value.dtype.str, value.tobytes()]
        return self._other(value)

    def _other(self, value: object) -> list[Any]:
        return [Tag.SPECIAL, *self._special(self, value)]

    def _integer(self, value: int) -> Any:
        size = value.bit_length() // 8 + 1
        if size > _MAX_INT_BYTES:
            return self._other(value)
        return [Tag.INT, value.to_bytes(size, "big", signed=True)]

    def _blob(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        self._bytes += len(view)
        if self._bytes > MAX_BLOBS:
            raise WireError("too many bytes")
        self.blobs.append(view)
        return len(self.blobs) - 1

    def _tensor(self, value: torch.Tensor) -> list[Any]:
        name = str(value.dtype)
        if value.layout is not torch.strided or name not in _STRIDED or value.is_meta:
            return self._other(value)
        if value.numel() * value.element_size() > MAX_BLOBS - self._bytes:
            return self._other(value)
        if self._apart and value.requires_grad:
            self.gradients.append(value)
            return [Tag.GRADIENT, len(self.gradients) - 1]
        return self.tensor(value)

    def tensor(self, value: torch.Tensor) -> list[Any]:
        """Encode the values of a tensor, gradient or not."""
        plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
        data = plain.reshape(-1).view(torch.uint8).numpy() if plain.numel() else b""
        return [Tag.TENSOR, str(value.dtype), list(value.shape), bool(value.requires_grad),
                self._blob(data)]  # fmt: skip

    def bytes_apart(self, value: bytes) -> int:
        """Put bytes among the blobs, and give their number."""
        return self._blob(value)

    def _array(self, value: numpy.ndarray) -> list[Any]:
        if value.dtype.kind not in "biufcSUMm" or value.nbytes > MAX_BLOBS - self._bytes:
            return self._other(value)
        data = numpy.ascontiguousarray(value)
        view = data.reshape(-1).view(numpy.uint8) if data.nbytes else b""
        return [Tag.ARRAY, value.dtype.str, list(value.shape), self._blob(view)]

    def _dtype(self, value: torch.dtype) -> list[Any]:
        return [Tag.DTYPE, str(value)]

    def _bytes_of(self, value: bytes) -> Any:
        return value if len(value) < _LONG else [Tag.BYTES, self._blob(value)]


_RARE: dict[type, Callable[[Encoder, Any], Any]] = {
    bytes: Encoder._bytes_of,
    bytearray: lambda e, v: [Tag.BYTEARRAY, e._blob(bytes(v))],
    complex: lambda e, v: [Tag.COMPLEX, v.real, v.imag],
    numpy.ndarray: Encoder._array,
    torch.dtype: Encoder._dtype,
    torch.device: lambda e, v: [Tag.DEVICE, str(v)],
    type(Ellipsis): lambda e, v: [Tag.ELLIPSIS],
    slice: lambda e, v: [Tag.SLICE, e.node(v.start), e.node(v.stop), e.node(v.step)],
    range: lambda e, v: [Tag.RANGE, e.node(v.start), e.node(v.stop), e.node(v.step)],
    datetime.date: lambda e, v: [Tag.DATE, v.isoformat()],
    datetime.datetime: lambda e, v: [Tag.DATETIME, v.isoformat()],
    decimal.Decimal: lambda e, v: [Tag.DECIMAL, str(v)],
    fractions.Fraction: lambda e, v: [Tag.FRACTION, e.node(v.numerator), e.node(v.denominator)],
}


def pack(message: list[Any], encoder: Encoder) -> list[Any]:
    """Put a message, whose values `encoder` has encoded, into the buffers of one frame."""
    structure = msgpack.packb(
        [[len(blob) for blob in encoder.blobs], message], unicode_errors="surrogatepass"
    )
    parts: list[Any] = []
    at = 0
    for blob in encoder.blobs:
        pad = -at % _ALIGN
        if pad:
            parts.append(b"\0" * pad)
        parts.append(blob)
        at += pad + len(blob)
    return [_HEADER.pack(len(structure), at), structure, *parts]


def check_header(header: bytes, *, limit: int = MAX_BLOBS) -> tuple[int, int]:
    """Read the sizes of the structure and of the blobs of a frame.

    Raises:
        WireError: one of them is beyond its limit.
    """
    structure, blobs = _HEADER.unpack(header)
    if structure > MAX_STRUCTURE or blobs > limit:
        raise WireError(f"a frame of {structure:,} + {blobs:,} bytes is too large")
    return structure, blobs


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
            at += -at % _ALIGN
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
        if tag in (Tag.SET, Tag.FROZENSET):
            members = set()
            for item in node[
                1:
            ]:  # one by one: colliding hashes take long, and the clock is looked at
                members.add(self.value(item, depth + 1))
            return members if tag == Tag.SET else frozenset(members)
        if tag in _BUILDERS:
            return _BUILDERS[tag]([self.value(item, depth + 1) for item in node[1:]])
        if tag in _MAPPERS:
            if len(node) % 2 == 0:
                raise WireError("a key without a value")
            built = _MAPPERS[tag]()
            for i in range(1, len(node), 2):
                built[self.value(node[i], depth + 1)] = self.value(node[i + 1], depth + 1)
            return built
        if tag == Tag.TENSOR:
            return self._tensor(*node[1:])
        if tag == Tag.GRADIENT:
            return self.gradients[_index(node[1])]
        if tag == Tag.SPECIAL:
            return self._special(self, node[1:])
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
        dtype, sizes = _STRIDED[name], _shape(shape)
        data = self.blob(index)
        if len(data) != math.prod(sizes) * dtype.itemsize:
            raise WireError("a tensor's bytes do not fit its shape")
        if not len(data):
            made = torch.empty(sizes, dtype=dtype)
        else:
            made = torch.frombuffer(data, dtype=dtype).reshape(sizes)
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
    dtype = numpy.dtype(name) if type(name) is str and len(name) < 32 else None
    if dtype is None or dtype.kind not in "biufcSUMm" or dtype.hasobject or dtype.itemsize == 0:
        raise WireError("not a dtype of an array")
    return dtype


def _number(data: Any) -> int:
    if type(data) is not bytes or len(data) > _MAX_INT_BYTES:
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
    Tag.DTYPE: lambda d, name: _DTYPES[name],
    Tag.DEVICE: lambda d, name: torch.device(name),
    Tag.ELLIPSIS: lambda d: ...,
    Tag.DATE: lambda d, text: datetime.date.fromisoformat(text),
    Tag.DATETIME: lambda d, text: datetime.datetime.fromisoformat(text),
    Tag.DECIMAL: lambda d, text: decimal.Decimal(text),
    Tag.FRACTION: Decoder._fraction,
}
