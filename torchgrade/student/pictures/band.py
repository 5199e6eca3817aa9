"""Draws a sequence of numbers and the band in which each must lie, as a line or dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from torchgrade.checks.seen import Numbers
from torchgrade.student.drawing import COLOURS, polyline, svg, words
from torchgrade.student.pictures.picture import Picture

__all__ = ["Band", "band_of", "picture_of_band"]

_FEWEST, _MOST = 5, 240  # numbers: words suffice for fewer, and a map says more about more
_WIDTH, _HEIGHT = 340, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 12, 24
_NEAR = 0.15  # of the range of the numbers
_ROOM = 0.08  # above and below the numbers, of their range
_AROUND = 3  # rows of text before and after the first wrong number


@dataclass(frozen=True)
class Band:
    """Numbers, expected ones, and bounds; ``off`` are the places outside the bounds."""

    got: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    off: tuple[int, ...]


def band_of(seen: Numbers) -> Band | None:
    """Return a sequence with its band; None for more axes, or too few or many numbers.

    It is also None if an expected number is not finite, or if no number is near the expected one.
    """
    if seen.off.dim() != 1 or not _FEWEST <= len(seen.off) <= _MOST or seen.got.is_complex():
        return None
    got, least, most = (one.detach().cpu().double() for one in (seen.got, seen.low, seen.high))
    slack = seen.atol + seen.rtol * least.abs().maximum(most.abs())
    low, high = least - slack, most + slack
    rows = [tuple(one.tolist()) for one in (got, (least + most) / 2, low, high)]
    band = Band(rows[0], rows[1], rows[2], rows[3], tuple(seen.off.nonzero()[:, 0].tolist()))
    fits = all(map(math.isfinite, (*band.low, *band.high)))
    return band if fits and any(map(math.isfinite, band.got)) and band.off else None


def picture_of_band(band: Band, said_more: str = "") -> Picture:
    """Draw the numbers, and mark the first wrong one; with another sentence below.

    If the lines would coincide, their difference is drawn.
    """
    told = f"{len(band.off)} of {len(band.got)} values off, the first at index {band.off[0]}."
    near = _is_near(band)
    drawn = _differences(band) if near else band
    parts = [*_axes(drawn), _drawn_band(drawn), _line(drawn, drawn.expected, COLOURS[1], _DASHES)]
    parts += [_line(drawn, drawn.got, COLOURS[0], 'stroke-width="1.5"')]
    parts += _dots(drawn)
    look = f'class="tg-band" width="{_WIDTH}" height="{_HEIGHT}" fill="currentColor"'
    drawing = svg(f"Yours against what is expected. {told}", (_WIDTH, _HEIGHT), parts, look)
    yours, right = ("yours minus expected", "no difference") if near else ("yours", "expected")
    legend = (("tg-line", yours), ("tg-dashes", f"{right}, with what is allowed around it"))
    caption = f"{told} The ring marks it. {said_more}".rstrip()
    lines = (*_lines(band, told), *filter(None, [said_more]))
    return Picture(drawing, legend, caption, lines)


def _is_near(band: Band) -> bool:
    """Return whether all errors are small compared to the range of the numbers."""
    apart = [abs(a - b) for a, b in zip(band.got, band.expected, strict=True)]
    return max(apart) < _NEAR * (max(band.expected) - min(band.expected))


def _differences(band: Band) -> Band:
    """Return the same as differences from the expected numbers."""

    def away(values: Sequence[float]) -> tuple[float, ...]:
        return tuple(a - b for a, b in zip(values, band.expected, strict=True))

    return Band(away(band.got), away(band.expected), away(band.low), away(band.high), band.off)


_DASHES = 'stroke-width="1.5" stroke-dasharray="5 3"'


def _range(band: Band) -> tuple[float, float]:
    values = [value for value in (*band.got, *band.low, *band.high) if math.isfinite(value)]
    low, high = min(values), max(values)
    room = _ROOM * (high - low) or _ROOM * abs(high) or 1.0
    return low - room, high + room


def _place(band: Band, index: float, value: float) -> tuple[float, float]:
    """Return where to draw a number; at the edge if it is not finite."""
    low, high = _range(band)
    value = min(max(value, low), high) if not math.isnan(value) else high
    across = _LEFT + (_WIDTH - _LEFT - _RIGHT) * index / (len(band.got) - 1)
    return across, _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - value) / (high - low)


def _axes(band: Band) -> list[str]:
    low, high = _range(band)
    parts = []
    room = (high - low) * _ROOM / (1 + 2 * _ROOM)
    for value in (low + room, (low + high) / 2, high - room):
        (x, y), (right, _) = _place(band, 0, value), _place(band, len(band.got) - 1, value)
        parts.append(polyline([(x, y), (right, y)], "currentColor", 'stroke-opacity="0.2"'))
        parts.append(words(x - 8, y + 4, f"{value:.3g}", "end"))
    foot = _HEIGHT - _BOTTOM + 17
    last = len(band.got) - 1
    for index, text in ((0, "0"), (last / 2, "index"), (last, str(last))):
        parts.append(words(_place(band, index, low)[0], foot, text, "middle"))
    return parts


def _drawn_band(band: Band) -> str:
    there = [_place(band, index, value) for index, value in enumerate(band.high)]
    back = [_place(band, index, value) for index, value in enumerate(band.low)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*there, *reversed(back)))
    return f'<polygon points="{points}" fill="{COLOURS[1]}" fill-opacity="0.22"/>'


def _line(band: Band, values: Sequence[float], colour: str, look: str) -> str:
    """Draw a line, with gaps at NaN."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if math.isfinite(value):
            pieces[-1].append(_place(band, index, value))
        else:
            pieces.append([])
    return "".join(polyline(piece, colour, look) for piece in pieces)


def _dots(band: Band) -> list[str]:
    small = 2.5 if len(band.got) <= 60 else 1.2
    parts = []
    for index, value in enumerate(band.got):
        x, y = _place(band, index, value)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{small}" fill="{COLOURS[0]}"/>')
    x, y = _place(band, band.off[0], band.got[band.off[0]])
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="currentColor"'
    return [*parts, f'{ring} stroke-width="1.5"/>']


def _lines(band: Band, told: str) -> list[str]:
    """Return the numbers around the first wrong one, as a table."""
    first = band.off[0]
    rows = [("index", "yours", "expected", "")]
    for index in range(max(0, first - _AROUND), min(len(band.got), first + _AROUND + 1)):
        values = (f"{band.got[index]:.6g}", f"{band.expected[index]:.6g}")
        rows.append((str(index), *values, "off" if index in band.off else ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = (
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return [f"yours against what is expected: {told}", *(f"  {row}" for row in table)]
