"""What a failed check compared, kept with its exception so that a notebook can draw it.

None of it is in a message, and a grader sends none of it to students.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

__all__ = ["Numbers", "Order", "Seen", "Spots", "Units", "seen_by"]


@dataclass(frozen=True, eq=False)
class Spots:
    """Places of a tensor that are ``off``: booleans."""

    off: torch.Tensor


@dataclass(frozen=True, eq=False)
class Numbers(Spots):
    """Numbers that must lie between ``low`` and ``high``, give or take a tolerance.

    All are of one shape. Where one number is right, it is both.
    """

    got: torch.Tensor
    low: torch.Tensor
    high: torch.Tensor
    rtol: float = 0.0
    atol: float = 0.0


@dataclass(frozen=True, eq=False)
class Units:
    """Units that dropout ``kept``, those of them that are ``off``, and the share to be dropped."""

    kept: torch.Tensor
    off: torch.Tensor | None = None
    drop: float | None = None


@dataclass(frozen=True)
class Order:
    """Names in the order in which they came, and in which they were wanted."""

    got: tuple[str, ...]
    wanted: tuple[str, ...]


Seen = Spots | Units | Order


def seen_by(error: BaseException) -> Seen | None:
    """Return what the check saw that raised this."""
    found = getattr(error, "seen", None)
    return found if isinstance(found, (Spots, Units, Order)) else None
