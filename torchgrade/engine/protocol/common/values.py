"""A student's plain values of which a test has copies, each known to both sides by a number.

In plain otter there is only one list: the test sees what a function appends to it; the student's
code and later cases see what the test appends. So before sending a message, each side checks which
of these values were changed in place, and reports them.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.common.parts import Parts, mutable_parts, pairs_of, places_among
from torchgrade.engine.protocol.common.write_back import write_all
from torchgrade.engine.protocol.encoder import small_content
from torchgrade.engine.protocol.structured.sharing import can_be_shared
from torchgrade.engine.protocol.tags import Fields

__all__ = ["CommonValues", "can_change"]

_MOST = 100  # values
_EFFORT = 2**28  # bytes of values that one side checks, in total
_NODE = 64  # bytes that count for a part of a value


def can_change(value: object) -> bool:
    """Return whether a value is plain and can be changed in place."""
    if type(value) is torch.Tensor:
        return not value.requires_grad
    return can_be_shared(value)


class CommonValues:
    """The shared values of a session, on one side."""

    def __init__(self) -> None:
        self._values: dict[int, object] = {}
        self._marks: dict[int, object] = {}
        self._numbers: dict[int, int] = {}  # id() of a value -> its number
        self._parts: dict[int, set[int]] = {}  # id() of the parts of a value that can be changed
        self._before: dict[int, Parts] = {}  # these parts, when it was last sent or received
        self._followed = set[int]()
        self._effort = 0

    @property
    def is_full(self) -> bool:
        """Whether no more values are accepted."""
        return len(self._values) >= _MOST

    @property
    def is_spent(self) -> bool:
        """Whether some changes are not checked: there were too many values, or too large ones."""
        return self.is_full or self._effort > _EFFORT

    def number_of(self, value: object) -> int | None:
        """Return the number of a value; None if it is not one of these.

        None also if it contains a tensor that autograd now tracks: it travels by value.
        """
        number = self._numbers.get(id(value))
        return None if number in self._followed else number

    def is_known(self, number: int) -> bool:
        """Return whether there is a value with this number."""
        return number in self._values

    def value_of(self, number: int) -> object:
        """Return the value with this number."""
        return self._values[number]

    def add(self, number: int, value: object) -> None:
        """Record a value under a number, unless there are too many."""
        if self.is_full and number not in self._values:
            return
        if number in self._values:
            self._numbers.pop(id(self._values[number]), None)
        self._values[number], self._numbers[id(value)] = value, number
        self._marks[number] = self._mark(number)
        self._before[number] = mutable_parts(value)

    def places(self, number: int, value: object) -> list[int]:
        """Return the places that a value's parts had in the value with this number."""
        return places_among(self._before.get(number, []), mutable_parts(value))

    def changed(self) -> list[tuple[int, object, list[int]]]:
        """Return the values changed in place since last sent or received, with their numbers.

        Also values that share parts with them, since these parts may have changed. Each comes with
        the places that its parts had in it.
        """
        found = dict[int, object]()
        for number, value in self._values.items():
            if self._effort > _EFFORT:
                break
            mark = self._mark(number)
            if mark != self._marks[number]:
                self._marks[number] = mark
                found[number] = value
        parts = set[int]().union(*(self._parts.get(number, ()) for number in found))
        if parts:
            found |= {n: self._values[n] for n, own in self._parts.items() if parts & own}
        changed = list[tuple[int, object, list[int]]]()
        for number, value in found.items():
            now = mutable_parts(value)
            changed.append((number, value, places_among(self._before[number], now)))
            self._before[number] = now
        return changed

    def is_as_before(self, number: int) -> bool:
        """Return whether a value is unchanged since it was last sent or received."""
        return self._effort <= _EFFORT and self._marks[number] == self._mark(number)

    def values_of(self, numbers: Iterable[int]) -> list[object]:
        """Return the values with these numbers; None for an unknown number."""
        return [self._values.get(number) for number in numbers]

    def write(
        self,
        theirs: Mapping[int, object],
        places: Mapping[int, Sequence[int]],
        decoder: wire.Decoder,
    ) -> None:
        """Write the other side's changes into values, by number.

        A value of another type replaces ours.

        Args:
            theirs: the values as reported by the other side.
            places: the places that their parts had before, as it reports.
            decoder: has rebuilt them; later values that it rebuilds may share parts with them.
        """
        mine = {number: self._values.get(number) for number in theirs}
        same = {n: new for n, new in theirs.items() if type(new) is type(mine[n])}
        pairs = [(new, mine[n]) for n, new in same.items()]
        known = [pairs_of(new, self._before[n], places.get(n, ())) for n, new in same.items()]
        others = (parts for number, parts in self._parts.items() if number not in theirs)
        if all(known):
            written = write_all([*itertools.chain(*known), *pairs], are_known=True)
        else:
            written = write_all(pairs, itertools.chain.from_iterable(others))
        decoder.replace(written)
        for number, new in theirs.items():
            self.add(number, mine[number] if type(new) is type(mine[number]) else new)

    def _mark(self, number: int) -> object:
        """Return a summary of a value that differs once the value is changed in place."""
        value = self._values[number]
        if type(value) is torch.Tensor and not value.requires_grad:
            content = small_content(value)
            if content is not None:  # what most values are, and a tenth of the time of the rest
                self._parts[number] = {id(value)}
                self._followed.discard(number)
                self._effort += len(content) + _NODE
                return value.dtype, value.shape, content
        encoder = wire.Encoder(_by_identity)
        try:
            with encoder.together():
                node = encoder.node(value)
                self._parts[number] = encoder.met
        except wire.UnsentError:
            return b""
        (self._followed.add if encoder.followed else self._followed.discard)(number)
        self._effort += encoder.sent_bytes + _NODE * encoder.sent_nodes
        summed = hashlib.sha256(msgspec.msgpack.encode(node))
        for blob in encoder.blobs:
            summed.update(blob)
        return summed.digest()


def _by_identity(_: wire.Encoder, value: object) -> Fields:
    return [id(value)]
