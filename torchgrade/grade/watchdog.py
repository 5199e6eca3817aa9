"""Keeps a player's memory within bounds: rlimits count each process alone, this counts them all."""

from __future__ import annotations

import time

from torchgrade.grade.footprint import anonymous, proportional
from torchgrade.grade.household import Household

__all__ = ["Watchdog"]

_EVERY = 0.5  # seconds


class Watchdog:
    """Looks at what a player and its descendants have taken beyond what they started with.

    What each process has resident beyond the fork server's own memory is read in no time, but
    counts pages that snapshots share once for each. Only where that is too much, the kernel's exact
    account is asked for (PSS), which can take longer than a grade.

    Args:
        household: the player and all that it started.
        root: its first process.
        limit: bytes.
    """

    def __init__(self, household: Household, root: int, limit: int) -> None:
        self.rang = False
        self._household, self._limit = household, limit
        self._base = anonymous(root)
        self._next = time.monotonic() + _EVERY
        self._exact = self._then = 0  # the exact account, and the quick one at that time

    def __call__(self) -> str:
        """Say what is wrong; an empty text if nothing is."""
        if time.monotonic() < self._next:
            return ""
        pids = self._household.pids()
        quick = sum(max(0, anonymous(pid) - self._base) for pid in pids)
        self._then = min(self._then, quick)
        if self._exact + quick - self._then > self._limit:
            self._exact, self._then = self._look_again(pids, quick), quick
        self._next = time.monotonic() + _EVERY
        if self._exact + quick - self._then > self._limit:
            self.rang = True
            return f"it took more than {self._limit / 2**20:,.0f} MB of memory"
        return ""

    def _look_again(self, pids: list[int], quick: int) -> int:
        parts = [proportional(pid, "Pss_Anon") for pid in pids]
        known = [part for part in parts if part is not None]
        return max(0, sum(known) - self._base) if len(known) == len(parts) else quick
