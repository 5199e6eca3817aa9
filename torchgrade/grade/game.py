"""The referee's course of play: cells first, then every question against its snapshot."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from torchgrade.grade import wire
from torchgrade.grade.alarm import Alarm, TimeUp
from torchgrade.grade.channel import unexpected
from torchgrade.grade.process import LostError, Process, arrived
from torchgrade.grade.texts import printable

__all__ = ["Cell", "Game"]

_GRACE = 1.0  # seconds between two interrupts of a cell that is over its time
_INTERRUPTS = 3
_SMALL = 2**16  # bytes of values that are noted at a check


@dataclass(frozen=True)
class Cell:
    """A cell to run, with its number in the submitted notebook (0: added by us)."""

    number: int
    source: str


@dataclass(frozen=True)
class _Check:
    """A check: in which cell, counted from 0, and as which one of its question in there."""

    cell: int
    nth: int


class _Stopped(Exception):  # noqa: N818 - it is no error
    """A replay came to the check that it was made for."""


@dataclass
class Game:
    """Plays a notebook, and keeps a process for the moment of every check.

    Args:
        first: the process that waits, and runs no cell itself.
        cells: of the notebook.
        questions: those to be tested -> the names that their tests use, None if it can be any.
        others: questions that a notebook may check, but that are not tested now.
        cell_seconds: limit of a cell.
        until: `time.monotonic()` of the end of the whole submission.
        tick: see :class:`torchgrade.grade.alarm.Alarm`.
        torch_seed: with which torch is seeded before each cell.
    """

    first: Process
    cells: list[Cell]
    questions: dict[str, list[str] | None]
    cell_seconds: float
    until: float
    tick: Callable[[], str]
    torch_seed: int | None = None
    others: Collection[str] = ()
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    enough: bool = False  # stop once every question has been checked
    cuda: bool = False  # the notebook uses it: questions are tested in replays, not in forks
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    _snapshots: dict[str, Process] = field(default_factory=dict)
    _checks: dict[str, _Check] = field(default_factory=dict)
    _dead: set[int] = field(default_factory=set)  # cells that end their process
    _fresh: dict[str, tuple[Process, _Check]] = field(default_factory=dict)
    _recorded: dict[str, dict[str, Any]] = field(default_factory=dict)
    _end_state: Process | None = None

    def fork(self, process: Process) -> Process:
        """Make a copy of a waiting process.

        Raises:
            LostError: it does not wait any more.
        """
        try:
            with Alarm(10):
                return arrived(process.invite())
        except (OSError, EOFError, wire.WireError, TimeUp) as error:
            raise LostError(f"a waiting process of the player's is gone ({error})") from None

    def play(self) -> None:
        """Run all cells."""
        base, since = self.first, list[int]()
        current = self.fork(base)
        for index, cell in enumerate(self.cells):
            start = time.monotonic()
            outcome = self._run(current, index)
            if outcome.get("died") and not outcome.get("hung"):
                # A death that happens twice is the cell's doing; one alone may be bad luck.
                self._drop()
                current = self._again(base, since, index)
                outcome = self._run(current, index)
            seconds = time.monotonic() - start
            self.outcomes.append({**outcome, "cell": cell.number, "seconds": seconds})
            newest = [process for process, _ in self._fresh.values()][-1:]
            self._keep()
            if newest:
                base, since = newest[0], []
            if outcome.get("died"):
                self._dead.add(index)
                current = self._again(base, since, index)
            elif not newest:
                since.append(index)
            if self.enough and self.questions.keys() <= self._snapshots.keys() | self.values.keys():
                break
        self._end_state = current

    def at_end(self) -> Process:
        """Give the process in which the last cell ran.

        Raises:
            LostError: the cells did not get there.
        """
        if self._end_state is None:
            raise LostError("the notebook did not come to its end")
        return self._end_state

    def end(self) -> None:
        """End all processes but the first."""
        for process in (*self._snapshots.values(), self._end_state):
            if process is not None:
                process.end()

    def at(self, question: str) -> Process:
        """Give the process of a question's moment, to test the question in; only once."""
        process = self._snapshots.pop(question, None)
        if process is not None:
            return process
        if question in self._checks or self.cuda:
            return self.replay(question)
        return self.fork(self.at_end())

    def replay(self, question: str) -> Process:
        """Get to a question's moment once more, by running the cells before it again.

        Raises:
            LostError: the cells did not get there again.
        """
        process = self.fork(self.first)
        check = self._checks.get(question)
        last = len(self.cells) - 1 if check is None else check.cell
        try:
            for index in range(last + 1):
                if index in self._dead:
                    continue
                stop = (question, check) if check is not None and index == check.cell else None
                if self._run(process, index, stop).get("died"):
                    break
                self._drop()
            else:
                if check is None:
                    return process
        except _Stopped:
            self._drop()
            return process
        raise LostError(f"a replay did not get to the check of {question}")

    def _drop(self) -> None:
        """Forget the snapshots of the cell that ran last."""
        for process, _ in self._fresh.values():
            process.end()
        self._fresh, self._recorded = {}, {}

    def _keep(self) -> None:
        """Let the snapshots of the cell that ran last take the place of older ones."""
        for question, (process, check) in self._fresh.items():
            if question in self._snapshots:
                self._snapshots[question].end()
            self._snapshots[question], self._checks[question] = process, check
            self.values.pop(question, None)
        self.values.update(self._recorded)
        self._fresh, self._recorded = {}, {}

    def _again(self, base: Process, since: list[int], before: int) -> Process:
        """Get back to where a process was before the cell number `before` ended it."""
        try:
            process = self.fork(base)
        except LostError:  # the notebook's own doing, perhaps: go back to the very beginning
            process, since = self.fork(self.first), list(range(before))
        for index in since:
            if index not in self._dead and self._run(process, index).get("died"):
                raise LostError("a cell that ran once did not run again")
            self._keep()
        return process

    def _run(
        self, process: Process, index: int, stop: tuple[str, _Check] | None = None
    ) -> dict[str, Any]:
        """Run one cell; says so if the process died of it, or had to be killed."""
        left = self.until - time.monotonic()
        if left <= 0:
            return {"error": "no time was left for this cell", "traceback": "", "late": True}
        seconds = min(self.cell_seconds, left)
        interrupts = 0
        deadline = time.monotonic() + seconds

        def tick() -> str:
            nonlocal interrupts
            why = self.tick() or ("its process ended" if process.gone else "")
            if why:
                return why
            if time.monotonic() > deadline + interrupts * _GRACE:
                if interrupts == _INTERRUPTS:
                    return f"it did not end within {seconds:.0f} s, nor when interrupted"
                interrupts += 1
                with contextlib.suppress(OSError):
                    os.kill(process.pid, signal.SIGINT)
            return ""

        try:
            with Alarm(seconds + (_INTERRUPTS + 2) * _GRACE, tick):
                process.channel.send(["cell", self.cells[index].source, self.torch_seed])
                answer = self._listen(process, index, stop)
        except TimeUp as error:
            hung = not process.gone
            process.end()
            return {"error": str(error), "traceback": "", "died": True, "hung": hung}
        except (OSError, EOFError, wire.WireError):
            process.end()
            return {"error": "the cell ended its process", "traceback": "", "died": True}
        if interrupts:
            answer["error"] = f"the cell was interrupted: it did not end within {seconds:.0f} s"
        return answer

    def _listen(
        self, process: Process, index: int, stop: tuple[str, _Check] | None
    ) -> dict[str, Any]:
        """Wait for the end of a cell, and make the snapshots that it asks for."""
        counts: Counter[str] = Counter()
        while True:
            decoder = process.channel.receive(unexpected)
            kind, *rest = decoder.message
            if kind == "ran":
                self.cuda = self.cuda or rest[1:] == [True]
                return _checked_outcome(rest[0])
            if kind != "check" or len(rest) != 2 or rest[0] not in self.questions:
                other = kind == "check" and rest[:1] and rest[0] in self.others
                process.channel.send(["noted" if other else "unknown"])
                continue
            question = rest[0]
            check = _Check(index, counts[question])
            counts[question] += 1
            if stop == (question, check):
                process.channel.send(["stay"])
                raise _Stopped
            if question in self._fresh:
                self._fresh.pop(question)[0].end()
            if rest[1] is True:
                self.cuda = True
                self._checks[question] = check
                process.channel.send(["noted"])
                continue
            values = self._plain_values(process, question)
            if values is not None:
                self._recorded[question] = values
                process.channel.send(["noted"])
                continue
            self._fresh[question] = arrived(process.invite("snapshot")), check
            self._recorded.pop(question, None)

    def _plain_values(self, process: Process, question: str) -> dict[str, Any] | None:
        """Ask for the values that a question's tests use; None if they are more than values."""
        names = self.questions[question]
        if names is None:
            return None
        process.channel.send(["names", names])
        decoder = process.channel.receive(unexpected)
        kind, nodes, *_ = [*decoder.message, None]
        if kind != "names" or type(nodes) is not list:
            raise wire.WireError("no names")
        if decoder.size > _SMALL:
            return None
        try:
            return {str(name): decoder.value(node) for name, node in nodes}
        except wire.WireError:
            return None  # a handle, for which it takes the process; a bad node fails there too


def _checked_outcome(content: Any) -> dict[str, Any]:
    """Take what a player says of a cell, as far as it has the right form."""
    if type(content) is not dict:
        raise wire.WireError("not the outcome of a cell")
    outputs = content.get("outputs")
    shown = outputs[:40] if type(outputs) is list else []
    texts = {
        key: printable(str(content.get(key, ""))[:limit])
        for key, limit in (("error", 2000), ("traceback", 20_000), ("stdout", 25_000))
    }
    return {**texts, "outputs": [printable(text) for text in shown if type(text) is str]}
