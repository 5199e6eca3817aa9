"""The processes that belong to one player, whatever it did to leave no trace of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass, field

from torchgrade.sandbox.processes.reaper import descendants, processes_of

__all__ = ["Household"]


@dataclass(frozen=True)
class Household:
    """A player and all that it started.

    Args:
        uid: of the player; None where it has the grader's own.
        referee: the process that inherits those whose parent has ended.
    """

    uid: int | None
    referee: int = field(default_factory=os.getpid)

    def pids(self) -> list[int]:
        """List the processes: by uid, or, for want of one, by descent."""
        if self.uid is not None:
            return processes_of(self.uid)
        own = frozenset({os.getpid()})  # a copy of the referee descends from it, too
        return list(descendants(self.referee, own))

    def end(self, keep: Container[int]) -> None:
        """End the processes that are there now, but for some."""
        if not hasattr(os, "pidfd_open"):
            return
        found = {}
        for pid in self.pids():
            if pid not in keep:
                with suppress(OSError):
                    found[pid] = os.pidfd_open(pid)
        there = self.pids()  # a number that another has got since is not among these
        for pid, descriptor in found.items():
            with suppress(OSError):
                if pid in there:
                    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
            os.close(descriptor)
