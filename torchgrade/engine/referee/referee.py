"""The trusted side: a disposable process for each submission, forked from the fork server.

It forks its player before it knows anything of the job, reads the job, runs the notebook through
the player, tests every question, and answers the supervisor in JSON. It scores nothing.
"""

from __future__ import annotations

import contextlib
import os
import socket
import traceback
from pathlib import Path

from torchgrade.engine.player.shell import Shell
from torchgrade.engine.protocol.job import Job, WorkerSpec
from torchgrade.engine.protocol.report import (
    Ending,
    Fault,
    Graded,
    GradedVariants,
    IsolatedOnly,
    Lost,
    Refused,
    Unwalled,
)
from torchgrade.engine.protocol.supervisor_line import SupervisorLine
from torchgrade.engine.referee.grading import Grading
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.engine.referee.spawn import spawn_player
from torchgrade.sandbox import isolate
from torchgrade.sandbox.privileges import drop_privileges
from torchgrade.sandbox.processes import heap
from torchgrade.sandbox.walls import NO_WALLS
from torchgrade.texts import printable

__all__ = ["referee"]


def referee(sock: socket.socket, spec: WorkerSpec, shell: Shell) -> None:
    """Be the referee of one submission; never return to the fork server's code.

    Args:
        sock: the connection to the supervisor.
        spec: what the player starts with.
        shell: the shell in which it runs cells.
    """
    try:
        line = SupervisorLine(sock)
        with contextlib.suppress(OSError):  # the supervisor may be gone
            line.report(_ending(line, spec, shell))
    finally:
        os._exit(0)


def _ending(line: SupervisorLine, spec: WorkerSpec, shell: Shell) -> Ending:
    """Do all of a referee's work, and return how it ended."""
    try:
        first, isolation = spawn_player(line, spec, shell)
        job = line.job()
        return _declined(job, isolation) or _graded(line, job, spec, first, isolation)
    except LostError as error:
        return Lost(why=str(error))
    except BaseException:
        return Fault(trace=printable(traceback.format_exc()[-8000:]))


def _declined(job: Job, isolation: tuple[str, ...]) -> Ending | None:
    """Return the reason not to grade, if there is one."""
    missing = isolate.missing(isolation)
    if missing and job.require_isolation:
        return Refused(missing="; ".join(missing))
    if job.require_walls and any(layer.startswith(NO_WALLS) for layer in missing):
        return Unwalled(isolation=isolation)
    return IsolatedOnly(isolation=isolation) if job.only_isolate else None


def _graded(
    line: SupervisorLine, job: Job, spec: WorkerSpec, first: Process, isolation: tuple[str, ...]
) -> Ending:
    """Prepare, wait until the submission may start, and grade it."""
    first.fork_ahead()
    if job.little_memory:
        heap.keep_no_large_blocks()
    grading = Grading(line, job, spec, first)
    if not job.variants:  # an author's own work, whose files are restored
        drop_privileges(Path(spec.folder) / "referee")
    line.wait_for_go()
    if job.variants:
        return GradedVariants(results=tuple(grading.variants()), isolation=isolation)
    return Graded(result=grading.submission(), isolation=isolation)
