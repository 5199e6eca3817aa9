"""Mends grades: what changed between two runs and why, points by hand, the same grade again."""

from torchgrade.regrade.override_file import (
    OVERRIDES,
    OverrideRow,
    find_overrides,
    read_overrides,
)
from torchgrade.regrade.overrides import Overrides, as_graded, overrides_of

__all__ = [
    "OVERRIDES",
    "OverrideRow",
    "Overrides",
    "as_graded",
    "find_overrides",
    "overrides_of",
    "read_overrides",
]
