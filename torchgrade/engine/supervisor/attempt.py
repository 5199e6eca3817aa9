"""One referee's attempt at a job: what it reports meanwhile, and how it ends."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from torchgrade.engine.closed_paths import refusal
from torchgrade.engine.engine import StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.job import Go, Job, WorkerSpec
from torchgrade.engine.protocol.lines import read_lines, send_line
from torchgrade.engine.protocol.report import (
    ENDINGS,
    At,
    Ending,
    Fault,
    Lost,
    Refused,
    Shown,
    Unwalled,
)
from torchgrade.engine.referee.time_limit import STUCK
from torchgrade.engine.supervisor.server import RefereeProcess
from torchgrade.sandbox.processes.disk import DiskWatch
from torchgrade.sandbox.processes.process_tree import ProcessTree

__all__ = ["Attempt", "give_job"]


@dataclass(frozen=True)
class Attempt:
    """The outcome of one referee.

    Args:
        ending: its last report; None if it died.
        at: the test case that began last, if any.
        stuck: whether it died because a computation in that case did not end.
        disk_full: whether its player used more disk than allowed, or than there is.
    """

    ending: Ending | None = None
    at: At | None = None
    stuck: bool = False
    disk_full: bool = False

    @property
    def refused(self) -> str:
        """Why the referee refused to grade; empty if it did not."""
        if isinstance(self.ending, Refused):
            return f"isolation was required, and is not full: {self.ending.missing}"
        return refusal(self.ending.isolation) if isinstance(self.ending, Unwalled) else ""

    @property
    def failure(self) -> str:
        """What went wrong, if the referee did not finish."""
        if isinstance(self.ending, Fault):
            return self.ending.trace
        return self.ending.why if isinstance(self.ending, Lost) else "the referee died"


def give_job(
    referee: RefereeProcess,
    line: socket.socket,
    job: Job,
    spec: WorkerSpec,
    *,
    gate: StartGate,
    look: FirstLook,
    seconds: float,
    disk: int,
) -> Attempt:
    """Give a job to a running referee, and wait for its last report.

    Args:
        referee: the process.
        line: the connection to it.
        job: the job to send.
        spec: what the referee was started with.
        gate: entered when the job is sent, and left when the referee has ended.
        look: keeps what a student may read.
        seconds: how long from then on until the referee is killed.
        disk: the most bytes that the player may use on disk.

    Raises:
        GraderError: what the referee says is not a report.
    """
    with contextlib.suppress(OSError):  # it died, which shows when its answer is read
        send_line(line, job)
    watch = DiskWatch(
        Path(spec.folder) / "player", lambda: ProcessTree(spec.uid, referee.pid), disk
    )
    with gate, watch:
        done = _converse(line, referee, job, look, seconds)
    if done.ending is None:
        referee.wait()
        done = replace(done, stuck=os.WTERMSIG(referee.status) == STUCK)
    return replace(done, disk_full=watch.rang)


def _converse(
    line: socket.socket, referee: RefereeProcess, job: Job, look: FirstLook, seconds: float
) -> Attempt:
    at: At | None = None
    timer = threading.Timer(seconds, referee.kill)
    timer.start()
    try:
        with contextlib.suppress(OSError):  # what it reported before it died counts
            send_line(line, Go())
        for report in read_lines(line, At, Shown, *ENDINGS):
            if isinstance(report, At):
                at = report
            elif isinstance(report, Shown):
                look.keep(job.key, report)
                send_line(line, Go())  # only now may a hidden case begin
            elif isinstance(report, ENDINGS):
                return Attempt(report, at)
    except OSError:
        pass
    finally:
        timer.cancel()
    return Attempt(None, at)
