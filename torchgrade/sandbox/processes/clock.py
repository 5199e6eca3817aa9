"""A clock for a player's time limits, which leaves out time spent waiting for a processor.

On a busy machine a right answer takes longer by the wall clock, but not by this one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable

from torchgrade.sandbox.processes import proc

__all__ = ["MOST", "Clock"]

MOST = 16.0
"""How many times longer something may take by the wall clock than by this one."""

_EVERY = 1.0  # seconds between two readings, each of which takes a millisecond or two


class Clock:
    """Counts seconds in which a player or its referee ran, slept or waited for something else.

    It subtracts the time that their threads spent waiting in run queues, by the kernel's statistics
    (https://docs.kernel.org/scheduler/sched-stats.html). A player can't stop it by letting its own
    processes wait for each other: as long as one of them runs, time counts.

    Args:
        processes: lists the player's processes; None: the wall clock, which is also used if the
            kernel has no such statistics.
    """

    def __init__(self, processes: Callable[[], Iterable[int]] | None = tuple) -> None:
        self._processes = processes
        self._counted = 0.0
        self._since = self._looked = time.monotonic()
        self._threads: dict[tuple[int, int], _Thread] | None = None

    def now(self) -> float:
        """Return the seconds that counted; those since the last reading are provisional."""
        return self._counted + time.monotonic() - self._since

    def count(self) -> float:
        """Return the same, and make all seconds up to now count, however little they ran."""
        now = time.monotonic()
        self._counted += now - self._since
        self._since = now
        return self._counted

    def has_come(self, moment: float) -> bool:
        """Return whether this clock has passed a time."""
        if self.now() > moment or time.monotonic() > self._looked + _EVERY:
            self.look()
        return self.now() > moment

    def look(self) -> None:
        """Subtract the time that their threads have waited since the last reading."""
        if self._processes is None:
            return
        threads, before = _threads((os.getpid(), *self._processes())), self._threads
        now = time.monotonic()
        wall, apart = now - self._since, now - self._looked
        ran = in_line = 0.0
        for key, thread in threads.items() if before is not None else ():
            more = thread.since(before.get(key) if before else None, apart, key)
            ran, in_line = ran + more[0], in_line + more[1]
        self._counted += max(wall - in_line, min(wall, ran), wall / MOST)
        self._since = self._looked = now
        self._threads = threads


class _Thread:
    """The kernel's statistics of a thread: seconds that it ran, and that it waited."""

    def __init__(self, ran: float, in_line: float) -> None:
        self.ran, self.in_line = ran, in_line
        self._ahead = 0.0  # of waiting, before the kernel reports it

    def since(
        self, last: _Thread | None, seconds: float, key: tuple[int, int]
    ) -> tuple[float, float]:
        """Return how long it ran and waited since the last reading, so many seconds ago.

        The kernel only reports how long a thread has waited once it runs.
        """
        if last is None or last.ran > self.ran:  # a new thread
            return self.ran, self.in_line
        if (last.ran, last.in_line) == (self.ran, self.in_line):
            if proc.state(*key) != "R":
                return 0.0, 0.0
            self._ahead = last._ahead + seconds
            return 0.0, seconds
        return self.ran - last.ran, max(0.0, self.in_line - last.in_line - last._ahead)


def _threads(pids: Iterable[int]) -> dict[tuple[int, int], _Thread]:
    return {
        (pid, thread): _Thread(*times)
        for pid in pids
        for thread, times in proc.run_times(pid).items()
    }
