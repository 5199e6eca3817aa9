"""Curves that grow point by point, and their plot as SVG, which is cheap to make."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from torchgrade.student.drawing import COLOURS, polyline, svg, words

__all__ = ["Curve", "Line", "picture"]

_MOST = 240  # points of a curve: more than a plot of this size can show
_WIDTH, _HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 8, 24, 34
_FONT = "font: 11px var(--jp-ui-font-family, system-ui, sans-serif)"


class Curve:
    """A curve that averages neighbouring points as it grows, so that it never has many."""

    def __init__(self) -> None:
        self._points: list[tuple[float, float]] = []
        self._each = 1  # values that a point is the mean of
        self._waiting: list[tuple[float, float]] = []

    def add(self, x: float, y: float) -> None:
        """Add a value; a value that is not finite is skipped."""
        if not math.isfinite(y):
            return
        self._waiting.append((x, y))
        if len(self._waiting) >= self._each:
            self._points.append(_mean(self._waiting))
            self._waiting = []
        if len(self._points) >= _MOST:
            pairs = zip(self._points[::2], self._points[1::2], strict=True)
            self._points = [_mean(pair) for pair in pairs]
            self._each *= 2

    def shift(self, by: float) -> None:
        """Move all points along x."""
        self._points = [(x + by, y) for x, y in self._points]
        self._waiting = [(x + by, y) for x, y in self._waiting]

    def points(self) -> list[tuple[float, float]]:
        """Return the points, including the last values."""
        return self._points + ([_mean(self._waiting)] if self._waiting else [])


def _mean(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


class Line(NamedTuple):
    """A line of a plot: its name, and its points."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False


def picture(title: str, lines: Sequence[Line], end: float) -> str:
    """Return an SVG with lines over epochs, in the colours of the surrounding page.

    Args:
        title: the plot's title.
        lines: at most two.
        end: the last epoch, where the axis ends from the start.
    """
    values = [y for line in lines for _, y in line.points]
    low, high = _bounds(values)
    right = max([end, *(x for line in lines for x, _ in line.points)])

    def place(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / right
        return across, _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - y) / (high - low)

    said = ", ".join(f"{line.name} now {line.points[-1][1]:.4g}" for line in lines if line.points)
    parts = [words(_LEFT, 13, title, "start", "font-weight: 600")]
    for value in (low, (low + high) / 2, high) if values else ():
        (x, y), (last, _) = place(0, value), place(right, value)
        parts.append(polyline([(x, y), (last, y)], "currentColor", 'stroke-opacity="0.2"'))
        parts.append(words(x - 5, y + 4, f"{value:.3g}", "end"))
    foot = _HEIGHT - _BOTTOM + 14
    for epoch in (0, right):
        parts.append(words(place(epoch, low)[0], foot, f"{epoch:g}", "middle"))
    parts.append(words(place(right / 2, low)[0], foot, "epoch", "middle"))
    for line, colour in zip(lines, COLOURS, strict=False):
        places = [place(x, y) for x, y in line.points]
        parts.append(polyline(places, colour, 'stroke-width="1.5"'))
        dots = places if line.dots or len(places) == 1 else ()
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in dots]
    if len(lines) > 1:
        for number, (line, colour) in enumerate(zip(lines, COLOURS, strict=False)):
            x = _LEFT + number * (_WIDTH - _LEFT) / 2
            parts.append(
                polyline([(x, _HEIGHT - 7), (x + 14, _HEIGHT - 7)], colour, 'stroke-width="2"')
            )
            parts.append(words(x + 18, _HEIGHT - 3, line.name, "start"))
    look = f'width="{_WIDTH}" height="{_HEIGHT}" fill="currentColor" style="{_FONT}"'
    return svg(f"{title}: {said or 'no values yet'}", (_WIDTH, _HEIGHT), parts, look)


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
    return low - room, high + room
