"""Reads the header of a .safetensors file, within bounds that the file can't influence.

Format: https://huggingface.co/docs/safetensors
"""

from __future__ import annotations

from typing import Annotated, BinaryIO, NamedTuple

import msgspec

__all__ = ["Entry", "Header", "HeaderError", "read_header"]

_Size = Annotated[int, msgspec.Meta(ge=0)]
_Shape = Annotated[tuple[_Size, ...], msgspec.Meta(max_length=64)]
"""PyTorch's limit; multiplying half a million numbers would take seconds."""


class HeaderError(ValueError):
    """A file has no valid header; the message says why, without text from the file."""


class Entry(NamedTuple):
    """A tensor: its name, the format's name for its dtype, its shape, and its bytes in the file.

    The bytes are those from ``start`` up to ``end`` in the file, which may be shorter.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


class Header(NamedTuple):
    """Everything before the numbers; it has ``size`` bytes."""

    entries: tuple[Entry, ...]
    metadata: dict[str, str]
    size: int


class _Tensor(msgspec.Struct):
    dtype: str
    shape: _Shape
    data_offsets: tuple[_Size, _Size]


def read_header(file: BinaryIO, most: int) -> Header:
    """Read the header at the beginning of a file.

    Args:
        file: the file, at its beginning.
        most: the most bytes that the header may have.

    Raises:
        HeaderError: it is larger, or not a header.
        OSError: the file can't be read.
    """
    length = int.from_bytes(file.read(8), "little")
    if not 2 <= length <= most:
        raise HeaderError(f"a header of {length} bytes; expected at most {most}")
    text = file.read(length)
    try:
        parts = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        said = parts.pop("__metadata__", msgspec.Raw(b"{}"))
        metadata = msgspec.json.decode(said, type=dict[str, str])
        entries = tuple(_entry(name, part, 8 + length) for name, part in parts.items())
    except (ValueError, RecursionError):  # a msgspec.DecodeError is a ValueError
        raise HeaderError("its header can't be read") from None
    return Header(entries, metadata, 8 + length)


def _entry(name: str, part: msgspec.Raw, before: int) -> Entry:
    tensor = msgspec.json.decode(part, type=_Tensor)
    start, end = tensor.data_offsets
    return Entry(name, tensor.dtype, tensor.shape, before + start, before + end)
