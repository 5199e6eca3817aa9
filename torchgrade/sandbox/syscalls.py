"""System calls that Python has no function for; the numbers are the same everywhere."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Any

__all__ = ["check", "die_with_parent", "libc", "prctl"]

_PDEATHSIG = 1  # include/uapi/linux/prctl.h

libc: Any = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, *arguments: int) -> None:
    """Change an attribute of this process, as in `man 2 prctl`.

    Raises:
        OSError: it failed.
    """
    padded = (*arguments, 0, 0, 0, 0)[:4]
    check(libc.prctl(option, *map(ctypes.c_ulong, padded)), f"prctl({option})")


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies, if it can."""
    if sys.platform == "linux":
        prctl(_PDEATHSIG, signal.SIGKILL)


def check(result: int, what: str) -> int:
    """Return the result of a libc call; raises OSError if it is negative."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{os.strerror(code)} ({what})")
    return result
