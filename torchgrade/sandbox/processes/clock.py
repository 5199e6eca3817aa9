"""The time that counts for a player's limits: without what it waited for a processor.

Beside busy neighbours a right answer takes longer by the clock on the wall, and no longer by this.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable

from torchgrade.sandbox.processes import proc

__all__ = ["MOST", "Clock"]

MOST = 16.0
"""How many times longer than by this clock something may take by the one on the wall."""

_EVERY = 1.0  # seconds between two looks; one takes a millisecond or two


class Clock:
    """Counts seconds in which a player or its referee ran, slept or waited for something.

    What the kernel says that their threads stood in line for a processor is taken off
    (https://docs.kernel.org/scheduler/sched-stats.html). A player can't have its own processes
    stand in line of each other for that: as long as they run, the time counts all the same.

    Args:
        processes: lists the player's; None for the clock on the wall. Where the kernel does not
            say, that is what it is, too.
    """

    def __init__(self, processes: Callable[[], Iterable[int]] | None = tuple) -> None:
        self._processes = processes
        self._counted = 0.0
        self._since = self._looked = time.monotonic()
        self._threads: dict[tuple[int, int], _Thread] | None = None

    def now(self) -> float:
        """Return the seconds that counted up to now; those after the last look do for now."""
        return self._counted + time.monotonic() - self._since

    def count(self) -> float:
        """Return the same, and have all up to now count, however little of it they ran."""
        now = time.monotonic()
        self._counted += now - self._since
        self._since = now
        return self._counted

    def has_come(self, moment: float) -> bool:
        """Return whether it is later than a moment by this clock."""
        if self.now() > moment or time.monotonic() > self._looked + _EVERY:
            self.look()
        return self.now() > moment

    def look(self) -> None:
        """Take off what their threads stood in line since the last look."""
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
    """What the kernel says of a thread: seconds that it ran, and that it stood in line."""

    def __init__(self, ran: float, in_line: float) -> None:
        self.ran, self.in_line = ran, in_line
        self._ahead = 0.0  # of the latter, before the kernel says so

    def since(
        self, last: _Thread | None, seconds: float, key: tuple[int, int]
    ) -> tuple[float, float]:
        """Return what it ran and stood in line since the last look, so many seconds ago.

        The kernel says how long one stood in line once it has had its turn.
        """
        if last is None or last.ran > self.ran:  # it is a new one
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
