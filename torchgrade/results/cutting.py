"""Texts cut to what is shown: a test's message can be as long as a student likes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from torchgrade.texts import without_escapes

__all__ = ["cut", "said", "share"]

_NOTE = "\n... ({} more bytes were cut here)"


def cut(text: str, size: int) -> str:
    """Cut a text to at most ``size`` bytes of UTF-8, with a note of what is missing.

    What UTF-8 can't hold (half a surrogate pair, as in the name of a file) becomes "?".
    """
    content = text.encode("utf-8", "replace")
    if len(content) <= size:
        return content.decode()
    room = max(0, size - len(_NOTE.format(len(content))))
    kept = content[:room].decode("utf-8", "ignore")
    return (kept + _NOTE.format(len(content) - len(kept.encode())))[:size]


def share(sizes: Iterable[int], total: int) -> int:
    """Return the largest size to which each text may be cut so that all fit into ``total`` bytes.

    Short texts stay whole, and leave what they do not need to the long ones.
    """
    left = sorted(sizes)
    for count, size in enumerate(left):
        each = total // (len(left) - count)
        if size > each:
            return each
        total -= size
    return max(left, default=0)


def said(message: str) -> str:
    """Cut otter's heading and terminal colours off a test's message."""
    text = without_escapes(message)
    return re.sub(r"\A(❌ Test case failed|Trying:)\n", "", text).strip()
