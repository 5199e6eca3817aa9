"""What is one object, or lies in one memory, does so on the other side; lies about that end."""

from __future__ import annotations

import collections
import contextlib
import gc
import random
import weakref
from typing import Any

import numpy
import pandas
import pytest
import torch

from tests.engine.protocol.plain import crossed, decoded, frame_of
from torchgrade.engine.protocol import tags
from torchgrade.engine.protocol.common.write_back import write_all, write_back
from torchgrade.engine.protocol.wire import Encoder, OversizedError, Tag, WireError


@pytest.mark.parametrize(
    "value",
    [
        *([0], {1}, {"a": 1}, bytearray(b"a"), collections.deque([1]), collections.Counter("a")),
        *(collections.OrderedDict(a=1), collections.defaultdict(list), numpy.zeros(2)),
        *(torch.zeros(2), pandas.DataFrame({"a": [1]}), pandas.Series([1]), numpy.zeros((0, 2))),
        numpy.array(["a", None], object),
    ],
    ids=lambda value: type(value).__name__,
)
def test_one_object_is_one(value: object) -> None:
    first, second, other = crossed([value, (value,), [[0]]])
    assert first is second[0]
    assert other == [[0]]


def test_rows_are_one_and_copies_are_not() -> None:
    rows = crossed([[0] * 3] * 3)
    rows[0][0] = 1
    assert rows == [[1, 0, 0]] * 3
    rows = crossed([[0] * 3 for _ in range(3)])
    rows[0][0] = 1
    assert rows == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    "view",
    [
        *(lambda m: m[1:], lambda m: m[:, ::2], lambda m: m.T, lambda m: m.reshape(-1)),
        *(lambda m: m[1], lambda m: m[2, 3:], lambda m: m),
    ],
)
@pytest.mark.parametrize("make", [numpy.arange, torch.arange], ids=["array", "tensor"])
@pytest.mark.parametrize("last", [True, False])
def test_a_view_is_one(view: Any, make: Any, last: bool) -> None:
    whole = make(12.0).reshape(3, 4)
    part = view(whole)
    sent = [whole, part] if last else [part, whole]
    got = crossed(sent)
    mine, theirs = got if last else got[::-1]
    assert mine.tolist() == whole.tolist()
    assert theirs.tolist() == part.tolist()
    mine *= 2
    whole *= 2
    assert theirs.tolist() == part.tolist()
    theirs -= 1
    part -= 1
    assert mine.tolist() == whole.tolist()


_ARRAYS = (
    *(lambda m: m[1:], lambda m: m[..., ::2], lambda m: m.T, lambda m: m[:1], lambda m: m[..., 0]),
    *(lambda m: m[::-1], lambda m: numpy.broadcast_to(m, (2, *m.shape)), lambda m: m[None]),
    *(lambda m: m.reshape(-1), lambda m: m[:0], lambda m: m.copy()),
)
_TENSORS = (
    *(lambda m: m[1:], lambda m: m[..., ::2], lambda m: m.transpose(-1, 0), lambda m: m[:1]),
    *(lambda m: m.expand(2, *m.shape), lambda m: m.flatten(0), lambda m: m[None], lambda m: m[:0]),
    *(lambda m: m.reshape(-1), lambda m: m.unfold(0, 2, 1), lambda m: m[..., 0], torch.clone),
)


@pytest.mark.parametrize("limits", [tags.OURS, tags.STRANGERS], ids=["ours", "strangers"])
@pytest.mark.parametrize("kind", ["array", "tensor"])
def test_whatever_views_there_are_of_one_memory_all_arrive(kind: str, limits: tags.Limits) -> None:
    """A frame of an honest student's that is refused would cost a point."""
    random_choices = random.Random(7).choices
    for _ in range(2000):
        whole: Any = numpy.arange(24.0) if kind == "array" else torch.arange(24.0)
        views = [whole.reshape(4, 3, 2)]
        for how in random_choices(_ARRAYS if kind == "array" else _TENSORS, k=4):
            with contextlib.suppress(IndexError, RuntimeError):  # it has too few dimensions
                views.append(how(views[-1]))
        got = crossed([*views[::-1], whole], limits=limits)
        for one, other in zip(got, [*views[::-1], whole], strict=True):
            assert one.tolist() == other.tolist()


@pytest.mark.parametrize("make", [numpy.arange, torch.arange], ids=["array", "tensor"])
def test_what_lies_between_views_does_not_cross(make: Any) -> None:
    """Inputs and labels of a test may be columns of one table, of which a call gets some rows."""
    table = make(20.0).reshape(5, 4) + 7
    views = [table[:2, :2], table[:2, 2], table[3, 1:2]]
    got = crossed(views)
    assert [view.tolist() for view in got] == [view.tolist() for view in views]
    held = numpy.frombuffer(frame_of(views)[1], table.dtype if make is numpy.arange else "<f4")
    given = {float(one) for view in views for one in view.reshape(-1)}
    assert not ({*map(float, table.reshape(-1))} - given) & {*map(float, held)}
    got[0][0, 1] = 5
    assert crossed([got[0], got[0][0]])[1].tolist() == [7, 5]


def test_small_views_of_much_memory_are_copies() -> None:
    much = numpy.zeros(10**6)
    one, other = crossed([much[:2], much[1:3]])
    one[1] = 1
    assert other[0] == 0


def node(*parts: Any) -> list[Any]:
    return [Tag.LIST, *parts]


def array(count: int = 4) -> list[Any]:
    return [Tag.ARRAY, "<f8", [count], 0]


@pytest.mark.parametrize(
    "lie",
    [
        *([Tag.SAME, 1], [Tag.SAME], [Tag.SAME, -1], [Tag.SAME, "1"], [Tag.FIRST, 1]),
        *([Tag.FIRST, 1, 5], [Tag.FIRST, 1, [Tag.TUPLE]], [Tag.FIRST, -1, node()]),
        *([Tag.FIRST, 1, node([Tag.SAME, 1])], [Tag.SET, [Tag.FIRST, 1, node()]]),
        node([Tag.FIRST, 1, node()], [Tag.FIRST, 1, node()]),
        node([Tag.FIRST, 1, node()], [Tag.OBJECTS, [1], [[Tag.SAME, 1]]]),
        node([Tag.OBJECTS, [1], [[Tag.FIRST, 1, node()]]], [Tag.SAME, 1]),
        *([Tag.VIEW, node(), 0, [1], [8]], [Tag.VIEW, array(), 0, [1]]),
        *([Tag.VIEW, array(), 8, [4], [8]], [Tag.VIEW, array(), 0, [4], [16]]),
        *([Tag.VIEW, array(), 0, [2], [-8]], [Tag.VIEW, array(), -8, [2], [8]]),
        *([Tag.VIEW, array(), 0, [5], [0]], [Tag.VIEW, array(), 0, [2**31, 2**31], [0, 0]]),
        *([Tag.VIEW, array(), 0, [2], [2**63]], [Tag.VIEW, array(), 0, [2], [-(2**62)]]),
        *([Tag.VIEW, array(), 0, [2, 2], [2**62, -(2**62)]], [Tag.VIEW, array(), 0, [0], [8]]),
        *([Tag.VIEW, array(), 0, [2], [8, 8]], [Tag.VIEW, array(), 0, [2], [True]]),
        *([Tag.VIEW, [Tag.TENSOR, "torch.float32", [8], False, 0], 0, [5], [2]],),
        *([Tag.VIEW, [Tag.TENSOR, "torch.float32", [8], True, 0], 0, [2], [1]],),
        *([Tag.VIEW, [Tag.TENSOR, "torch.float32", [2, 4], False, 0], 0, [2], [1]],),
        *([Tag.VIEW, [Tag.TENSOR, "torch.float32", [8], False, 0], 0, [2], [-1]],),
    ],
    ids=str,
)
def test_lies_are_refused(lie: Any) -> None:
    with pytest.raises(WireError):
        decoded(lie, [32], bytes(32))


def test_what_is_named_counts_as_often_as_it_is_named() -> None:
    parts: list[Any] = [[Tag.FIRST, 0, node(*[1] * 10)]]
    for number in range(1, 12):  # ten times as many each
        parts.append([Tag.FIRST, number, node(*[[Tag.SAME, number - 1]] * 10)])
    with pytest.raises(OversizedError):
        decoded(node(*parts))


def test_what_is_named_is_as_deep_as_it_is() -> None:
    parts: list[Any] = [[Tag.FIRST, 0, node()]]
    for number in range(1, tags.STRANGERS.depth + 2):
        parts.append([Tag.FIRST, number, node([Tag.SAME, number - 1])])
    with pytest.raises(OversizedError):
        decoded(node(*parts))
    assert decoded(node(*parts[:20]))


def test_writing_keeps_what_is_one_apart_from_what_is_not() -> None:
    row, other = [1], [2]
    mine = [row, other]
    new = [9]
    pairs = write_back(mine, [new, new])
    assert mine == [[9], [9]]
    assert mine[0] is mine[1] is row
    assert any(theirs is new and ours is row for theirs, ours in pairs)
    write_back(mine, [[1], [2]])
    assert (mine, mine[0] is row) == ([[1], [2]], True)
    assert write_all([([[5]], mine)], {id(row)})
    assert (mine, row) == ([[5]], [1])


def test_an_encoder_is_let_go_of_at_once() -> None:
    encoder = Encoder(lambda *_: [])
    with encoder.together():
        encoder.node([[0] * 2] * 2)
    gone = weakref.ref(encoder)
    gc.disable()
    try:
        del encoder
        assert gone() is None
    finally:
        gc.enable()
