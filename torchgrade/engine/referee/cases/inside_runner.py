"""Runs cases inside the student's process, one per question; decides which verdict counts.

Without a solution nobody has shown that a case has the same result outside as in plain otter. An
operation on a student's objects can seem to have worked: a set of handles, the cause of an
exception that is a copy, a list that was passed and came back as another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.referee.cases.case import CaseRun
from torchgrade.engine.referee.cases.inside import run_case_inside
from torchgrade.engine.referee.process import Process
from torchgrade.engine.referee.time_limit import TimeLimit

__all__ = ["InsideRunner", "as_in_otter"]


def as_in_otter(
    run: CaseRun, run_inside: Callable[[], CaseRun], *, settled: bool, doubtful: bool = False
) -> CaseRun:
    """Return the run of a case that counts.

    A case that fails outside has failed, whatever the student's code could make it say inside; but
    a case that was refused there runs inside. A case that got a student's function, or any other
    object, and passes, must pass inside, too, as in otter; one that passes on both sides can't have
    been forged. If a solution has settled that a case is the same outside, it is repeated inside
    only if the student's code, perhaps unlike the solution, kept or returned what the test passed,
    or if only the stand-in may have made it pass.

    Args:
        run: the run of the case outside.
        run_inside: runs the case inside.
        settled: whether a solution has settled where the case runs.
        doubtful: whether the case's code asks for abilities that stand-ins have, and objects may
            not.
    """
    if run.refused and not settled:
        return run_inside()
    if not (run.passed and run.got_objects) or (settled and not (run.kept or doubtful)):
        return run
    other = run_inside()
    return run if other.passed or other.died or other.unjudged else other


class InsideRunner:
    """Runs cases inside; those of a question share a process, and see each other's changes.

    Args:
        files: the test files, by question.
        fresh: makes a process from a question's snapshot.
        limit: limits a process to a number of seconds.
    """

    def __init__(
        self,
        files: Mapping[str, TestFile],
        fresh: Callable[[str], Process],
        limit: Callable[[Process, float], TimeLimit],
    ) -> None:
        self._files, self._fresh, self._limit = files, fresh, limit
        self.processes: dict[str, Process] = {}
        self._before: dict[str, list[int]] = {}  # the cases of a question, in the order they ran
        self._done: dict[str, set[int]] = {}  # those that its process here has run

    def note(self, name: str, index: int) -> None:
        """Note that a case has run outside: a later one inside may need its effects."""
        known = self._before.setdefault(name, [])
        if index not in known:
            known.append(index)

    def run(self, name: str, index: int, seconds: float) -> CaseRun:
        """Run a case of a question inside, after the noted ones.

        Args:
            name: the name of the question.
            index: the index of the case.
            seconds: the time limit for each.
        """
        for before in list(self._before.get(name, ())):
            missed = before != index and before not in self._done.get(name, ())
            if missed and self._one(name, before, seconds).died:
                self._before[name].remove(before)
        return self._one(name, index, seconds)

    def _one(self, name: str, index: int, seconds: float) -> CaseRun:
        if name not in self.processes:
            self.processes[name], self._done[name] = self._fresh(name), set()
        process = self.processes[name]
        limit = self._limit(process, seconds)
        run = run_case_inside(self._files[name], index, process, limit)
        if run.died:
            self.processes.pop(name).end()
        self._done[name].add(index)
        return run
