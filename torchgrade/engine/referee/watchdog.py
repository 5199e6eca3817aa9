"""Bound a player's memory: rlimits apply to each process, this to all of them together."""

from __future__ import annotations

import time

from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.engine.referee.process import in_use
from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.processes.meter import Meter
from torchgrade.sandbox.processes.process_tree import ProcessTree

__all__ = ["Watchdog"]

_EVERY = 0.5  # seconds


class Watchdog:
    """Watches the memory that a player and its descendants use beyond what they started with.

    If it is too much, the watchdog kills those of them that no question needs.

    Args:
        tree: the player and everything that it started.
        root: its first process.
        limit: the limit in bytes.
        alone: whether nothing else uses the memory that this machine has.
    """

    def __init__(self, tree: ProcessTree, root: int, limit: int, *, alone: bool = False) -> None:
        self._tree, self._limit = tree, limit
        self._meter = Meter(tree, root)
        self._next = time.monotonic() + _EVERY
        self._exact = self._then = 0  # the exact total, and the quick estimate at the same time
        self._suspects = False
        self._alone, self._killed_before = alone, proc.killed_for_memory()

    @property
    def starved(self) -> bool:
        """Whether the system has killed processes since the start because memory ran out.

        It chooses players first, whoever took the memory. So one that has died may not be to blame.
        """
        return not self._alone and proc.killed_for_memory() > self._killed_before

    def __call__(self) -> str:
        """Return what is wrong, or an empty text."""
        if time.monotonic() < self._next:
            return ""
        quick = self._meter.quickly()
        self._then = min(self._then, quick)
        if self._exact + quick - self._then > self._limit:
            self._exact, self._then = self._meter.exactly(), quick
        too_much = self._exact + quick - self._then > self._limit
        if too_much and self._suspects:
            self._tree.end(keep=in_use)  # what is graded next may use the memory
            self._suspects = False
            return Why(Reason.MEMORY, self._limit / 2**20)
        # Until a new process executes its program, its parent's memory counts as its own, too.
        self._suspects = too_much
        self._next = time.monotonic() + _EVERY * (not too_much)
        return ""
