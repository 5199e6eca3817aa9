"""The constants of the wire format: tags, limits, and which type has which tag."""

from __future__ import annotations

import collections
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy
import torch

__all__ = [
    "ALIGN",
    "CONTAINERS",
    "DTYPES",
    "FACTORIES",
    "LONG",
    "MAPPINGS",
    "OURS",
    "SCALARS",
    "STRANGERS",
    "STRIDED",
    "Fields",
    "Limits",
    "Node",
    "Tag",
]

if TYPE_CHECKING:
    Node = None | bool | int | float | str | bytes | list["Node"]
    """A value as it lies in a structure, still to be rebuilt by a decoder and by nothing else."""
else:
    Node = Any  # msgspec does not support recursive types

Fields = list[Any]
"""What follows a tag or a word in a list, before its types are checked."""

LONG = 512  # texts and bytes of at least this length travel as blobs
ALIGN = 64


@dataclass(frozen=True)
class Limits:
    """How much a frame may hold: bytes of its structure, of its blobs and of an integer; parts of
    its values, how deep they may lie in each other, seconds that rebuilding them may take, and how
    many times the memory of its elements a tensor may span.
    """  # noqa: D205 - one sentence

    structure: int
    blobs: int
    integer: int
    nodes: int
    depth: int
    seconds: float
    spread: int


STRANGERS = Limits(8 * 2**20, 2**30, 2**12, 300_000, 64, 10.0, 1)
"""Limits for what a player sends."""

OURS = Limits(2**32 - 1, 2**62, 2**62, 2**62, 160, float("inf"), 4)
"""Of what a referee says: a test may hand back all that a player sent, together with its own.

The depth is what Python's stack has room for, and more than twice a stranger's.
"""


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
    DEFAULT = 27
    NAMED = 28
    SPECIAL = 30
    OBJECTS = 31
    TABLE = 32
    READ_ONLY = 33
    BOUNDED = 34
    FIRST = 35
    SAME = 36
    VIEW = 37


CONTAINERS: dict[type, Tag] = {
    list: Tag.LIST,
    tuple: Tag.TUPLE,
    set: Tag.SET,
    frozenset: Tag.FROZENSET,
    torch.Size: Tag.SIZE,
    collections.deque: Tag.DEQUE,
}
MAPPINGS: dict[type, Tag] = {
    dict: Tag.DICT,
    collections.OrderedDict: Tag.ORDERED,
    collections.Counter: Tag.COUNTER,
}
FACTORIES: dict[str, type] = {
    cls.__name__: cls for cls in (list, dict, set, tuple, int, float, str, bool)
}
"""The default factories that a `defaultdict` may have, by name; others don't cross."""

DTYPES = {str(value): value for value in vars(torch).values() if type(value) is torch.dtype}
STRIDED = {
    name: DTYPES[name]
    for name in (
        *("torch.float16", "torch.bfloat16", "torch.float32", "torch.float64", "torch.bool"),
        *("torch.int8", "torch.int16", "torch.int32", "torch.int64", "torch.uint8"),
        *("torch.complex64", "torch.complex128"),
    )
}


SCALARS = frozenset(
    cls
    for cls in vars(numpy).values()
    if isinstance(cls, type)
    and issubclass(cls, numpy.generic)
    and not issubclass(cls, (numpy.void, numpy.object_))  # void, record
)
"""NumPy's own scalars; a student's subclass of one does not cross."""
