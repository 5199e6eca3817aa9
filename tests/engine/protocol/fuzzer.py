"""Frames that are right, nearly right or nonsense.

`TORCHGRADE_FUZZ` says how many a test tries (`make fuzz`: a million), `TORCHGRADE_FUZZ_SEED` with
which seed.
"""

from __future__ import annotations

import os
import random
from collections import deque
from typing import Any

import msgpack
import numpy
import torch

from tests.engine.protocol.plain import PLAIN
from tests.engine.protocol.tables import TABLES
from torchgrade.engine.protocol import tags, wire
from torchgrade.engine.protocol.wire import Encoder, Tag

FRAMES = int(os.environ.get("TORCHGRADE_FUZZ", "20000"))

SEED = int(os.environ.get("TORCHGRADE_FUZZ_SEED", "20240229"))

TAGS = [*[int(tag) for tag in Tag] * 2, 29, -1, 2**40]

LEAVES = (
    *(None, True, 0, 1, -1, 2**64 - 1, 0.5, float("nan"), "", "plain", "cpu", "torch.float32"),
    *("<f8", "<M8[D]", "O", "1e5", "2024-01-01", "é" * 20, "\ud800", b"", b"\x80", [], [0, 1], {}),
    *({"a": [1]}, msgpack.ExtType(1, b"x"), msgpack.ExtType(127, b""), msgpack.Timestamp(7)),
)

KINDS = (
    *("frame", "series", "index", "range", "multi", "categorical", "masked", "string", "moments"),
    *("periods", "intervals", "timestamp", "timedelta", "period", "interval", "NaT", "NA", "drop"),
)

MAX_FRAME = 60_000  # what a socket takes without somebody who reads


def samples() -> list[bytes]:
    """Valid frames of many kinds of messages."""
    x = torch.arange(6.0).reshape(2, 3)
    mixed = [
        [x, numpy.arange(6).reshape(2, 3).T, {"a": numpy.arange(4), (1, 2): "text" * 200}],
        b"b" * 700,
        torch.Size([1]),
    ]
    a, rows = numpy.arange(12.0), [[0] * 3] * 3
    views = [a, a[1:5], a.reshape(3, 4).T, x.detach(), x.detach()[:, 1], rows, rows[0], mixed, a]
    lent = numpy.arange(3)
    lent.flags.writeable = False
    values = [v for v in PLAIN if type(v) is not int or v.bit_length() < 5000]
    frames = []
    wholes = mixed, [mixed] * 5, views, lent, deque([1, 2], 3), values
    for value in [*values, *TABLES, x, x.bool(), x.requires_grad_(), *wholes]:
        encoder = Encoder(lambda e, v: ["plain", e.node(1)])
        frames.append(b"".join(wire.pack(["value", encoder.node(value), 0], encoder)))
    return frames


def frame(structure: bytes, blobs: bytes) -> bytes:
    return wire.HEADER.pack(len(structure), len(blobs)) + structure + blobs


class Fuzzer:
    """Makes frames, most of them wrong."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.valid = samples()

    def frame(self) -> bytes:
        kinds = (
            *(self.valid_one, self.noise, self.flipped, self.flipped, self.cut, self.spliced),
            *(self.lying, self.grown, self.grown, self.grown_around, self.nested),
        )
        return self.random.choice(kinds)()[:MAX_FRAME]

    def valid_one(self) -> bytes:
        return self.random.choice(self.valid)

    def noise(self) -> bytes:
        head = wire.HEADER.pack(self.random.randrange(200), self.random.randrange(200))
        return self.random.choice((b"", head)) + self.random.randbytes(self.random.randrange(400))

    def flipped(self) -> bytes:
        data = bytearray(self.valid_one())
        start = self.random.choice((0, wire.header_size, wire.header_size))
        for _ in range(self.random.choice((1, 1, 2, 5, 20))):
            at = min(len(data) - 1, start + int(self.random.expovariate(1 / 60)))
            data[at] = self.random.choice((data[at] ^ 1 << self.random.randrange(8),
                                           self.random.randrange(256)))  # fmt: skip
        return bytes(data)

    def cut(self) -> bytes:
        data = self.valid_one()
        return data[: self.random.randrange(len(data))]

    def spliced(self) -> bytes:
        a, b = self.valid_one(), self.valid_one()
        i, j = self.random.randrange(len(a)), self.random.randrange(len(b))
        data = a[wire.header_size : i] + b[max(j, wire.header_size) :]
        split = self.random.randrange(len(data) + 1)
        return frame(data[:split], data[split:])

    def lying(self) -> bytes:
        data = self.valid_one()
        structure, blobs = wire.HEADER.unpack(data[: wire.header_size])
        sizes = [structure, blobs]
        sizes[self.random.randrange(2)] += self.random.choice((-50, -1, 1, 7, 64, 5000, 2**31))
        head = wire.HEADER.pack(max(0, sizes[0]) % 2**32, max(0, sizes[1]))
        return head + data[wire.header_size :]

    def grown(self) -> bytes:
        """A well-formed structure, of nodes put together by chance."""
        blobs = self.random.randbytes(self.random.choice((0, 8, 64, 200)))
        sizes = [self.size() for _ in range(self.random.randrange(3))]
        return frame(self.packed([sizes, [self.node(0) for _ in range(3)]]), blobs)

    def grown_around(self) -> bytes:
        """A node by chance, in the place of one in a valid frame."""
        data = self.valid_one()
        structure, _ = wire.HEADER.unpack(data[: wire.header_size])
        rest = data[wire.header_size :]
        sizes, message = msgpack.unpackb(
            rest[:structure], strict_map_key=False, unicode_errors="surrogatepass"
        )
        place = message
        while self.random.random() < 0.7:
            inner = [item for item in place if type(item) is list and item]
            if not inner:
                break
            place = self.random.choice(inner)
        place[self.random.randrange(len(place))] = self.node(2)
        return frame(self.packed([sizes, message]), rest[structure:])

    def nested(self) -> bytes:
        node: Any = 1
        for _ in range(self.random.choice((3, 60, 64, 65, 300))):
            node = [self.random.choice((Tag.LIST, Tag.TUPLE, Tag.SPECIAL, Tag.SET)), node]
            if node[0] == Tag.SPECIAL:
                node.insert(1, "plain")
        return frame(self.packed([[], [node]]), b"")

    def packed(self, content: Any) -> bytes:
        return bytes(msgpack.packb(content, unicode_errors="surrogatepass"))

    def size(self) -> Any:
        return self.random.choice((0, 1, 8, 16, 64, -1, 2**40, None, "8", 3.5))

    def node(self, depth: int) -> Any:
        if depth > 4 or self.random.random() < 0.35:
            return self.leaf()
        tag = self.random.choice(TAGS)
        fields = [self.node(depth + 1) for _ in range(self.random.randrange(5))]
        if tag in (Tag.TENSOR, Tag.ARRAY) and self.random.random() < 0.8:
            names = sorted(tags.STRIDED) if tag == Tag.TENSOR else ["<f4", "|b1", "<U2", "O", ">i8"]
            shape = [self.random.choice((0, 1, 2, 2, 4, 2**33)) for _ in range(len(fields))]
            fields = [self.random.choice(names), shape, *([False] if tag == Tag.TENSOR else []), 0]
        if tag == Tag.VIEW and self.random.random() < 0.8:
            sizes = [[self.random.choice((0, 1, 2, 8, -8, 2**62)) for _ in range(2)] for _ in "ab"]
            fields = [self.node(depth + 1), self.random.choice((0, 1, 8, -1, 2**62)), *sizes]
        if tag == Tag.FIRST and self.random.random() < 0.8:
            fields = [self.random.randrange(3), self.node(depth + 1)]
        if tag == Tag.SAME and self.random.random() < 0.8:
            fields = [self.random.randrange(3)]
        if tag == Tag.TABLE and self.random.random() < 0.8:
            fields = [self.random.choice(KINDS), *fields]
        if tag == Tag.NAMED and self.random.random() < 0.8:
            names = [self.random.choice(("a", "b", "_c", "if", "é", "x y")) for _ in fields]
            fields = [self.random.choice(("A", "B", "class")), names, *fields]
        return [tag, *fields]

    def leaf(self) -> Any:
        r = self.random
        if r.random() < 0.2:
            return r.choice((r.getrandbits(63), r.randbytes(8), r.randbytes(16)))
        return r.choice(LEAVES)
