"""How many cores there are to work on."""

from __future__ import annotations

import os
import sys

__all__ = ["cores"]


def cores() -> int:
    """Return the number of cores that this process may use, which may be fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
