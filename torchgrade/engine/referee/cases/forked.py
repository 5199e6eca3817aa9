"""Runs a test case in a copy of the referee, which may die in its place.

A value from a student's code may keep a test in an endless computation, or end its process. That
costs a referee, once; the next one runs each case in a copy.
"""

from __future__ import annotations

import os
import select
import signal
import traceback
from collections.abc import Callable

from torchgrade.engine.protocol.lines import Kind, decode, encode
from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.engine.protocol.report import Fault
from torchgrade.engine.referee.cases.case import CaseRun
from torchgrade.engine.referee.time_limit import STUCK, TimeLimit, TimeUp, late
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.sandbox.syscalls import die_with_parent

__all__ = ["out_of_time", "run_in_fork"]

_SLACK = 10.0  # seconds within which a copy must end by itself
_BLOCK = 2**16


class _Done(Kind, frozen=True):
    """The case has run."""

    run: CaseRun


def run_in_fork(run: Callable[[], CaseRun], seconds: float, clock: Clock) -> CaseRun:
    """Run a case in a fork of this process.

    Args:
        run: runs the case; ends by itself after `seconds`, unless it is stuck.
        seconds: the time limit.
        clock: the clock that measures it.

    Raises:
        RuntimeError: `run` raised anything.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _answer(writing, run)
        finally:
            os._exit(0)
    os.close(writing)
    try:
        with TimeLimit(seconds + _SLACK, clock=clock):
            answer = _read_answer(reading, child)
    except TimeUp:
        return out_of_time(seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer.endswith(b"\n"):
        done = decode(answer, _Done, Fault)
        if isinstance(done, Fault):
            raise RuntimeError(done.trace)
        assert isinstance(done, _Done)
        return done.run
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == STUCK:
        return out_of_time(seconds)
    return CaseRun(
        message="The grader could not go on with what the code under test gave it.",
        died=Why(Reason.DOOMED),
    )


def out_of_time(seconds: float) -> CaseRun:
    """Return the result of a case that was stuck."""
    why = late(seconds)
    message = f"The code under test did not answer: {why}."
    return CaseRun(message=message, died=why, timed_out=True)


def _answer(descriptor: int, run: Callable[[], CaseRun]) -> None:
    """Run the case in the copy, and write its result."""
    answer: _Done | Fault
    try:
        die_with_parent()
        answer = _Done(run=run())
    except BaseException:
        answer = Fault(trace=traceback.format_exc()[-8000:])
    with open(descriptor, "wb") as stream:
        stream.write(encode(answer) + b"\n")


def _read_answer(descriptor: int, child: int) -> bytes:
    """Read the copy's answer until it ends, since its subprocesses may keep the pipe open."""
    answer = b""
    end = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    try:
        while not answer.endswith(b"\n"):
            wait = [descriptor] if end is None else [descriptor, end]
            ready, _, _ = select.select(wait, [], [])
            if descriptor not in ready:
                break
            block = os.read(descriptor, _BLOCK)
            if not block:
                break
            answer += block
    finally:
        if end is not None:
            os.close(end)
    if answer.endswith(b"\n"):
        return answer
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # its exit status is still to come
    return answer
