"""A bounded stream for what code prints."""

from __future__ import annotations

import io

__all__ = ["MOST", "BoundedStream"]

MOST = 20_000
"""Characters that a cell may show; with the note about more, fewer than `messages.SHOWN`."""


class BoundedStream(io.TextIOBase):
    """A text stream that keeps the beginning of what is written, and counts the rest."""

    def __init__(self, limit: int = MOST) -> None:
        super().__init__()
        self._limit = limit
        self._kept: list[str] = []
        self._room = limit
        self._lost = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Write `text`, as far as there is room."""
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._room > 0 and text:
            self._kept.append(text[: self._room])
        self._lost += max(0, len(text) - max(0, self._room))
        self._room -= len(text)
        return len(text)

    def take(self) -> str:
        """Return what was written since the last time."""
        text = "".join(self._kept)
        if self._lost:
            text += f"\n... {self._lost:,} more characters ...\n"
        self._kept, self._room, self._lost = [], self._limit, 0
        return text
