"""Columns of perhaps millions of texts, sent as all their lengths and one long text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy

__all__ = ["texts_from", "texts_of"]

_NONE, _NAN = -1, -2  # in place of a length
_AT_ONCE = 2**14


def texts_of(items: Sequence[object]) -> tuple[bytes, bytes] | None:
    """Return lengths and text, if all items are texts, or None or NaN for a missing one."""
    if not {type(item) for item in items} <= {str, type(None), float}:
        return None
    lengths = numpy.empty(len(items), "<i4")
    texts = []
    for i, item in enumerate(items):
        if isinstance(item, str):
            lengths[i] = len(item)
            texts.append(item)
        elif isinstance(item, float) and not math.isnan(item):
            return None
        else:
            lengths[i] = _NONE if item is None else _NAN
    return lengths.tobytes(), "".join(texts).encode("utf-8", "surrogatepass")


def texts_from(
    lengths: memoryview, data: memoryview, check_time: Callable[[], None]
) -> list[str | float | None]:
    """Rebuild such items.

    Raises:
        ValueError: the lengths do not fit the text.
    """
    counts, text = numpy.frombuffer(lengths, "<i4").tolist(), str(data, "utf-8", "surrogatepass")
    items: list[str | float | None] = []
    at = 0
    for i, count in enumerate(counts):
        if i % _AT_ONCE == 0:
            check_time()
        if count < 0:
            items.append({_NONE: None, _NAN: math.nan}[count])
        else:
            items.append(text[at : at + count])
            at += count
    if at != len(text):
        raise ValueError("not the lengths of the text")
    return items
