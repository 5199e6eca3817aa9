"""Bytes that no encoder of ours made are refused, whatever they try."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import msgpack
import pytest

from tests.engine.protocol.plain import decoded, nested, refuse
from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.wire import Decoder, OversizedError, Tag, WireError


def tagged(depth: int) -> list[Any]:
    node: list[Any] = [Tag.LIST]
    for _ in range(depth):
        node = [Tag.LIST, node]
    return node


@pytest.mark.parametrize(
    "node",
    [
        *([], ["text"], [99], [-1], [2**63], [None], [True, 1], [1.0], {}, {"a": 1}),
        *([Tag.LIST, []], [Tag.LIST, {"a": 1}], [Tag.TUPLE, [Tag.LIST, [77]]]),
        *([Tag.DICT, 1], [Tag.DICT, [Tag.LIST], 1], [Tag.SET, [Tag.LIST]], [Tag.COUNTER, 1]),
        *([Tag.DEFAULT], [Tag.DEFAULT, "eval"], [Tag.DEFAULT, "list", 1], [Tag.DEFAULT, [0], 1, 2]),
        *(
            [Tag.NAMED],
            [Tag.NAMED, "A"],
            [Tag.NAMED, "A", ["x"]],
            [Tag.NAMED, "A", ["x", "x"], 1, 2],
        ),
        *([Tag.NAMED, "A", ["_x"], 1], [Tag.NAMED, "A", ["if"], 1], [Tag.NAMED, "A", "x", 1]),
        *([Tag.NAMED, "A", ["x=print()"], 1], [Tag.NAMED, "A b", ["x"], 1], [Tag.NAMED, 1, [], 1]),
        *(
            [Tag.NAMED, "A", ["x" * 101], 1],
            [Tag.NAMED, "A", [f"x{i}" for i in range(101)], *[1] * 101],
        ),
        *([Tag.INT], [Tag.INT, "12"], [Tag.INT, b"\x01" * 5000], [Tag.INT, b"1", b"2"]),
        *([Tag.COMPLEX, "x", 1], [Tag.COMPLEX, 1], [Tag.TEXT, 0], [Tag.TEXT, -1], [Tag.TEXT, True]),
        *([Tag.BYTES, 1.0], [Tag.BYTEARRAY, None], [Tag.SLICE], [Tag.ELLIPSIS, 1]),
        *([Tag.RANGE, 0, 1, 0], [Tag.RANGE, "a", 1, 1], [Tag.SIZE, "a"], [Tag.SIZE, 1.5]),
        *([Tag.DTYPE, "torch.nn"], [Tag.DTYPE, "os.system"], [Tag.DTYPE, [Tag.LIST]], [Tag.DTYPE]),
        *([Tag.DEVICE, "nonsense"], [Tag.DEVICE, 3.5], [Tag.DEVICE, None]),
        *([Tag.DATE, "yesterday"], [Tag.DATETIME, 5], [Tag.DECIMAL, "one"], [Tag.DECIMAL, None]),
        *([Tag.FRACTION, 1, 0], [Tag.FRACTION, "1/3", 1], [Tag.FRACTION, 1.5, 2]),
        *([Tag.TENSOR], [Tag.TENSOR, "torch.float32", [2], False, 0], [Tag.GRADIENT, 0]),
        *([Tag.GRADIENT, -1], [Tag.GRADIENT, "0"], [Tag.GRADIENT]),
        *(
            [Tag.SCALAR, "O", b"12345678"],
            [Tag.SCALAR, "<f8", b"1"],
            [Tag.SCALAR, "<f8", "12345678"],
        ),
        *([Tag.SCALAR, "<f8", b"1" * 16], [Tag.SCALAR, "V8", b"1" * 8], [Tag.SCALAR, "<U0", b""]),
        *([Tag.SCALAR, "<U1", b"\0\0\x11\0"], [Tag.SCALAR, ">U2", b"\0\0\0A\0\x11\0\0"]),
        msgpack.ExtType(5, b"code"),
        [Tag.LIST, msgpack.ExtType(5, b"code")],
        [Tag.LIST, msgpack.Timestamp(1)],
    ],
    ids=str,
)
def test_a_node_of_a_wrong_form_is_refused(node: Any) -> None:
    with pytest.raises(WireError):
        decoded(node)


@pytest.mark.parametrize(
    "node",
    [
        [Tag.TENSOR, "torch.float32", [3], False, 0],
        [Tag.TENSOR, "torch.float32", [-2], False, 0],
        [Tag.TENSOR, "torch.float32", [2**62, 4, 0], False, 1],
        [Tag.TENSOR, "torch.float32", [1] * 65, False, 0],
        [Tag.TENSOR, "torch.float32", 2, False, 0],
        [Tag.TENSOR, "torch.float32", [True, 2], False, 0],
        [Tag.TENSOR, "torch.quint8", [8], False, 0],
        [Tag.TENSOR, "float32", [2], False, 0],
        [Tag.TENSOR, ["torch.float32"], [2], False, 0],
        [Tag.TENSOR, "torch.int64", [1], True, 0],
        [Tag.TENSOR, "torch.float32", [2], False, 7],
        [Tag.TENSOR, "torch.float32", [2], False, -1],
        [Tag.ARRAY, "<U1", [2], 0],
        [Tag.ARRAY, "a8", [1], 0],
        [Tag.ARRAY, "|a8", [1], 0],
        [Tag.ARRAY, "f8", [1], 0],
        [Tag.ARRAY, "O", [1], 0],
        [Tag.ARRAY, "|O8", [1], 0],
        [Tag.ARRAY, "(2,)O", [1], 0],
        [Tag.ARRAY, "i4,f4", [1], 0],
        [Tag.ARRAY, "<f4", [3], 0],
        [Tag.ARRAY, "<f4", [2**62, 2, 0], 1],
        [Tag.ARRAY, "<f4", [-1, -2], 0],
        [Tag.ARRAY, "V8", [1], 0],
        [Tag.ARRAY, "<f4", [1, 2], 0, [0, 0]],
        [Tag.ARRAY, "<f4", [1, 2], 0, [0]],
        [Tag.ARRAY, "<f4", [1, 2], 0, [1, -1]],
        [Tag.ARRAY, "<f4", [1, 2], 0, None],
        [Tag.ARRAY, "<f4", [1, 2], 0, [1, 0], [1, 0]],
        [Tag.ARRAY, "U0", [4], 1],
        [Tag.ARRAY, "S" + "9" * 20, [1], 0],
        [Tag.ARRAY, "x" * 40, [1], 0],
        [Tag.ARRAY, {"names": ["a"], "formats": ["O"]}, [1], 0],
        [Tag.TEXT, 2],
    ],
    ids=str,
)
def test_a_tensor_array_or_text_must_fit_its_bytes(node: Any) -> None:
    with pytest.raises(WireError):
        decoded(node, sizes=[8, 0, 2], blobs=b"12345678" + b"\0" * 56 + b"\xff\xfe")


@pytest.mark.parametrize("sizes", [[9], [-1], [2**63], [1.0], ["1"], [[8]], [4, 8], [True]])
def test_a_blob_must_lie_in_its_frame(sizes: list[Any]) -> None:
    with pytest.raises(WireError):
        decoded([Tag.BYTES, 0], sizes=sizes, blobs=b"12345678")


@pytest.mark.parametrize(
    "structure",
    [
        *(
            b"",
            b"\xc1",
            b"\x93\x01",
            b"\xdf\xff\xff\xff\xff",
            b"\xdd\xff\xff\xff\xff",
            b"\x91" * 5000,
        ),
        *(
            msgpack.packb(v)
            for v in (1, [], [[], 1], [[], []], [1, [1]], [None, [1]], [[], [1], 1])
        ),
        *(msgpack.packb(v) for v in ({1: 2}, [[], {1: 1}], "text", [{}, [1]])),
    ],
    ids=lambda s: repr(s[:12]),
)
def test_a_structure_that_is_no_message_is_refused(structure: bytes) -> None:
    with pytest.raises(WireError):
        Decoder(structure, bytearray(), refuse)


def test_blobs_without_end_are_refused_before_they_are_laid_out() -> None:
    """Each costs a byte, and to say where it lies a hundred."""
    many = msgpack.packb([[0] * (tags.STRANGERS.nodes + 1), ["names"]])
    with pytest.raises(OversizedError):
        Decoder(many, bytearray(), refuse)


def test_a_header_with_too_large_sizes_is_refused_before_anything_is_read() -> None:
    pack = wire.HEADER.pack
    assert wire.check_header(pack(5, 7)) == (5, 7)
    for structure, blobs in (
        (tags.STRANGERS.structure + 1, 0),
        (0, tags.STRANGERS.blobs + 1),
        (0, 2**64 - 1),
    ):
        with pytest.raises(WireError, match="too large"):
            wire.check_header(pack(structure, blobs))


def test_depth_and_count_are_bounded_where_values_arrive() -> None:
    assert decoded(tagged(tags.STRANGERS.depth)) == nested(tags.STRANGERS.depth)
    with pytest.raises(WireError, match="too deep"):
        decoded(tagged(tags.STRANGERS.depth + 1))
    with pytest.raises(WireError, match="too many"):
        decoded([Tag.LIST, *[None] * tags.STRANGERS.nodes])


@pytest.mark.parametrize("copying", [Tag.BYTES, Tag.BYTEARRAY, Tag.TEXT])
def test_one_blob_that_is_named_many_times_does_not_fill_the_memory(copying: Tag) -> None:
    size = 2**21
    node = [Tag.LIST, *[[copying, 0]] * (tags.STRANGERS.blobs // size + 1)]
    with pytest.raises(WireError):
        decoded(node, sizes=[size], blobs=bytes(size))


def colliding(count: int) -> list[Any]:
    prime = 2**61 - 1  # the hash of each of its multiples is 0
    return [[Tag.INT, (i * prime).to_bytes(10, "big", signed=True)] for i in range(1, count)]


@pytest.mark.parametrize(
    "make",
    [
        lambda keys: [Tag.SET, *keys],
        lambda keys: [Tag.FROZENSET, *keys],
        lambda keys: [Tag.DICT, *[item for key in keys for item in (key, None)]],
        lambda keys: [Tag.COUNTER, *[item for key in keys for item in (key, None)]],
        lambda keys: [Tag.LIST, *[[Tag.SET, *keys[:5000]] for _ in range(6)]],
    ],
    ids=["set", "frozenset", "dict", "counter", "sets"],
)
def test_keys_whose_hashes_collide_do_not_hold_the_decoder_up(make: Any) -> None:
    node = make(colliding(20_000))
    start = time.process_time()
    with pytest.raises(WireError, match="too slow"):
        decoded(node, limits=replace(tags.STRANGERS, seconds=0.4))
    assert time.process_time() - start < 1.5


def test_decoding_stops_when_its_time_is_up() -> None:
    late = replace(tags.STRANGERS, seconds=-1.0)
    assert decoded([Tag.LIST, *range(200)], limits=late) == list(range(200))
    with pytest.raises(WireError, match="too slow"):
        decoded([Tag.LIST, *range(300)], limits=late)


@pytest.mark.parametrize("node", [
    [Tag.DECIMAL, "1" * 500],
    [Tag.FRACTION, [Tag.INT, b"\x7f" * 4096], [Tag.INT, b"\x7e" * 4096]],
    [Tag.DECIMAL, "1E+999999999999999999"],
    [Tag.RANGE, 0, [Tag.INT, b"\x7f" * 4096], 1],
])  # fmt: skip
def test_a_number_costs_no_more_time_than_its_bytes(node: Any) -> None:
    start = time.process_time()
    decoded(node)
    assert time.process_time() - start < 0.5


def test_the_special_tag_is_handed_on_and_nothing_else_is() -> None:
    with pytest.raises(WireError, match="special"):
        decoded([Tag.LIST, [Tag.SPECIAL, "name", "os:system"]])
