"""Runs a test case in a copy of the referee, which may die in its place.

What a student's code gives a test may keep it in a computation for ever, or end its process. That
costs a referee, once; the one after it runs each case so.
"""

from __future__ import annotations

import json
import os
import select
import signal
import traceback
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from torchgrade.engine.protocol.reasons import Reason, Why
from torchgrade.engine.referee.case import CaseRun
from torchgrade.engine.referee.time_limit import STUCK, TimeLimit, TimeUp, late
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.sandbox.syscalls import die_with_parent

__all__ = ["apart", "out_of_time"]

_SLACK = 10.0  # seconds until a copy must have ended by itself
_BLOCK = 2**16


def apart(run: Callable[[], CaseRun], seconds: float, clock: Clock) -> CaseRun:
    """Run a case in a fork of this process.

    Args:
        run: runs it; ends by itself after `seconds`, unless it is stuck.
        seconds: that it may take.
        clock: by which.

    Raises:
        RuntimeError: it raised anything.
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
            said = _said(reading, child)
    except TimeUp:
        return out_of_time(seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if said.endswith(b"\n"):
        answer = json.loads(said)
        if "fault" in answer:
            raise RuntimeError(answer["fault"])
        return CaseRun(**answer)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == STUCK:
        return out_of_time(seconds)
    return CaseRun(
        message="The grader could not go on with what the code under test gave it.",
        died=Why(Reason.DOOMED),
    )


def out_of_time(seconds: float) -> CaseRun:
    """Return what becomes of a case that was stuck."""
    why = late(seconds)
    message = f"The code under test did not answer: {why}."
    return CaseRun(message=message, died=why, timed_out=True)


def _answer(descriptor: int, run: Callable[[], CaseRun]) -> None:
    """Run the case in the copy, and say what became of it."""
    answer: dict[str, Any]
    try:
        die_with_parent()
        answer = asdict(run())
    except BaseException:
        answer = {"fault": traceback.format_exc()[-8000:]}
    with open(descriptor, "wb") as stream:
        stream.write(json.dumps(answer).encode() + b"\n")


def _said(descriptor: int, child: int) -> bytes:
    """Read what the copy says, until it has ended: what it started may hold its end of the pipe."""
    said = b""
    end = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    try:
        while not said.endswith(b"\n"):
            wait = [descriptor] if end is None else [descriptor, end]
            ready, _, _ = select.select(wait, [], [])
            if descriptor not in ready:
                break
            block = os.read(descriptor, _BLOCK)
            if not block:
                break
            said += block
    finally:
        if end is not None:
            os.close(end)
    if said.endswith(b"\n"):
        return said
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # how it ends is yet to be seen
    return said
