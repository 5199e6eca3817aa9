"""Parts of an SVG in the colours of the surrounding page: lines, squares, words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["COLOURS", "LEFT", "polyline", "squares", "svg", "words"]

COLOURS = ("#0072b2", "#d55e00")
"""Most people can distinguish them, on white and on black."""

LEFT = 'preserveAspectRatio="xMinYMin"'
"""Aligns a picture that the page's styles shrink with the text above it."""


def svg(label: str, size: tuple[float, float], parts: Iterable[str], look: str = "") -> str:
    """Return a picture that screen readers read as its label.

    Args:
        label: a description in words.
        size: width and height, in its own units.
        parts: its elements.
        look: more attributes.
    """
    width, height = size
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {width:g} {height:g}" {look}>'
        + "".join(parts)
        + "</svg>"
    )


def words(x: float, y: float, text: str, anchor: str, style: str = "") -> str:
    """Return a text that begins or ends at a place, or is centred on it."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="{style}">'
        f"{escape(text)}</text>\n"  # a page without SVG leaves these words
    )


def polyline(places: Sequence[tuple[float, float]], colour: str, look: str) -> str:
    """Return a line through places; empty if there are fewer than two."""
    if len(places) < 2:
        return ""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" {look}/>'


def squares(rows: Sequence[Sequence[int]], level: int) -> str:
    """Return the path of all places of a level in a table whose places are 1 by 1."""
    return "".join(
        f"M{column} {row}h1v1h-1z"
        for row, places in enumerate(rows)
        for column, one in enumerate(places)
        if one == level
    )
