"""How much memory processes use: what is theirs alone, and their part of what they share."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterable
from pathlib import Path

import psutil

from torchgrade.sandbox.processes.reaper import descendants, processes_of

__all__ = ["anonymous", "memory_of", "proportional"]


def memory_of(*, uid: int | None = None, root: int | None = None) -> int:
    """Add up the bytes of memory of all processes of a uid, or of a process and its descendants.

    A page that several processes share counts once, in parts (PSS): snapshots share nearly all.
    Where that can't be read, it is what is resident and not of a file, which counts the pages that
    a fork shares for each process.
    """
    pids: Iterable[int] = ()
    if uid is not None:
        pids = processes_of(uid)
    elif root is not None:
        pids = [root, *descendants(root)]
    return sum(map(_memory, pids))


def proportional(pid: int | str, *of: str) -> int | None:
    """Return the bytes of memory of a process, of a page that several share its part.

    Args:
        pid: of the process, or PID/task/TID, of a thread.
        of: lines of /proc/PID/smaps_rollup: "Pss" is all, "Pss_Anon" without files.

    Returns:
        0 for a process that has ended; None where it is a secret: some containers do not let even
        root look at another user's processes.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except ProcessLookupError:
        return 0
    except FileNotFoundError:
        return None if os.path.isdir(f"/proc/{pid}") else 0
    except OSError:
        return None
    words = [line.split() for line in lines[1:]]
    sizes = [int(size) for name, size, *_ in words if name.rstrip(":") in of]
    return sum(sizes) * 1024 if sizes else None


def anonymous(pid: int) -> int:
    """Return the bytes that a process has resident and that are of no file; 0 once it has ended.

    It is read in no time, but counts a page that a fork shares for each process.
    """
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
        return (resident - shared) * resource.getpagesize()
    except (OSError, ValueError):
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(pid).memory_info().rss)
        return 0


def _memory(pid: int) -> int:
    exact = proportional(pid, "Pss")
    return anonymous(pid) if exact is None else exact
