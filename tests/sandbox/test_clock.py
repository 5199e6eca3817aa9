"""What counts for a limit: the time in which somebody ran or slept, not that in which it waited."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from torchgrade.sandbox.processes.clock import MOST, Clock

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="the kernel does not say who stood in line"
)

_BUSY = "while True: pass"
_SECONDS = 1.5

Start = Callable[..., list[int]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts processes on one processor."""
    core = min(os.sched_getaffinity(0))
    with ExitStack() as stack:

        def run(code: str, count: int) -> list[int]:
            pids = []
            for _ in range(count):
                process = stack.enter_context(subprocess.Popen([sys.executable, "-c", code]))
                stack.callback(process.kill)
                os.sched_setaffinity(process.pid, {core})
                pids.append(process.pid)
            return pids

        yield run


def _counted(own: list[int]) -> tuple[float, float, float]:
    """Return what counted of a while, how long it was, and what the processes ran in it."""
    clock = Clock(lambda: own)
    clock.look()
    start, ran = time.monotonic(), _ran(own)
    before = clock.count()
    while time.monotonic() < start + _SECONDS:
        time.sleep(0.2)
        clock.look()
    return clock.count() - before, time.monotonic() - start, _ran(own) - ran


def _ran(pids: list[int]) -> float:
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


def test_to_stand_in_line_of_others_does_not_count(start: Start) -> None:
    start(_BUSY, 4)
    counted, passed, _ = _counted(start(_BUSY, 1))
    assert passed / MOST <= counted < 0.6 * passed


def test_to_stand_in_line_of_one_s_own_processes_counts(start: Start) -> None:
    """What they ran counts, up to all of the time: two of three always wait here."""
    counted, passed, ran = _counted(start(_BUSY, 3))
    assert counted > 0.8 * min(passed, ran)


def test_to_sleep_counts(start: Start, tmp_path: Path) -> None:
    start(_BUSY, 2)
    begun = tmp_path / "begun"  # until then the interpreter starts, in line with the others
    own = start(f"open({str(begun)!r}, 'w').close(); import time; time.sleep(60)", 1)
    while not begun.exists():
        time.sleep(0.01)
    counted, passed, _ = _counted(own)
    assert counted > 0.7 * passed


def test_a_clock_of_nobody_is_the_one_on_the_wall() -> None:
    clock, start = Clock(), time.monotonic()
    until = clock.now() + 0.05
    while not clock.has_come(until):
        time.sleep(0.01)
    assert time.monotonic() - start >= 0.05
