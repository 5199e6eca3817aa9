"""Processes of the grader are killed while it grades: no grade is lost, doubled or wrong."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.chaos import chaos, victims
from tests.support.source import BuiltCourse
from torchgrade.bundle import open_bundle
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, grade
from torchgrade.sandbox.processes.process_tree import children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere orphans are not found")


@pytest.mark.slow(reason="kills at random for a minute; what one kill does is tested beside it")
def test_every_submission_has_one_grade_and_it_is_the_right_one() -> None:
    report = chaos(24, seed=2, every=0.01)  # a submission runs for less than half a second
    assert not report.problems, "\n".join(report.problems)
    assert sum(report.kills.values()) >= 4, report.kills
    assert 0 < report.graded_before < report.submissions
    assert report.orphans


@pytest.mark.parametrize("kind", ["referee", "player"])
def test_one_that_is_killed_as_it_starts_costs_nothing(
    kind: str, built: BuiltCourse, engine: IsolatedEngine
) -> None:
    """The moment is too short for the chaos above to meet it often."""
    submission = Submission(built.lab.solutions, "solution")
    with open_bundle(built.lab.autograder) as bundle:
        assert grade(bundle, submission, engine).status == "graded"  # the fork server is there
        server = _fork_server()
        referees = Path(f"/proc/{server}/task/{server}/children")
        killed: list[int] = []
        killer = threading.Thread(target=_kill_first, args=(referees, kind, killed))
        killer.start()
        result = grade(bundle, submission, engine)
        killer.join()
    assert killed
    assert (result.status, result.score) == ("graded", result.max_score), result.message


def _fork_server() -> int:
    [server] = [
        pid
        for pid in children(os.getpid())
        if b"torchgrade.engine.supervisor.forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    return server


def _kill_first(referees: Path, kind: str, killed: list[int]) -> None:
    """Kill the first referee that appears, or the first player, at once."""
    deadline = time.monotonic() + 60
    while not killed and time.monotonic() < deadline:
        for referee in map(int, referees.read_text().split()):
            found = [referee] if kind == "referee" else _children(referee)
            for pid in found[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return


def _children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def test_the_killer_tells_processes_apart(built: BuiltCourse, engine: IsolatedEngine) -> None:
    """Else it might kill one kind alone, or none, and the rest would prove nothing."""
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            try:
                found = victims(os.getpid())
            except psutil.Error:
                continue
            seen.update(kind for kind, processes in found.items() if processes)

    watcher = threading.Thread(target=look)
    watcher.start()
    with open_bundle(built.lab.autograder) as bundle:
        for _ in range(3):
            grade(bundle, Submission(built.lab.solutions, "solution"), engine)
    over.set()
    watcher.join()
    assert {"referee", "first player"} <= seen
