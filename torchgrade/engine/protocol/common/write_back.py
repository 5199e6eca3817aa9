"""Writes into a plain value what the other side made of its copy."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

import numpy
import torch

from torchgrade.engine.protocol.structured.tables_apart import is_table

__all__ = ["write_back"]


def write_back(mine: Any, theirs: Any) -> None:
    """Copy into a mutable value what the other side left in its copy, and so in its parts.

    Parts that are of the same type as before stay the objects that they are: a test may hold one.
    """
    cls = type(mine)
    if cls is not type(theirs):
        return
    if cls is tuple:
        for own, new in zip(mine, theirs, strict=False):
            write_back(own, new)
    elif cls in (list, deque):
        items = [*map(_merged, mine, theirs), *list(theirs)[len(mine) :]]
        mine.clear()
        mine.extend(items)
    elif cls in (dict, OrderedDict, Counter, defaultdict):
        merged = {key: _merged(mine.get(key), new) for key, new in theirs.items()}
        mine.clear()
        mine.update(merged)
    elif cls is set:
        mine.clear()
        mine.update(theirs)
    elif cls is bytearray:
        mine[:] = theirs
    elif is_table(mine):
        cls.__init__(mine, theirs)
    elif cls is torch.Tensor and mine.shape == theirs.shape:
        for axis, (size, stride) in enumerate(zip(mine.shape, mine.stride(), strict=True)):
            if size > 1 and not stride:  # expanded: one element in memory, which is written once
                mine, theirs = mine.narrow(axis, 0, 1), theirs.narrow(axis, 0, 1)
        with torch.no_grad():
            mine[...] = theirs
    elif cls is numpy.ndarray and mine.shape == theirs.shape and mine.flags.writeable:
        mine[...] = theirs


def _merged(mine: object, theirs: object) -> object:
    """Return the part of a value that is to stand where `mine` is."""
    if type(mine) is not type(theirs) or type(mine) not in _PARTS:
        return theirs
    write_back(mine, theirs)
    return mine


_PARTS = list, dict, set, deque, bytearray, OrderedDict, Counter, defaultdict
