"""Plain values cross exactly, and what is not plain, or too much, does not."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import math
from collections.abc import Callable
from typing import Any

import msgpack
import numpy
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.wire import Decoder, Encoder, Limits, UnsentError, WireError


class Strange(Exception):  # noqa: N818 - it stands for a value
    """What an encoder raises for a value that is not plain, here."""


def strange(encoder: Encoder, value: object) -> list[Any]:
    raise Strange(type(value).__name__)


def refuse(decoder: Decoder, fields: list[Any]) -> Any:
    raise WireError("special")


def frame_of(value: object, special: Callable[..., list[Any]] = strange) -> tuple[bytes, bytearray]:
    """Encode one value as a message, and give the structure and the blobs of its frame."""
    encoder = Encoder(special)
    data = b"".join(wire.pack([encoder.node(value)], encoder))
    structure, blobs = wire.check_header(data[: wire.header_size])
    rest = data[wire.header_size :]
    assert len(rest) == structure + blobs
    return rest[:structure], bytearray(rest[structure:])


def crossed(value: object) -> Any:
    decoder = Decoder(*frame_of(value), refuse)
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
        equal = torch.equal(a.nan_to_num(), b.nan_to_num()) if a.numel() else a.shape == b.shape
        return equal and (a.dtype, a.requires_grad) == (b.dtype, b.requires_grad)
    if isinstance(a, numpy.ndarray) and isinstance(b, numpy.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple, collections.deque)) and isinstance(b, type(a)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(map(same, a.items(), b.items()))
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    return repr(a) == repr(b) if isinstance(a, float) else a == b


PLAIN = [
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
        numpy.str_("ä"),
        numpy.bytes_(b"ab"),
        numpy.datetime64("2024-01-02"),
        numpy.uint64(2**64 - 1),
    ),
]


@pytest.mark.parametrize("value", PLAIN, ids=lambda v: type(v).__name__)
def test_a_plain_value_arrives_as_it_was_and_of_its_own_type(value: object) -> None:
    assert same(crossed(value), value)


class Color(enum.IntEnum):
    RED = 1


class Text(str):
    pass


class Row(list):
    pass


class Mine(torch.Tensor):
    pass


Pair = collections.namedtuple("Pair", "a b")


@pytest.mark.parametrize(
    "value",
    [
        *(Color.RED, Text("a"), Row([1]), Pair(1, 2), collections.defaultdict(int), object(), len),
        *(Mine(), torch.nn.Parameter(torch.ones(2)), type("F", (float,), {})(1.0), int, Strange()),
        *(torch.ones(2).to_sparse(), torch.empty(2, device="meta"), 10**20000),
        *(numpy.array([{}]), numpy.zeros(2, dtype="i4,f8"), numpy.ma.array([1])),
        type("S", (numpy.float64,), {})(1.0),
        numpy.zeros(1, dtype="i4,f8")[0],
    ],
    ids=lambda v: type(v).__name__,
)
def test_a_value_with_ideas_of_its_own_is_not_plain(value: object) -> None:
    for nested in (value, [value], {"key": (value,)}):
        with pytest.raises(Strange):
            frame_of(nested)


def test_a_special_value_is_rebuilt_by_whoever_receives_it() -> None:
    frame = frame_of([1, object()], lambda encoder, value: ["thing", encoder.node((1, 2))])
    decoder = Decoder(*frame, lambda d, fields: (fields[0], d.value(fields[1])))
    assert decoder.value(decoder.message[0]) == [1, ("thing", (1, 2))]


def test_tensors_that_require_grad_can_be_kept_apart() -> None:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2)
    encoder = Encoder(strange, gradients=True)
    node = encoder.node([x, y, {"again": x}])
    assert [item is x for item in encoder.gradients] == [True, True]
    data = b"".join(wire.pack([node], encoder))
    structure, _ = wire.check_header(data[: wire.header_size])
    rest = data[wire.header_size :]
    decoder = Decoder(rest[:structure], bytearray(rest[structure:]), refuse)
    a, b = torch.zeros(1), torch.zeros(2)
    decoder.gradients = [a, b]
    first, plain, last = decoder.value(decoder.message[0])
    assert first is a
    assert last["again"] is b
    assert torch.equal(plain, y)


TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(), max_size=600)
    | st.binary(max_size=600)
    | st.fractions()
    | st.dates()
    | st.datetimes()
    | st.decimals(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.sets(st.integers() | st.text(), max_size=5)
        | st.dictionaries(st.integers() | st.text() | st.tuples(st.integers()), inner, max_size=5)
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_any_tree_of_plain_values_arrives(value: object) -> None:
    assert same(crossed(value), value)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def test_depth_count_and_bytes_are_bounded_where_values_are_sent() -> None:
    assert same(crossed(nested(tags.STRANGERS.depth)), nested(tags.STRANGERS.depth))
    for value in (nested(tags.STRANGERS.depth + 1), nested(100_000), [None] * tags.STRANGERS.nodes):
        with pytest.raises(UnsentError):
            frame_of(value)
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(UnsentError):
        frame_of(loop)
    encoder = Encoder(strange)
    encoder._bytes = tags.STRANGERS.blobs - 1000
    encoder.node("x" * 1000)
    with pytest.raises(UnsentError, match="too many bytes"):
        encoder.node("x" * 1000)
