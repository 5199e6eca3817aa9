"""The type of all pictures on a card."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Picture"]


@dataclass(frozen=True)
class Picture:
    """A drawing with words below it, and the same as lines of text.

    ``drawing`` is safe HTML with a text alternative. ``legend`` are pairs: the class of a swatch,
    and its meaning.
    """

    drawing: str
    legend: tuple[tuple[str, str], ...]
    caption: str
    lines: tuple[str, ...]
