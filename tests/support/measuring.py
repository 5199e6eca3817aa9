"""What `make coverage` changes: what is ended by others writes down what it ran before."""

from __future__ import annotations

import os
import time

import coverage
import psutil

from torchgrade.engine.supervisor.server import RefereeProcess

_PATIENCE = 2.0  # seconds; a referee that hangs is ended by force as ever

MEASURING = "COVERAGE_PROCESS_START" in os.environ


def let_referees_save() -> None:
    """Wait for a referee's own end before it is killed: it has given its answer already."""
    kill = RefereeProcess.kill

    def patient(referee: RefereeProcess) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and _runs(referee.pid):
            time.sleep(0.005)
        kill(referee)

    RefereeProcess.kill = patient  # type: ignore[method-assign]


def save() -> None:
    """Write down what this process ran: xdist kills a worker that takes ten seconds to end."""
    running = coverage.Coverage.current()
    if running is not None:
        running.save()


def _runs(pid: int) -> bool:
    try:
        return bool(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
