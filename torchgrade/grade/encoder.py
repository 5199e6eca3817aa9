"""Turns values into the structure and the blobs of a frame: see `wire`."""

from __future__ import annotations

import datetime
import decimal
import fractions
from collections.abc import Callable
from typing import Any

import numpy
import torch

from torchgrade.grade.tags import (
    CONTAINERS,
    LONG,
    MAPPINGS,
    MAX_BLOBS,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_NODES,
    SCALARS,
    STRIDED,
    Tag,
    WireError,
)

__all__ = ["Encoder"]

_COMMON = {torch.float32, torch.float64, torch.int64, torch.bool}
"""Those whose NumPy arrays are buffers as they are, which is the shorter way."""


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
                if len(value) < LONG
                else [Tag.TEXT, self._blob(value.encode("utf-8", "surrogatepass"))]
            )
        if cls is torch.Tensor:
            return self._tensor(value)
        if cls in CONTAINERS:
            return [CONTAINERS[cls], *[self.node(item, depth + 1) for item in value]]
        if cls in MAPPINGS:
            flat: list[Any] = [MAPPINGS[cls]]
            for key, item in value.items():
                flat += (self.node(key, depth + 1), self.node(item, depth + 1))
            return flat
        rare = _RARE.get(cls)
        if rare is not None:
            return rare(self, value)
        if cls in SCALARS:
            return [Tag.SCALAR, value.dtype.str, value.tobytes()]
        return self._other(value)

    def _other(self, value: object) -> list[Any]:
        return [Tag.SPECIAL, *self._special(self, value)]

    def _integer(self, value: int) -> Any:
        size = value.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
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
        if value.layout is not torch.strided or name not in STRIDED or value.is_meta:
            return self._other(value)
        if value.numel() * value.element_size() > MAX_BLOBS - self._bytes:
            return self._other(value)
        if self._apart and value.requires_grad:
            self.gradients.append(value)
            return [Tag.GRADIENT, len(self.gradients) - 1]
        return self.tensor(value)

    def tensor(self, value: torch.Tensor) -> list[Any]:
        """Encode the values of a tensor, gradient or not."""
        plain = value.detach()
        usual = value.dtype in _COMMON and value.is_cpu and value.is_contiguous()
        if not usual or value.is_neg():
            plain = plain.cpu().resolve_conj().resolve_neg().contiguous()
        if not plain.numel():
            data: Any = b""
        elif plain.ndim and plain.dtype in _COMMON:
            data = plain.numpy()
        else:
            data = plain.reshape(-1).view(torch.uint8).numpy()
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
        return value if len(value) < LONG else [Tag.BYTES, self._blob(value)]


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
