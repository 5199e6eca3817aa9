"""Whether a test case changed plain values that it got by name, or the student's code did.

A test has copies of them. In plain otter there is one list: what a function appends to it, the test
sees; what the test appends, the student's object and the cases after it see.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping

import msgspec
import numpy
import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.tags import OURS, Fields

__all__ = ["Received", "marks"]

_MOST = 1_000  # values that are remembered
_SMALL = 2**16  # bytes of one
_MUTABLE = list, dict, set, bytearray, deque, numpy.ndarray, torch.Tensor


class Received:
    """Plain values of which a student's objects have their own: `stack.items`, or an argument."""

    def __init__(self) -> None:
        self._known: list[tuple[object, bytes]] = []

    def note(self, value: object) -> None:
        """Remember a value, if it can be changed in place."""
        if type(value) in _MUTABLE and len(self._known) < _MOST:
            self._known.append((value, _mark(value, _SMALL)))

    def changed(self) -> bool:
        """Return whether one is another now: the student's object has what it had."""
        return any(_mark(value, _SMALL) != mark for value, mark in self._known)


def marks(values: Mapping[str, object]) -> dict[str, bytes]:
    """Return of each value what is another one once the value is changed in place.

    Args:
        values: by name. What an object that is not plain holds plays no part.
    """
    return {name: _mark(value) for name, value in values.items()}


def _mark(value: object, most: int = OURS.blobs) -> bytes:
    encoder = wire.Encoder(_nothing)
    try:
        node = encoder.node(value)
    except wire.UnsentError:
        return b""
    if encoder.sent_bytes > most:
        return b""
    summed = hashlib.sha256(msgspec.msgpack.encode(node))
    for blob in encoder.blobs:
        summed.update(blob)
    return summed.digest()


def _nothing(_: wire.Encoder, __: object) -> Fields:
    return []
