"""Values that cross to the other side, and how a test has them cross."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import msgpack
import numpy
import torch

from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.wire import Decoder, Encoder, Limits, WireError


class Strange(Exception):  # noqa: N818 - it stands for a value
    """What an encoder raises for a value that is not plain, here."""


def strange(encoder: Encoder, value: object) -> list[Any]:
    raise Strange(type(value).__name__)


def refuse(decoder: Decoder, fields: list[Any]) -> Any:
    raise WireError("special")


def frame_of(
    value: object,
    special: Callable[..., list[Any]] = strange,
    limits: Limits = tags.STRANGERS,
) -> tuple[bytes, bytearray]:
    """Encode one value as a message, and give the structure and the blobs of its frame."""
    encoder = Encoder(special, limits=limits)
    data = b"".join(wire.pack([encoder.node(value)], encoder))
    structure, blobs = wire.check_header(data[: wire.header_size], limits)
    rest = data[wire.header_size :]
    assert len(rest) == structure + blobs
    return rest[:structure], bytearray(rest[structure:])


def crossed(value: object, limits: Limits = tags.STRANGERS) -> Any:
    decoder = Decoder(*frame_of(value, limits=limits), refuse, limits)
    return decoder.value(decoder.message[0])


def decoded(
    node: object,
    sizes: list[int] | None = None,
    blobs: bytes = b"",
    limits: Limits = tags.STRANGERS,
) -> Any:
    """Decode a structure that no encoder of ours made."""
    structure = msgpack.packb([sizes or [], [node]], unicode_errors="surrogatepass")
    decoder = Decoder(structure, bytearray(blobs), refuse, limits)
    return decoder.value(decoder.message[0])


def same(a: object, b: object) -> bool:
    """Whether two values are equal, of exactly the same types."""
    if type(a) is not type(b):
        return False
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        ours, theirs = (x.detach().nan_to_num() for x in (a, b))  # has no gradient everywhere
        equal = torch.equal(ours, theirs) if a.numel() else a.shape == b.shape
        return equal and (a.dtype, a.requires_grad) == (b.dtype, b.requires_grad)
    if isinstance(a, numpy.ndarray) and isinstance(b, numpy.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, collections.defaultdict) and isinstance(b, collections.defaultdict):
        return a.default_factory is b.default_factory and same(dict(a), dict(b))
    if isinstance(a, (list, tuple, collections.deque)) and isinstance(b, type(a)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(map(same, a.items(), b.items()))
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    return repr(a) == repr(b) if isinstance(a, float) else a == b


class Place(NamedTuple):
    """Of a class that says nothing but its fields."""

    x: int
    y: float = 0.5


Pair = collections.namedtuple("Pair", "a b")

PLAIN = [
    *(Pair(1, [Place(2)]), Place(3, Pair({}, ())), [Pair(1, 2)] * 3),
    *(collections.defaultdict(list, {1: [2]}), collections.defaultdict(None, a=1)),
    *(None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.0, -0.0, 1e-320, math.inf, math.nan),
    *("", "a", "é\0\n", "x" * 511, "x" * 512, "ä" * 5000, "\ud800", "\udfff" * 600),
    *(2**63, -(2**63) - 1, 10**300, -(10**5000), 2**32759),
    *(b"", b"abc", b"\0" * 512, b"\xff" * 5000, bytearray(b""), bytearray(b"xyz")),
    *(1j, complex(math.inf, -0.0), complex(-0.0, 2)),
    *([], (), set(), frozenset(), {}, [[]], ((),), [1, [2.0, ("3", {4})], None]),
    *({1, "a", (2, 3), frozenset({4})}, {(): [], 1: {2: {}}, "k": None, (1, (2,)): b"v"}),
    collections.OrderedDict([("b", 1), ("a", 2)]),
    collections.Counter("hello"),
    collections.deque([1, (2,)]),
    *(slice(None), slice(1, None, -2), range(0), range(2, 10**20, 3), ...),
    datetime.date(2024, 2, 29),
    datetime.datetime(1, 1, 1, 0, 0, 0, 7),
    datetime.datetime(2024, 1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=5.5))),
    *(decimal.Decimal("1.10"), decimal.Decimal("-Infinity"), decimal.Decimal("1E+999")),
    *(fractions.Fraction(1, 3), fractions.Fraction(-(10**40), 7)),
    *(torch.Size([]), torch.Size([2, 0]), torch.float32, torch.quint8, torch.complex32),
    *(torch.device("cpu"), torch.device("cuda:1"), torch.device("meta")),
    *(numpy.float32(0.1), numpy.int8(-3), numpy.bool_(True), numpy.complex128(1 + 2j)),
    *(
        *(numpy.str_("ä"), numpy.str_(""), numpy.bytes_(b"ab"), numpy.bytes_(b"")),
        numpy.datetime64("2024-01-02"),
        numpy.uint64(2**64 - 1),
    ),
]


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value
