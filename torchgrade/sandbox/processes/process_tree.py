"""Finds the processes that belong to a player, however it tried to hide them.

A process group is not enough, as setsid(2) leaves it. A player's processes are those of its uid,
which nobody else has; without its own uid, those that descend from a child subreaper
(PR_SET_CHILD_SUBREAPER, prctl(2)), which adopts every process whose parent has ended.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from torchgrade.sandbox.processes import proc

__all__ = ["ProcessTree", "children", "descendants"]


@dataclass(frozen=True)
class ProcessTree:
    """A player and everything that it started.

    Args:
        uid: the player's uid; None if it has the grader's.
        subreaper: the process that adopts orphans.
    """

    uid: int | None
    subreaper: int = field(default_factory=os.getpid)

    def pids(self) -> list[int]:
        """List the processes: by uid or, without one, by descent."""
        if self.uid is not None:
            return proc.processes_of(self.uid)
        own = frozenset({os.getpid()})  # a copy of the referee also descends from it
        return list(descendants(self.subreaper, own))

    def end(self, keep: Container[int]) -> None:
        """End the current processes, except some."""
        if not hasattr(os, "pidfd_open"):
            return
        found = {}
        for pid in self.pids():
            if pid not in keep:
                with suppress(OSError):
                    found[pid] = os.pidfd_open(pid)
        there = self.pids()  # a pid that another process has got since is not among these
        for pid, descriptor in found.items():
            with suppress(OSError):
                if pid in there:
                    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
            os.close(descriptor)


def descendants(pid: int, keep: frozenset[int] = frozenset()) -> Iterator[int]:
    """Yield the descendants of a process, without those in `keep` and their descendants."""
    waiting = [pid]
    while waiting:
        for child in children(waiting.pop()):
            if child not in keep:
                waiting.append(child)
                yield child


def children(pid: int) -> list[int]:
    """List the children of a process; none once it has gone.

    The kernel's own list takes microseconds; without it, all processes are examined.
    """
    found = proc.children(pid)
    if found is None:
        with suppress(psutil.Error):
            return [child.pid for child in psutil.Process(pid).children()]
    return found or []
