"""Parts of values that can be changed in place, in an order that is the same on both sides.

Of a dictionary of arrays a test may hold one of these, and a call may write into that array or put
another in its place. So with what has become of a value goes, for each of its parts now, which part
it was before.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Sequence
from typing import Any as Value  # of a type that is looked at

from torchgrade.engine.protocol.structured.sharing import can_be_shared

__all__ = ["Parts", "mutable_parts", "pairs_of", "places_among"]

_MOST = 10_000
_SEQUENCES = {list, tuple, deque}
_MAPPINGS = {dict, OrderedDict, Counter, defaultdict}
_USUAL = {int, float, str, bool, bytes, type(None)}

Parts = list[Value]


def mutable_parts(value: object) -> Parts:
    """List a value and its parts as far as they can be changed in place, each once.

    Of more than 10,000 only the first ones.
    """
    found, seen, waiting = Parts(), set[int](), [value]
    while waiting and len(found) < _MOST:
        one: Value = waiting.pop()
        cls = type(one)
        if id(one) in seen:
            continue
        seen.add(id(one))
        if can_be_shared(one):
            found.append(one)
        if cls in _SEQUENCES:
            waiting += [item for item in reversed(one) if type(item) not in _USUAL]
        elif cls in _MAPPINGS:
            waiting += [item for item in reversed(one.values()) if type(item) not in _USUAL]
    return found


def places_among(before: Parts, parts: Parts) -> list[int]:
    """Return how many parts there were, and the place of each part that there is among them.

    Args:
        before: the parts that there were.
        parts: those that there are; -1 stands for a new one.
    """
    places = {id(part): place for place, part in enumerate(before)}
    return [len(before), *(places.get(id(part), -1) for part in parts)]


def pairs_of(value: object, before: Parts, places: Sequence[int]) -> list[tuple[Value, Value]]:
    """Return the parts of a value of theirs that are not new, each with ours.

    Args:
        value: as the other side has it now.
        before: parts of ours, as they were.
        places: of its parts among these, as that side has said.

    Returns:
        None of them if the two sides do not agree on what the parts are, or there are too many.
    """
    theirs = mutable_parts(value)
    known = len(places) == 1 + len(theirs) and places[0] == len(before)
    if (
        not known
        or _MOST in (len(theirs), len(before))
        or any(place >= len(before) for place in places[1:])
    ):
        return []
    return [
        (new, before[place])
        for new, place in zip(theirs, places[1:], strict=True)
        if place >= 0 and type(new) is type(before[place])
    ]
