"""How many cores this process may use."""

from __future__ import annotations

import os
import sys

__all__ = ["cores"]


def cores() -> int:
    """Return the number of cores that this process may use, perhaps not all of the machine's."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
