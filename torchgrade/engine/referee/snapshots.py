"""The state at each question's check: a process, or recorded values."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from torchgrade.engine.protocol.requests import Seed
from torchgrade.engine.proxies.peer import Refused
from torchgrade.engine.referee.process import Process

__all__ = ["CheckPosition", "RecordedValues", "Snapshots"]


@dataclass(frozen=True)
class CheckPosition:
    """The position of a check: its cell, from 0, and which of the question's checks there."""

    cell: int
    nth: int


class Snapshots:
    """Keeps what is needed from each question's last check.

    Snapshots from a cell replace older ones only when the cell has ended, with :meth:`keep`: a cell
    that kills its process may have to be run again.
    """

    def __init__(self) -> None:
        self.checks: dict[str, CheckPosition] = {}
        self.values: dict[str, dict[str, object]] = {}  # of questions that need no process
        self._snapshots: dict[str, Process] = {}
        self._fresh: dict[str, tuple[Process, CheckPosition]] = {}
        self._recorded: dict[str, dict[str, object]] = {}

    @property
    def newest(self) -> Process | None:
        """The last snapshot of the running cell."""
        return list(self._fresh.values())[-1][0] if self._fresh else None

    def questions(self) -> set[str]:
        """Return the questions that can be tested."""
        return {*self._snapshots, *self.values}

    def begin(self, question: str) -> None:
        """Drop an earlier snapshot of a question from the same cell."""
        if question in self._fresh:
            self._fresh.pop(question)[0].end()

    def snapshot(self, question: str, process: Process, check: CheckPosition) -> None:
        """Record the process of a check in the running cell."""
        self._fresh[question] = process, check
        self._recorded.pop(question, None)

    def record(self, question: str, values: dict[str, object]) -> None:
        """Record the values at a check in the running cell."""
        self._recorded[question] = values

    def keep(self) -> None:
        """Replace older snapshots with those of the cell that has ended."""
        for question, (process, check) in self._fresh.items():
            if question in self._snapshots:
                self._snapshots[question].end()
            self._snapshots[question], self.checks[question] = process, check
            self.values.pop(question, None)
        self.values.update(self._recorded)
        self._fresh, self._recorded = {}, {}

    def drop(self) -> None:
        """Forget the snapshots of the cell that ran last."""
        for process, _ in self._fresh.values():
            process.end()
        self._fresh, self._recorded = {}, {}

    def take(self, question: str) -> Process | None:
        """Return the process of a question's snapshot; only once."""
        return self._snapshots.pop(question, None)

    def end(self) -> None:
        """End all processes."""
        self.drop()
        for process in self._snapshots.values():
            process.end()


@dataclass
class RecordedValues:
    """Plain values as they were at a check, which need no process of the player's.

    The fields after the first two mirror those of a session.
    """

    values: dict[str, object]
    in_place: bool = False  # later cases see what a case changes
    seeds: list[Seed] = field(default_factory=list)
    dead: str = ""
    flaw: str = ""
    unsupported: str = ""
    refused: str = ""
    traceback: str = ""
    own_decides: bool = False
    may_differ: bool = False
    threaded: bool = False
    got_objects: bool = False
    kept: bool = False
    unsent_change: bool = False
    access_denied: bool = False

    def names(self, names: list[str]) -> dict[str, object]:
        """Return the values, or copies if one test case must not change what another sees."""
        found = {name: self.values[name] for name in names if name in self.values}
        return found if self.in_place else copy.deepcopy(found)

    @property
    def assign(self) -> None:
        """None: the student's code does not share these values."""
        return None

    def refuse(self, why: str) -> Refused:
        """Record something that can't be done with the names: it fails the test case."""
        self.refused = self.refused or why
        return Refused(why)

    def printed(self) -> AbstractContextManager[object]:
        """Return a context in which values are printed as in the notebook."""
        return nullcontext()

    def send_changes(self) -> None:
        """Do nothing: these values are not shared."""
