"""Chooses some of the solutions that a lab could be tried with, of each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from hashlib import sha256
from typing import TypeVar

__all__ = ["some_of_each"]

_T = TypeVar("_T")


def some_of_each(
    items: Sequence[_T],
    count: int,
    name: Callable[[_T], str],
    kind: Callable[[_T], Hashable],
    cost: Callable[[_T], int] = lambda _: 0,
) -> list[_T]:
    """Choose ``count`` items of each kind, in the given order; all if ``count`` is 0.

    Those that cost least are preferred, and among these a hash of their names decides, so that one
    item more or less hardly changes which others are chosen.
    """
    if not count:
        return list(items)
    taken: Counter[Hashable] = Counter()
    chosen = set()
    for item in sorted(items, key=lambda i: (cost(i), sha256(name(i).encode()).digest())):
        if taken[kind(item)] < count:
            chosen.add(name(item))
            taken[kind(item)] += 1
    return [item for item in items if name(item) in chosen]
