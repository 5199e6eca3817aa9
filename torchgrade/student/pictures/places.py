"""Draws a map of a tensor's wrong places, and of how wrong they are.

Whole rows, a column, a border or every other place say more about a mistake than the first index.
The map contains no values, only places and relative sizes of errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from torchgrade.checks.seen import Numbers, Spots, seen_by
from torchgrade.student.drawing import LEFT, squares, svg
from torchgrade.student.pictures.picture import Picture

__all__ = ["LEVELS", "MOST_COLUMNS", "MOST_ROWS", "Places", "picture_of_places", "places_off"]

MOST_ROWS, MOST_COLUMNS = 24, 48

LEVELS = 4
"""How many sizes of errors are distinguished."""

_FEWEST = 5  # if all places are wrong, at least so many for their sizes to be meaningful


@dataclass(frozen=True)
class Places:
    """Rows of places: 0 for right ones, up to LEVELS for the most wrong ones.

    For a tensor with more axes, all but the last are rows. ``each`` is how many rows and columns of
    a matrix a place stands for; ``left_out`` is whether there are more rows or columns than these.
    ``largest`` is the largest error; None if all errors are about equal.
    """

    rows: tuple[tuple[int, ...], ...]
    shape: tuple[int, ...]
    left_out: bool
    each: tuple[int, int] = (1, 1)
    largest: float | None = None

    @property
    def width(self) -> int:
        """The number of places in a row."""
        return len(self.rows[0])

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        signs = ".xxxx" if self.largest is None else ".1234"
        return ["".join(signs[level] for level in row) for row in self.rows]


def places_off(error: BaseException) -> Places | None:
    """Return where a check found a tensor wrong; None if that says no more than its words.

    Args:
        error: the check's exception.
    """
    seen = seen_by(error)
    if not isinstance(seen, Spots) or seen.off.dim() == 0 or not bool(seen.off.any()):
        return None
    off = seen.off.detach().cpu()
    levels, largest = _levels(seen, off)
    if bool(off.all()) and (largest is None or off.numel() < _FEWEST):
        return None
    shape = tuple(map(int, off.shape))
    table = levels.reshape(math.prod(shape[:-1]), shape[-1])
    each = (1, 1)
    if len(shape) <= 2:  # with more axes, neighbouring rows have little to do with each other
        table, each = _pooled(table)
    shown = table[:MOST_ROWS, :MOST_COLUMNS].tolist()
    if not any(map(any, shown)):
        return None
    rows = tuple(tuple(map(int, row)) for row in shown)
    left_out = tuple(table.shape) != (len(rows), len(rows[0]))
    return Places(rows, shape, left_out, each, largest)


def _levels(seen: Spots, off: torch.Tensor) -> tuple[torch.Tensor, float | None]:
    """Return how wrong each place is, from 0 to LEVELS, and the largest error."""
    most = off.to(torch.uint8) * LEVELS
    if not isinstance(seen, Numbers) or not _are_real(seen):
        return most, None
    got, low, high = (one.detach().cpu().double() for one in (seen.got, seen.low, seen.high))
    error = torch.maximum(low - got, got - high).clamp(min=0.0)
    largest = float(error[off].max())
    if not 0.0 < largest < math.inf:
        return most, None
    levels = (error / largest * LEVELS).ceil().clamp(1, LEVELS).to(torch.uint8) * off
    if bool((levels == most).all()):
        return most, None
    return levels, largest


def _are_real(seen: Numbers) -> bool:
    return not any(one.is_complex() for one in (seen.got, seen.low, seen.high))


def _pooled(table: torch.Tensor) -> tuple[torch.Tensor, tuple[int, int]]:
    """Shrink a matrix until it fits: each place is the worst of a few."""
    rows, columns = table.shape
    each = (math.ceil(rows / MOST_ROWS), math.ceil(columns / MOST_COLUMNS))
    if each == (1, 1):
        return table, each
    high, wide = (math.ceil(size / few) for size, few in zip((rows, columns), each, strict=True))
    whole = torch.zeros(high * each[0], wide * each[1], dtype=table.dtype)
    whole[:rows, :columns] = table
    return whole.reshape(high, each[0], wide, each[1]).amax(dim=(1, 3)), each


def picture_of_places(found: Places, said_more: str = "") -> Picture:
    """Draw where a tensor is wrong, with another sentence below."""
    size = (found.width, len(found.rows))
    shape = f"shape {found.shape}"
    if found.left_out:
        shape = f"the beginning of {shape}"
    if found.each != (1, 1):
        shape += f", each square the worst of {found.each[0]} x {found.each[1]} places"
    parts = ['<rect width="100%" height="100%"/>']
    for level in range(1, LEVELS + 1):
        path = squares(found.rows, level)
        parts += [f'<path class="tg-error-{level}" d="{path}"/>'] if path else []
    across = "; the last axis to the right" if len(found.rows) > 1 else ""
    if found.largest is None:
        said = f"where it is off (x), {shape}"
        legend: tuple[tuple[str, str], ...] = (("tg-error-4", "off"), ("tg-none", "right"))
    else:
        most = f"{float(f'{found.largest:.1g}'):g}"
        said = f"where it is off, from 1 to {LEVELS} (off by up to about {most}), {shape}"
        legend = (
            ("tg-none", "right"),
            ("tg-error-1", "off"),
            ("tg-error-4", f"off by up to about {most}"),
        )
    label = f"Where it is off: {_described(found)}"
    look = f'class="tg-places" {LEFT} width="{min(found.width * 14, 480)}"'
    caption = f"{shape[0].upper()}{shape[1:]}{across}. {said_more}".rstrip()
    lines = (f"{said}:", *(f"  {line}" for line in found.lines), *filter(None, [said_more]))
    return Picture(svg(label, size, parts, look), legend, caption, lines)


def _described(found: Places) -> str:
    """Describe the wrong rows and columns in words."""
    table = [[bool(level) for level in row] for row in found.rows]
    rows = [number for number, row in enumerate(table) if any(row)]
    columns = [number for number, column in enumerate(zip(*table, strict=True)) if any(column)]
    count = sum(map(sum, table))
    of = len(table) * found.width
    if len(table) == 1:
        return f"{count} of {of} squares, columns {_few(columns)}"
    return f"{count} of {of} squares, in rows {_few(rows)} and columns {_few(columns)}"


def _few(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    return shown if len(numbers) <= 8 else f"{shown} and {len(numbers) - 8} more"
