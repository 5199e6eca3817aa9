"""Run the tests of a finished notebook: public cases first; a crash only fails its own case."""

from __future__ import annotations

import functools
import os
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from torchgrade.engine.protocol.job import Job
from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.engine.protocol.report import At
from torchgrade.engine.protocol.supervisor_line import SupervisorLine
from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.proxies.peer import Allowed
from torchgrade.engine.proxies.session import Session
from torchgrade.engine.referee.cases.as_written import asks_for_abilities
from torchgrade.engine.referee.cases.case import SEED, CaseRun, run_case, seed_of
from torchgrade.engine.referee.cases.case_source import code_of
from torchgrade.engine.referee.cases.forked import out_of_time, run_in_fork
from torchgrade.engine.referee.cases.inside import is_inside, may_go_inside
from torchgrade.engine.referee.cases.inside_runner import InsideRunner, as_in_otter
from torchgrade.engine.referee.collect_files import collect_files, given_folders
from torchgrade.engine.referee.execution import Execution
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.engine.referee.snapshots import RecordedValues
from torchgrade.engine.referee.time_limit import TimeLimit
from torchgrade.engine.referee.watchdog import Watchdog

__all__ = ["Runs", "TestRun"]

CaseId = tuple[str, int]  # a question's name, and the index of one of its cases
Runs = dict[CaseId, CaseRun]

_LEAST = 1.0  # seconds that a case gets at least


@dataclass
class TestRun:
    """Runs test cases against the processes of an execution.

    Args:
        line: the connection to the supervisor, to report progress.
        job: what to grade, and how.
        execution: the notebook's execution.
        files: the test files, by question.
        imports: names under which tests may use modules without importing them -> the module.
        until: the deadline for the whole submission, by the execution's clock.
        watchdog: watches the player's memory.
        player_folder: the player's folder.
        own_folder: the referee's folder, where tests find files.
    """

    line: SupervisorLine
    job: Job
    execution: Execution
    files: dict[str, TestFile]
    imports: dict[str, str]
    until: float
    watchdog: Watchdog
    player_folder: Path
    own_folder: Path
    broken: set[str] = field(default_factory=set)  # questions in which a process died
    processes: dict[str, Process] = field(default_factory=dict)  # in which a question's cases run
    # If that died: another one, which is forked for each case.
    _waiting: dict[str, Process] = field(default_factory=dict)
    # For questions with cases that run inside: the process to copy for them.
    _bases: dict[str, Process] = field(default_factory=dict)
    # Questions in which a test changed something, and could not send the change.
    _unsent_changes: set[str] = field(default_factory=set)
    _public_ran: bool = False

    def __post_init__(self) -> None:
        self._inside_runner = InsideRunner(self.files, self._fresh, self._limit)

    def end(self) -> None:
        """End the processes in which cases ran."""
        for processes in self._held:
            for process in processes.values():
                process.end()

    @property
    def _held(self) -> tuple[dict[str, Process], ...]:
        return self.processes, self._waiting, self._bases, self._inside_runner.processes

    def _cases(self, name: str, hidden: bool) -> list[int]:
        """List the public or the hidden cases of a question."""
        cases = enumerate(self.files[name].test_cases)
        return [index for index, case in cases if bool(case.hidden) == hidden]

    def run(self, *, hidden: bool) -> Runs:
        """Run the public cases of all questions, and then, called again, the hidden ones.

        A public case's message is shown to the student, so it must not contain what the student's
        code learnt from a hidden one. Cases of a question that hangs come last.
        """
        if hidden != self._public_ran:
            raise RuntimeError("public cases come first, and once")
        self._public_ran = True
        waiting = deque((name, index) for name in self.files for index in self._cases(name, hidden))
        if self.job.order == "reverse":
            waiting.reverse()
        elif self.job.order == "twice":
            waiting *= 2
        left = Counter(name for name, _ in waiting)
        runs: Runs = {}
        slow: set[str] = set()
        later: deque[CaseId] = deque()
        while waiting or later:
            case_id = (waiting or later).popleft()
            if waiting and case_id[0] in slow:
                later.append(case_id)
                continue
            run = self._test(*case_id)
            if case_id not in runs or runs[case_id].passed:
                runs[case_id] = run
            if run.timed_out:
                slow.add(case_id[0])
            left[case_id[0]] -= 1
            if not left[case_id[0]]:
                self._let_go(case_id[0], hidden)
        return runs

    def _let_go(self, name: str, hidden: bool) -> None:
        """End a question's processes after its last case, since others need the memory."""
        if hidden or not self._cases(name, True):
            for processes in self._held:
                if name in processes:
                    processes.pop(name).end()

    def _test(self, name: str, index: int) -> CaseRun:
        """Run a case, whatever has happened to its question's process."""
        self.line.report(At(question=name, index=index))
        if (name, index) == self.job.stuck:
            return out_of_time(self.job.case_seconds)
        left = self.until - self.execution.clock.now()
        if left <= 0:
            return CaseRun(
                message="No time was left: the notebook and the tests before took all of it."
            )
        try:
            run_inside = functools.partial(
                self._inside_runner.run, name, index, self._seconds(left)
            )
            inside = is_inside(self.job, self.files[name], index)
            if inside and not self.job.is_unsettled:
                return run_inside()
            run = self._try(self.files[name], name, index, left)
            if self.job.as_in_otter:
                # Later cases that run here may need what one that runs inside has changed.
                run.refused |= inside or (name in self._unsent_changes and not run.passed)
                if run.unsent_change:
                    self._unsent_changes.add(name)
                settled = not self.job.is_unsettled
                doubtful = (
                    settled and run.passed and asks_for_abilities(code_of(self.files[name], index))
                )
                run = as_in_otter(run, run_inside, settled=settled, doubtful=doubtful)
                if not run.died:
                    self._inside_runner.note(name, index)
        except LostError:
            if not self.job.last or self.watchdog.starved:
                raise
            return CaseRun(
                message="The code under test ended the process that it was to be tested in."
            )
        return run

    def _try(self, test_file: TestFile, name: str, index: int, left: float) -> CaseRun:
        """Run a case in its question's process or, if that dies, in forks of another such process.

        If the process dies twice, the code is to blame; once may be bad luck.
        """
        run = functools.partial(self._run_case, test_file, name, index, left)
        if name in self.execution.snapshots.values:
            values = self.execution.snapshots.values[name]
            return run(RecordedValues(values, self._is_in_place(name)), self.watchdog)
        for tried in (False, True):
            process = self._process(name)
            result = run(self._session(name, process), functools.partial(self._tick, process))
            if result.died:
                self.broken.add(name)
            if result.died or name in self._waiting:
                process.end()
            else:
                self.processes[name] = process
            if not result.died or result.timed_out or tried:
                break
        return result

    def _limit(self, process: Process, seconds: float) -> TimeLimit:
        tick = functools.partial(self._tick, process)
        return TimeLimit(seconds, tick, self.execution.clock)

    def _seconds(self, left: float) -> float:
        """Return a case's time limit, which is never all of the time left for the others."""
        return min(self.job.case_seconds, max(left / 2, _LEAST))

    def _run_case(
        self,
        test_file: TestFile,
        name: str,
        index: int,
        left: float,
        session: Session | RecordedValues,
        tick: Callable[[], str],
    ) -> CaseRun:
        seconds = self._seconds(left)
        os.environ[SEED] = self.job.seeds[name]
        case = functools.partial(
            run_case,
            test_file,
            index,
            session,
            imports=self.imports,
            seed=seed_of(self.job.seeds[name], f"{name} {index}"),
            seconds=seconds,
            clock=self.execution.clock,
            tick=tick,
            explain=name in self.job.explain,
            unsettled=self.job.is_unsettled,
        )
        return run_in_fork(case, seconds, self.execution.clock) if self.job.fork_cases else case()

    def _process(self, name: str) -> Process:
        """Get the process in which a question's next case runs."""
        if name in self.broken and name not in self._waiting and not self.execution.cuda:
            self._waiting[name] = self.execution.replay(name)
        if name in self._waiting:
            return self.execution.fork(self._waiting[name])
        return self.processes.pop(name) if name in self.processes else self._fresh(name)

    def _fresh(self, name: str) -> Process:
        """Return the process of a question's snapshot, or a copy if more than one is needed."""
        job = self.job
        inside = job.as_in_otter or may_go_inside(job, self.files[name])
        if self.execution.cuda or not inside:
            return self.execution.at(name)
        if name not in self._bases:
            self._bases[name] = self.execution.at(name)
        return self.execution.fork(self._bases[name])

    def _session(self, name: str, process: Process) -> Session:
        """Begin one case's session with a process."""
        job = self.job
        operators = name in job.objects or "*" in job.objects
        if not self._is_in_place(name):
            return Session(process.channel, Allowed(operators))
        given = given_folders(Path(job.bundle))
        collect = functools.partial(collect_files, self.player_folder, self.own_folder, given)
        return Session(process.channel, Allowed(operators, in_place=True), collect)

    def _is_in_place(self, name: str) -> bool:
        return name in self.job.in_place or "*" in self.job.in_place

    def _tick(self, process: Process) -> str:
        return self.watchdog() or (Why(Reason.ENDED) if process.gone else "")
