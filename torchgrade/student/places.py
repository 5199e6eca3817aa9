"""A map of the places of a tensor that a check has found to be off: no value, only where.

Whole rows, one column, a border or every other place say more of a mistake than the first index.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

__all__ = ["Places", "places_off"]

_MOST_ROWS, _MOST_COLUMNS = 24, 48


@dataclass(frozen=True)
class Places:
    """Rows of places, True where it is off; of a tensor of more axes all but the last are rows.

    ``left_out`` is whether there are more rows or columns than these.
    """

    rows: tuple[tuple[bool, ...], ...]
    shape: tuple[int, ...]
    left_out: bool

    @property
    def width(self) -> int:
        """How many places a row has."""
        return len(self.rows[0])

    @property
    def path(self) -> str:
        """The places that are off, as the path of an SVG in which a place is 1 by 1."""
        return "".join(
            f"M{column} {row}h1v1h-1z"
            for row, places in enumerate(self.rows)
            for column, off in enumerate(places)
            if off
        )

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return ["".join("x" if off else "." for off in row) for row in self.rows]


def places_off(error: BaseException) -> Places | None:
    """Return where a check found a tensor off; None where that says nothing more than its words.

    Args:
        error: what the check raised: its ``off`` is a tensor of booleans.
    """
    off: Any = getattr(error, "off", None)
    if off is None or len(off.shape) == 0 or bool(off.all()):
        return None
    shape = tuple(map(int, off.shape))
    table = off.reshape(math.prod(shape[:-1]), shape[-1])
    shown = table[:_MOST_ROWS, :_MOST_COLUMNS].tolist()
    if not any(map(any, shown)):
        return None
    rows = tuple(tuple(map(bool, row)) for row in shown)
    return Places(rows, shape, table.shape != (len(rows), len(rows[0])))
