"""Parts of values that can be changed in place, in an order that is the same on both sides.

A test may hold one of the arrays in a dictionary, and a call may write into that array or replace
it. So a changed value is sent with the information which part each of its parts was before.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Sequence
from typing import Any as Value  # of the types that are handled

from torchgrade.engine.protocol.structured.sharing import can_be_shared

__all__ = ["Parts", "mutable_parts", "pairs_of", "places_among"]

_MOST = 10_000
_SEQUENCES = {list, tuple, deque}
_MAPPINGS = {dict, OrderedDict, Counter, defaultdict}
_USUAL = {int, float, str, bool, bytes, type(None)}

Parts = list[Value]


def mutable_parts(value: object) -> Parts:
    """List a value and its parts that can be changed in place, each once.

    If there are more than 10,000, only the first ones are listed.
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
    """Return how many parts there were, and the place of each current part among them.

    Args:
        before: the previous parts.
        parts: the current parts; the place of a new one is -1.
    """
    places = {id(part): place for place, part in enumerate(before)}
    return [len(before), *(places.get(id(part), -1) for part in parts)]


def pairs_of(value: object, before: Parts, places: Sequence[int]) -> list[tuple[Value, Value]]:
    """Return the parts of the other side's value that are not new, each with ours.

    Args:
        value: the value as the other side has it now.
        before: the previous parts of ours.
        places: the places of its parts among these, as reported by that side.

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
