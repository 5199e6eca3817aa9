"""What all pictures on a card have in common."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Picture"]


@dataclass(frozen=True)
class Picture:
    """A drawing with the words below it, and the same as lines of text.

    ``drawing`` is safe HTML that has a text alternative in it. ``legend`` are pairs: the class of
    a swatch, and what it stands for.
    """

    drawing: str
    legend: tuple[tuple[str, str], ...]
    caption: str
    lines: tuple[str, ...]
