"""Plain values of a student's of which a test has copies, each known to both sides by a number.

In plain otter there is one list: what a function appends to it, the test sees; what the test
appends, the student's code and the cases after it see. So each side looks, before it speaks, which
of these values were changed in place, and says so.
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
from torchgrade.engine.protocol.structured.sharing import can_be_shared
from torchgrade.engine.protocol.tags import Fields

__all__ = ["CommonValues", "can_change"]

_MOST = 100  # values
_EFFORT = 2**28  # bytes of values that one side looks at, in all
_NODE = 64  # bytes that count for a part of a value


def can_change(value: object) -> bool:
    """Return whether a value is plain and can be changed in place."""
    if type(value) is torch.Tensor:
        return not value.requires_grad
    return can_be_shared(value)


class CommonValues:
    """The values of one session, on one of its sides."""

    def __init__(self) -> None:
        self._values: dict[int, object] = {}
        self._marks: dict[int, bytes] = {}
        self._numbers: dict[int, int] = {}  # id() of a value -> its number
        self._parts: dict[int, set[int]] = {}  # id() of the parts of a value that can be changed
        self._before: dict[int, Parts] = {}  # these parts, when it was sent or came last
        self._followed = set[int]()
        self._effort = 0

    @property
    def is_full(self) -> bool:
        """Whether no more values are taken."""
        return len(self._values) >= _MOST

    @property
    def is_spent(self) -> bool:
        """Whether not all changes are looked for: there were too many values, or too large ones."""
        return self.is_full or self._effort > _EFFORT

    def number_of(self, value: object) -> int | None:
        """Return by which number a value is known; None if it is not one of these.

        One that holds a tensor which autograd follows now is none, either: it travels by value.
        """
        number = self._numbers.get(id(value))
        return None if number in self._followed else number

    def is_known(self, number: int) -> bool:
        """Return whether there is a value of this number."""
        return number in self._values

    def value_of(self, number: int) -> object:
        """Return the value of a number."""
        return self._values[number]

    def add(self, number: int, value: object) -> None:
        """Know a value by a number from now on, unless there are too many."""
        if self.is_full and number not in self._values:
            return
        if number in self._values:
            self._numbers.pop(id(self._values[number]), None)
        self._values[number], self._numbers[id(value)] = value, number
        self._marks[number] = self._mark(number)
        self._before[number] = mutable_parts(value)

    def places(self, number: int, value: object) -> list[int]:
        """Return which parts of a value were parts of what a number stood for, and which."""
        return places_among(self._before.get(number, []), mutable_parts(value))

    def changed(self) -> list[tuple[int, object, list[int]]]:
        """Return what was changed in place since it was sent or came last, with its numbers.

        And what has parts in common with that: which they are may have changed. With each of them
        go the places that its parts had in it.
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
        """Return whether a value is what it was when it was sent or came last."""
        return self._effort <= _EFFORT and self._marks[number] == self._mark(number)

    def values_of(self, numbers: Iterable[int]) -> list[object]:
        """Return the values of these numbers; None for a number of none."""
        return [self._values.get(number) for number in numbers]

    def write(
        self,
        theirs: Mapping[int, object],
        places: Mapping[int, Sequence[int]],
        decoder: wire.Decoder,
    ) -> None:
        """Write into values, by number, what the other side has made of them.

        A value of another type takes the place of one.

        Args:
            theirs: as the other side says they are.
            places: that their parts had before, as it says.
            decoder: has rebuilt them; what it rebuilds from now on may have parts of them.
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

    def _mark(self, number: int) -> bytes:
        """Return of a value what is another one once it is changed in place."""
        encoder = wire.Encoder(_by_identity)
        try:
            with encoder.together():
                node = encoder.node(self._values[number])
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
