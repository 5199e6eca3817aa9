"""Plain values cross exactly, and what is not plain, or too much, does not."""

from __future__ import annotations

import collections
import enum
from typing import Any, NamedTuple

import numpy
import pandas
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.protocol.plain import (
    PLAIN,
    Place,
    Strange,
    crossed,
    decoded,
    frame_of,
    nested,
    refuse,
    same,
    strange,
)
from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.wire import Decoder, Encoder, Tag, UnsentError


@pytest.mark.parametrize("value", PLAIN, ids=lambda v: type(v).__name__)
def test_a_plain_value_arrives_as_it_was_and_of_its_own_type(value: object) -> None:
    assert same(crossed(value), value)


def test_a_default_that_is_no_plain_type_is_a_stranger() -> None:
    def default() -> int:
        return 3

    structure, blobs = frame_of(collections.defaultdict(default, {"a": 1}), lambda *_: ["it"])
    decoder = Decoder(structure, blobs, lambda *_: default)
    value = decoder.value(decoder.message[0])
    assert type(value) is collections.defaultdict
    assert (value["a"], value["b"]) == (1, 3)


def test_a_queue_keeps_its_bound() -> None:
    value = crossed(collections.deque([1, 2], maxlen=2))
    value.append(3)
    assert (list(value), value.maxlen) == ([2, 3], 2)


def test_an_array_stays_read_only_but_for_those_of_a_frame() -> None:
    array = numpy.arange(3)
    array.flags.writeable = False
    assert not crossed(array).flags.writeable
    assert not crossed(numpy.broadcast_to(numpy.array(["a", "b"], object), (3, 2))).flags.writeable
    assert crossed(numpy.arange(3)).flags.writeable
    series = crossed(pandas.Series(array))
    series[0] = 7
    assert series.tolist() == [7, 1, 2]


def test_a_named_tuple_comes_back_of_the_class_that_was_sent() -> None:
    assert type(crossed(Place(1))) is Place


def test_named_tuples_of_a_class_that_nobody_sent_are_of_one() -> None:
    node = [Tag.NAMED, "Nowhere", ["a"], 1]
    one, two = decoded(node), decoded(node)
    assert type(one) is type(two)
    assert (one, one.a, repr(one), one._asdict()) == ((1,), 1, "Nowhere(a=1)", {"a": 1})


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
@pytest.mark.parametrize("dtype", ["<f4", "|b1", "<U2"])
def test_an_array_keeps_the_order_of_its_memory(axes: tuple[int, ...], dtype: str) -> None:
    array = numpy.arange(24).reshape(2, 3, 4).astype(dtype).transpose(axes)
    assert same(crossed(array), array)
    assert crossed(array).strides == array.strides


def test_what_is_no_block_of_memory_comes_in_c_order() -> None:
    for array in (numpy.arange(12).reshape(3, 4)[:, ::2], numpy.arange(6.0).reshape(2, 3)[::-1]):
        assert (crossed(array) == array).all()
        assert crossed(array).flags.c_contiguous


class Color(enum.IntEnum):
    RED = 1


class Text(str):
    pass


class Row(list):
    pass


class Mine(torch.Tensor):
    pass


class Vector(NamedTuple):
    """A named tuple with an idea of its own."""

    x: float

    def __eq__(self, other: object) -> bool:
        return True


class Longer(collections.namedtuple("Longer", "a b")):
    pass


Odd = collections.namedtuple("Odd", "é")


@pytest.mark.parametrize(
    "value",
    [
        *(Color.RED, Text("a"), Row([1]), Vector(1.0), Longer(1, 2), Odd(1), object(), len),
        *(Mine(), torch.nn.Parameter(torch.ones(2)), type("F", (float,), {})(1.0), int, Strange()),
        *(torch.ones(2).to_sparse(), torch.empty(2, device="meta"), 10**20000),
        *(numpy.array([object()]), numpy.zeros(2, dtype="i4,f8"), numpy.ma.array([1])),
        type("S", (numpy.float64,), {})(1.0),
        numpy.zeros(1, dtype="i4,f8")[0],
    ],
    ids=lambda v: type(v).__name__,
)
def test_a_value_with_ideas_of_its_own_is_not_plain(value: object) -> None:
    for held in (value, [value], {"key": (value,)}):
        with pytest.raises(Strange):
            frame_of(held)


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
    encoder.sent_bytes = tags.STRANGERS.blobs - 1000
    encoder.node("x" * 1000)
    with pytest.raises(UnsentError, match="too many bytes"):
        encoder.node("x" * 1000)
