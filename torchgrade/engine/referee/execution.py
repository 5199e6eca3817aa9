"""Run a notebook's cells, and keep a snapshot for every question from its check."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from torchgrade.engine.protocol import messages, wire
from torchgrade.engine.protocol.channel import unexpected
from torchgrade.engine.protocol.job import Cell
from torchgrade.engine.protocol.messages import Error, Judged, Names, Ran, parse_message
from torchgrade.engine.protocol.reasons import Reason, Why, of_error
from torchgrade.engine.protocol.requests import AskNames, Judge, Noted, RunCell, Stay, Unknown
from torchgrade.engine.proxies.namespace import values_by_name
from torchgrade.engine.referee.outcomes import TOGETHER, CellRun
from torchgrade.engine.referee.process import LostError, Process, accept_fork, reap_adopted
from torchgrade.engine.referee.snapshots import CheckPosition, Snapshots
from torchgrade.engine.referee.time_limit import TimeLimit, TimeUp
from torchgrade.sandbox.processes.clock import Clock

__all__ = ["Execution"]

_GRACE = 1.0  # seconds between interrupts of a cell that is over its time limit
_INTERRUPTS = 3
_AT_A_CHECK = 10.0  # seconds for a question's public cases in the notebook
_SMALL = 2**16  # bytes of values that are recorded at a check
_CHECK = '__import__("otter").Notebook().check({!r})'  # a notebook may call an answer `list`


Stop = tuple[str, CheckPosition] | None
"""The check of a question at which a replay stops, if it does."""


class _Stopped(Exception):  # noqa: N818 - it is no error
    """A replay has reached the check that it was made for."""


@dataclass
class Execution:
    """Runs a notebook, and keeps a process from every check.

    Args:
        first: the process that waits, and runs no cells itself.
        cells: the cells of the notebook.
        questions: questions to test -> the names that their tests use, None if these may be any.
        others: questions that the notebook may check, but that are not tested now.
        cell_seconds: the time limit for a cell.
        until: the deadline for the whole submission.
        clock: the clock for this and all other limits.
        public: questions -> their public cases, which run in the notebook at each check, as they do
            for the student, so that later cells see what they change.
        tick: see :class:`torchgrade.engine.referee.time_limit.TimeLimit`.
        torch_seed: the seed for torch before each cell.
    """

    first: Process
    cells: Sequence[Cell]
    questions: dict[str, list[str] | None]
    cell_seconds: float
    until: float
    clock: Clock
    tick: Callable[[], str]
    torch_seed: int | None = None
    others: Collection[str] = ()
    public: Mapping[str, Sequence[Judge]] = field(default_factory=dict)
    outcomes: list[CellRun] = field(default_factory=list)
    enough: bool = False  # stop once every question has been checked
    cuda: bool = False  # the notebook uses CUDA: questions are tested in replays, not in forks
    snapshots: Snapshots = field(default_factory=Snapshots)
    _dead: set[int] = field(default_factory=set)  # cells that kill their process
    _end_state: Process | None = None
    _testing: str = ""  # the question whose public cases are running in the notebook
    _tested_by: float = 0.0
    _late: int = 0  # interrupts since then
    _deadly: set[str] = field(default_factory=set)  # questions whose cases kill it

    def fork(self, process: Process) -> Process:
        """Make a copy of a waiting process.

        Raises:
            LostError: it is no longer waiting.
        """
        reap_adopted()
        try:
            with TimeLimit(10, clock=self.clock):
                return accept_fork(process.request_fork())
        except (OSError, EOFError, wire.WireError, TimeUp):
            raise LostError("a waiting process of the player's is gone") from None

    def run(self) -> None:
        """Run all cells."""
        base, since = self.first, list[int]()
        current = self.fork(base)
        room = TOGETHER
        written = len(self.cells)
        for index, cell in enumerate(self._cells_and_rest()):
            start = time.monotonic()
            outcome = self.run_cell(current, index)
            if outcome.died and self._testing:
                self._deadly.add(self._testing)  # it must not affect the cells after it
            if outcome.died and (self._testing or not outcome.hung):
                # If the process dies twice, the cell is to blame; once may be bad luck.
                self.snapshots.drop()
                current = self._again(base, since, index)
                outcome = self.run_cell(current, index)
            seconds = time.monotonic() - start
            outcome = replace(outcome.within(room), cell=cell.number, seconds=seconds)
            room -= len(outcome.error) + len(outcome.traceback)
            if index < written:
                self.outcomes.append(outcome)
            newest = self.snapshots.newest
            self.snapshots.keep()
            if newest is not None:
                base, since = newest, []
            if outcome.died:
                self._dead.add(index)
                current = self._again(base, since, index)
            elif newest is None:
                since.append(index)
            if self.enough and self.questions.keys() <= self.snapshots.questions():
                break
        self._end_state = current

    def _cells_and_rest(self) -> Iterator[Cell]:
        """Yield the cells, then one that checks all questions not checked so far, as otter does."""
        yield from self.cells
        rest = sorted(self.questions.keys() - self.snapshots.questions(), key="{}.py".format)
        if self.cuda or not any(self.public.get(question) for question in rest[:-1]):
            return  # no cell would see the changes
        last = Cell(len(self.cells) + 1, "\n".join([*map(_CHECK.format, rest), "None"]))
        self.cells = (*self.cells, last)
        yield last

    def at_end(self) -> Process:
        """Return the process in which the last cell ran.

        Raises:
            LostError: the cells did not get to the end.
        """
        if self._end_state is None:
            raise LostError("the notebook did not come to its end")
        return self._end_state

    def end(self) -> None:
        """End all processes but the first."""
        self.snapshots.end()
        if self._end_state is not None:
            self._end_state.end()

    def at(self, question: str) -> Process:
        """Return the process in which to test a question, as of its check; only once."""
        process = self.snapshots.take(question)
        if process is not None:
            return process
        if question in self.snapshots.checks or self.cuda:
            return self.replay(question)
        return self.fork(self.at_end())

    def replay(self, question: str) -> Process:
        """Return to the state at a question's check by running the cells before it again.

        Raises:
            LostError: the cells did not get there again.
        """
        process = self.fork(self.first)
        check = self.snapshots.checks.get(question)
        last = len(self.cells) - 1 if check is None else check.cell
        try:
            for index in range(last + 1):
                if index in self._dead:
                    continue
                stop = (question, check) if check is not None and index == check.cell else None
                if self.run_cell(process, index, stop).died:
                    break
                self.snapshots.drop()
            else:
                if check is None:
                    return process
        except _Stopped:
            self.snapshots.drop()
            return process
        raise LostError(f"a replay did not get to the check of {question}")

    def _again(self, base: Process, since: list[int], before: int) -> Process:
        """Return to the state before cell number `before`, which killed the process."""
        try:
            process = self.fork(base)
        except LostError:  # perhaps the notebook's own doing: go back to the very beginning
            process, since = self.fork(self.first), list(range(before))
        for index in since:
            if index not in self._dead and self.run_cell(process, index).died:
                raise LostError("a cell that ran once did not run again")
            self.snapshots.keep()
        return process

    def run_cell(self, process: Process, index: int, stop: Stop = None) -> CellRun:
        """Run one cell, and report if the process died from it, or had to be killed."""
        left = self.until - self.clock.now()
        if left <= 0:
            return CellRun(why=Why(Reason.NO_TIME))
        seconds = min(self.cell_seconds, left)
        self._testing = ""
        interrupts = 0
        deadline = self.clock.count() + seconds

        def tick() -> str:
            nonlocal interrupts
            why = self.tick() or (Why(Reason.ENDED) if process.gone else "")
            if why:
                return why
            if self._testing and self.clock.has_come(self._tested_by + self._late * _GRACE):
                if self._late == _INTERRUPTS:
                    return Why(Reason.STUBBORN, _AT_A_CHECK)
                self._late += 1
                with contextlib.suppress(OSError):
                    os.kill(process.pid, signal.SIGINT)
            if self.clock.has_come(deadline + interrupts * _GRACE):
                if interrupts == _INTERRUPTS:
                    return Why(Reason.STUBBORN, seconds)
                interrupts += 1
                with contextlib.suppress(OSError):
                    os.kill(process.pid, signal.SIGINT)
            return ""

        try:
            with TimeLimit(seconds + (_INTERRUPTS + 2) * _GRACE, tick, self.clock):
                request = RunCell(self.cells[index].source, self.torch_seed)
                process.channel.send(request.parts())
                outcome = self._listen(process, index, stop)
        except TimeUp as error:
            hung = not process.gone
            process.end()
            return CellRun.dead(error.args[0], hung=hung)
        except (OSError, EOFError):
            process.end()
            return CellRun.dead(Why(Reason.ENDED))
        except wire.WireError as error:
            process.end()
            return CellRun.dead(Why(of_error(error)))
        return replace(outcome, why=Why(Reason.LATE, seconds)) if interrupts else outcome

    def _listen(self, process: Process, index: int, stop: Stop) -> CellRun:
        """Wait for the end of a cell, and make snapshots at its checks."""
        counts: Counter[str] = Counter()
        while True:
            answer = parse_message(process.channel.receive(unexpected).message, Ran, messages.Check)
            if isinstance(answer, Ran):
                self.cuda = self.cuda or answer.cuda
                return CellRun.of(answer)
            question = answer.question
            if question not in self.questions:
                known = question in self.others
                process.channel.send((Noted() if known else Unknown()).parts())
                continue
            check = CheckPosition(index, counts[question])
            counts[question] += 1
            if stop == (question, check):
                process.channel.send(Stay().parts())
                raise _Stopped
            self.snapshots.begin(question)
            if answer.cuda:
                self.cuda = True
                self.snapshots.checks[question] = check
            elif (values := self._plain_values(process, question)) is not None:
                self.snapshots.record(question, values)
            else:
                self.snapshots.snapshot(question, accept_fork(process.request_fork()), check)
            self._run_public(process, question)
            process.channel.send(Noted().parts())

    def _run_public(self, process: Process, question: str) -> None:
        """Run a question's public cases in the notebook, for their side effects there."""
        if question in self._deadly:
            return
        self._testing, self._late = question, 0
        self._tested_by = self.clock.count() + _AT_A_CHECK
        for case in self.public.get(question, ()):
            process.channel.send(case.parts())
            parse_message(process.channel.receive(unexpected).message, Judged, Error)
            if self._late:
                break
        self._testing = ""

    def _plain_values(self, process: Process, question: str) -> dict[str, object] | None:
        """Ask for the values that a question's tests use; return None if some are not plain."""
        names = self.questions[question]
        if names is None:
            return None
        process.channel.send(AskNames(names).parts())
        decoder = process.channel.receive(unexpected)
        answer = parse_message(decoder.message, Names)
        if decoder.size > _SMALL or answer.legacy or answer.suppress or answer.other:
            return None
        try:
            return values_by_name(answer.values, names, decoder.value)
        except wire.WireError:
            return None  # a handle, which needs the process; a bad node fails there, too
