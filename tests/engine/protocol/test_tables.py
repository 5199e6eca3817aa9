"""Frames and series cross by value, whatever plain values their columns hold."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import msgpack
import numpy
import pandas  # type: ignore[import-untyped]
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from hypothesis.extra import pandas as frames

from tests.engine.protocol.plain import Strange, crossed, decoded, frame_of, same
from tests.engine.protocol.tables import ARRAYS, DAYS, FRAMES, MIXED, SERIES, VALUES
from torchgrade.engine.protocol import tags
from torchgrade.engine.protocol.wire import Encoder, OversizedError, Tag, WireError


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_arrives_as_it_was(frame: Any) -> None:
    arrived = crossed([frame, 1])[0]
    assert type(arrived) is pandas.DataFrame
    pandas.testing.assert_frame_equal(arrived, frame)


@pytest.mark.parametrize("series", SERIES)
def test_a_series_arrives_as_it_was(series: Any) -> None:
    arrived = crossed(series)
    assert type(arrived) is pandas.Series
    pandas.testing.assert_series_equal(arrived, series)


@pytest.mark.parametrize("value", VALUES)
def test_indexes_dates_and_what_is_missing_arrive_as_they_were(value: Any) -> None:
    arrived = crossed(value)
    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)
    if isinstance(value, pandas.Index):
        pandas.testing.assert_index_equal(arrived, value, exact=True)
        assert getattr(arrived, "freq", None) == getattr(value, "freq", None)


@pytest.mark.parametrize("array", ARRAYS)
def test_an_array_of_objects_arrives_as_it_was(array: Any) -> None:
    arrived = crossed(array)
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    assert same(arrived.ravel().tolist(), array.ravel().tolist())


def test_a_frame_of_one_dtype_keeps_the_order_of_its_memory() -> None:
    for order in ("C", "F"):
        values = numpy.asarray(numpy.arange(6.0).reshape(2, 3), order=order)
        frame = pandas.DataFrame(values, copy=False)
        assert crossed(frame).to_numpy().flags[f"{order}_CONTIGUOUS"]


def test_what_arrives_can_be_written_to() -> None:
    frame = crossed(pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]}))
    frame.loc[0, "a"] = 5
    frame["c"] = frame["a"] + 1
    assert frame["c"].tolist() == [6, 3]


def test_a_million_texts_cross() -> None:
    series = pandas.Series(["a", "bc", None, "é"] * 250_000, dtype=object)
    assert same(crossed(series).tolist(), series.tolist())


NAMES = st.none() | st.integers(-3, 3) | st.text(max_size=3) | st.tuples(st.integers(0, 1))
OBJECTS = (
    *(st.none(), st.text(max_size=4), st.integers(), st.floats(), st.dates(), st.binary()),
    *(st.lists(st.integers()), st.dictionaries(st.text(), st.none(), max_size=2)),
)
INDEXES = frames.range_indexes(max_size=5) | frames.indexes(
    elements=st.text(max_size=3) | st.integers(-9, 9), dtype=object, max_size=5, unique=False
)


@st.composite
def tables(draw: Any) -> Any:
    """Frames whose columns have any dtype of NumPy's that pandas has, or hold any plain objects."""
    index = draw(INDEXES)
    columns = []
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            kind = draw(arrays.boolean_dtypes() | arrays.integer_dtypes() | arrays.floating_dtypes(
                sizes=(32, 64)) | arrays.complex_number_dtypes() | arrays.datetime64_dtypes(
                max_period="ms", min_period="ns"))  # fmt: skip
            values = draw(arrays.arrays(kind.newbyteorder("="), len(index)))
        else:
            values = numpy.empty(len(index), object)
            values[:] = draw(st.lists(st.one_of(OBJECTS), min_size=len(index),
                                      max_size=len(index)))  # fmt: skip
        columns.append(pandas.Series(values, index, dtype=values.dtype))
    frame = pandas.DataFrame(dict(enumerate(columns)), index=index)
    names = draw(st.lists(NAMES, min_size=len(columns), max_size=len(columns)))
    frame.columns = pandas.Index(names, dtype=object, name=draw(NAMES), tupleize_cols=False)
    return frame


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_table_of_plain_values_arrives(frame: Any) -> None:
    arrived = crossed(frame)
    assert arrived.dtypes.tolist() == frame.dtypes.tolist()
    assert same(arrived.columns.tolist(), frame.columns.tolist())
    assert arrived.columns.name == frame.columns.name
    assert same(arrived.index.tolist(), frame.index.tolist())
    for i in range(frame.shape[1]):
        before, after = frame.iloc[:, i].to_numpy(), arrived.iloc[:, i].to_numpy()
        if before.dtype == object:
            assert same(after.tolist(), before.tolist())
        else:
            assert after.tobytes() == before.tobytes()


class Ours(pandas.DataFrame):  # type: ignore[misc]
    """A frame with ideas of its own."""

    def equals(self, other: object) -> bool:
        return True


class Thing:
    pass


def labelled() -> Any:
    frame = pandas.DataFrame({"a": [1]})
    frame.attrs["unit"] = "m"
    return frame


@pytest.mark.parametrize(
    "value",
    [
        *(Ours({"a": [1]}), pandas.DataFrame({"a": [1, Thing()]}), pandas.Series([[Thing()]])),
        *(pandas.DataFrame({Thing(): [1]}), pandas.Series([1], name=Thing())),
        *(pandas.DataFrame({"a": [1]}, index=[Thing()]), pandas.Series([len])),
        *(labelled(), pandas.DataFrame({"a": [1]}).set_flags(allows_duplicate_labels=False)),
        pandas.Series(pandas.arrays.SparseArray([0, 1])),
        pandas.Series([pandas.DataFrame({"a": [Thing()]})]),
        numpy.array([Thing()]),
    ],
    ids=lambda v: type(v).__name__,
)
def test_a_table_with_anything_that_is_not_plain_stays_as_a_whole(value: Any) -> None:
    for held in (value, [value], {"key": (value,)}):
        with pytest.raises(Strange):
            frame_of(held)


def test_nothing_of_a_table_that_stays_is_sent() -> None:
    """Its blobs, parts and gradients would be counted, and sent, beside the reference to it."""
    weight = torch.ones(1, requires_grad=True)
    frame = pandas.DataFrame({"a": ["x" * 600, weight, Thing()], "b": [1, 2, 3]})
    encoder = Encoder(lambda e, v: [type(v).__name__], gradients=True)
    assert encoder.node([frame, "y" * 600]) == [
        *(Tag.LIST, [Tag.SPECIAL, "DataFrame"], [Tag.TEXT, 0])
    ]
    assert (encoder.blobs, encoder.gradients, encoder.sent_bytes) == ([b"y" * 600], [], 600)


def node_of(value: object) -> Any:
    """Return the node of a value that needs no blob."""
    structure, blobs = frame_of(value)
    assert not blobs
    return msgpack.unpackb(structure, unicode_errors="surrogatepass")[1][0]


RANGE = node_of(pandas.RangeIndex(3))
NUMBERS = [Tag.ARRAY, "<i8", [3], 0]
COLUMNS = [Tag.TABLE, "index", NUMBERS, None, None]


def texts(*lengths: int) -> bytes:
    return numpy.array(lengths, "<i4").tobytes().ljust(64, b"\0")


@pytest.mark.parametrize(
    "node",
    [
        *([Tag.TABLE], [Tag.TABLE, "eval", "1"], [Tag.TABLE, None], [Tag.TABLE, ["frame"]]),
        *([Tag.TABLE, "NaT", 1], [Tag.TABLE, "frame", RANGE, RANGE], [Tag.TABLE, "NA", None]),
        [Tag.TABLE, "series", [Tag.SPECIAL, "thing"], NUMBERS, None],
        [Tag.TABLE, "series", RANGE, [Tag.SPECIAL, "thing"], None],
        [Tag.TABLE, "series", RANGE, NUMBERS, [Tag.SPECIAL, "thing"]],
        [Tag.TABLE, "series", RANGE, NUMBERS, [Tag.LIST, 1]],
        [Tag.TABLE, "series", RANGE, [Tag.LIST, 1, 2, 3], None],
        [Tag.TABLE, "series", RANGE, 7, None],
        [Tag.TABLE, "series", [Tag.LIST, 1, 2, 3], NUMBERS, None],
        [Tag.TABLE, "series", [Tag.TABLE, "range", 0, 4, 1, None], NUMBERS, None],
        [Tag.TABLE, "frame", RANGE, RANGE, [Tag.LIST, NUMBERS, NUMBERS]],
        [Tag.TABLE, "frame", [Tag.TABLE, "range", 0, 2**62, 1, None], RANGE, NUMBERS],
        [Tag.TABLE, "frame", RANGE, [Tag.TABLE, "range", 0, 1, 1, None], [Tag.LIST, 7]],
        [Tag.TABLE, "frame", RANGE, [Tag.TABLE, "range", 0, 1, 1, None],
         [Tag.LIST, [Tag.DICT, 0, 1]]],
        [Tag.TABLE, "range", 0, 3, 0, None],
        [Tag.TABLE, "range", 0, [Tag.INT, b"\x7f" * 100], 1, None],
        [Tag.TABLE, "range", "0", 3, 1, None],
        [Tag.TABLE, "index", NUMBERS, None, "D"],
        [Tag.TABLE, "index", [Tag.ARRAY, "<M8[us]", [3], 0], None, "__import__('os')"],
        [Tag.TABLE, "index", [Tag.ARRAY, "<M8[us]", [3], 0], None, "D"],
        [Tag.TABLE, "index", [Tag.ARRAY, "<M8[us]", [3], 0], None, 5],
        [Tag.TABLE, "multi", [Tag.LIST], [Tag.LIST], [Tag.LIST]],
        [Tag.TABLE, "multi", [Tag.LIST, RANGE], [Tag.LIST, NUMBERS], [Tag.LIST, None]],
        [Tag.TABLE, "multi", [Tag.LIST, RANGE], [Tag.LIST, 0], [Tag.LIST, None]],
        [Tag.TABLE, "categorical", NUMBERS, RANGE, False],
        [Tag.TABLE, "categorical", [Tag.ARRAY, "<i8", [0], 2], RANGE, 1],
        [Tag.TABLE, "masked", NUMBERS, NUMBERS],
        [Tag.TABLE, "masked", NUMBERS, [Tag.ARRAY, "|b1", [2], 1]],
        [Tag.TABLE, "string", "python", True, NUMBERS],
        [Tag.TABLE, "string", "os", True, [Tag.OBJECTS, [0], [Tag.LIST]]],
        [Tag.TABLE, "moments", NUMBERS, "UTC"],
        [Tag.TABLE, "moments", [Tag.ARRAY, "<M8[us]", [3], 0], "../../../etc/passwd"],
        [Tag.TABLE, "moments", [Tag.ARRAY, "<M8[us]", [3], 0], "dateutil//etc/passwd"],
        [Tag.TABLE, "moments", [Tag.ARRAY, "<M8[us]", [3], 0], 10**9],
        [Tag.TABLE, "periods", NUMBERS, "x" * 1000],
        [Tag.TABLE, "period", 1, "nothing"],
        [Tag.TABLE, "intervals", RANGE, [Tag.TABLE, "range", 1, 3, 1, None], "right"],
        [Tag.TABLE, "interval", 0, 1, "up"],
        [Tag.TABLE, "interval", [Tag.SPECIAL, "thing"], 1, "left"],
        [Tag.TABLE, "timestamp", "2024", None],
        [Tag.TABLE, "timedelta", 3],
        [Tag.OBJECTS],
        [Tag.OBJECTS, [2], [Tag.LIST, 1, 2]],
        [Tag.OBJECTS, [2], [1]],
        [Tag.OBJECTS, [1], [[Tag.SPECIAL, "thing"]]],
        [Tag.OBJECTS, [2**40], [1]],
        [Tag.OBJECTS, [1], 0, 0],
        [Tag.OBJECTS, [1], 0],
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_table_is_the_senders_doing(node: Any) -> None:
    with pytest.raises(WireError):
        decoded(node, sizes=[24, 2, 0], blobs=bytes(range(8)) * 8 + b"\1\0")


@pytest.mark.parametrize(
    ("lengths", "text"),
    [
        *(((3,), b"ab"), ((1,), b"ab"), ((2**31 - 1,), b"ab"), ((-3, 2), b"ab"), ((), b"ab")),
        ((1,), b"\xff"),
    ],
)
def test_lengths_of_texts_must_be_those_of_the_text(lengths: Any, text: bytes) -> None:
    node = [Tag.OBJECTS, [len(lengths)], 0, 1]
    with pytest.raises(WireError):
        decoded(node, sizes=[4 * len(lengths), len(text)], blobs=texts(*lengths) + text)


def test_texts_that_take_too_long_are_given_up() -> None:
    """A length costs a sender no more than four bytes, and a text some fifty."""
    late = replace(tags.STRANGERS, seconds=-1.0)
    count = 1000
    with pytest.raises(OversizedError):
        decoded([Tag.OBJECTS, [count], 0, 1], [4 * count, 0], bytes(4 * count + 64), late)


def test_an_index_without_end_costs_nothing() -> None:
    index = decoded([Tag.TABLE, "range", 0, 2**62, 1, None])
    assert len(index) == 2**62


def test_dates_that_are_too_many_to_look_at_each_are_refused() -> None:
    count = 2**18 + 1
    node = [Tag.TABLE, "index", [Tag.ARRAY, "<M8[us]", [count], 0], None, "B"]
    with pytest.raises(WireError):
        decoded(node, sizes=[8 * count], blobs=bytes(8 * count))


def test_pandas_is_not_imported_before_there_is_a_table() -> None:
    code = (
        "import sys\n"
        "from tests.engine.protocol.plain import crossed, decoded\n"
        "crossed([{1: 2.0}])\n"
        "print('pandas' in sys.modules)\n"
        "assert len(decoded([32, 'range', 0, 3, 1, None])) == 3\n"
        "print('pandas' in sys.modules)\n"
    )  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


def test_a_frame_within_a_frame_and_a_day_within_a_list() -> None:
    inner = pandas.DataFrame({"a": [1]})
    outer = crossed(pandas.Series([inner, DAYS[0]], dtype=object))
    pandas.testing.assert_frame_equal(outer[0], inner)
    assert crossed([MIXED["days"].iloc[0]]) == [DAYS[0]]
