"""Start a player: fork it before the referee knows anything, and drop its privileges."""

from __future__ import annotations

import contextlib
import os
import resource
import traceback
from dataclasses import replace
from pathlib import Path

from torchgrade.engine.player.player import serve_referee
from torchgrade.engine.player.shell import Shell
from torchgrade.engine.protocol.channel import Channel, pair, unexpected
from torchgrade.engine.protocol.job import WorkerSpec
from torchgrade.engine.protocol.messages import TRACE, Failed, Isolated, parse_message
from torchgrade.engine.protocol.supervisor_line import SupervisorLine
from torchgrade.engine.protocol.tags import STRANGERS
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.sandbox import isolate
from torchgrade.sandbox.processes import reaper
from torchgrade.sandbox.processes.proc import data_size

__all__ = ["spawn_player"]


def spawn_player(
    line: SupervisorLine, spec: WorkerSpec, shell: Shell
) -> tuple[Process, tuple[str, ...]]:
    """Fork the player, and wait until it has given up its rights."""
    reaper.become_subreaper()
    mine, theirs = pair()
    child = os.fork()
    if child == 0:
        try:
            mine.close()
            line.close()
            plan = isolate.Plan(
                Path(spec.folder) / "player",
                uid=spec.uid,
                readable=tuple(map(Path, spec.readable)),
                closed=tuple(map(Path, spec.closed)),
                tried=tuple(map(Path, spec.tried)),
                limits=isolate.Limits(memory=spec.memory, cpu_seconds=spec.cpu_seconds),
            )
            os.environ |= {"TORCHGRADE_DATA": spec.data, "TORCHGRADE_PART": "train"}
            layers = isolate.enter(plan, keep={theirs.fileno()})
            Channel(theirs).send(Isolated(list(layers)).parts())
            serve_referee(theirs, shell, spec.seed, spec.threads)
        except BaseException:
            with contextlib.suppress(OSError):
                Channel(theirs).send(Failed(traceback.format_exc()[-TRACE:]).parts())
        finally:
            os._exit(0)
    theirs.close()
    # A test that uses a student's number as a size must not take all memory: only this dies.
    room = resource.getrlimit(resource.RLIMIT_DATA)[1], data_size() + spec.memory
    limit = min(size for size in room if size != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    # A single large value must leave room for what a test computes from it.
    channel = Channel(mine, replace(STRANGERS, blobs=min(STRANGERS.blobs, spec.memory // 2)))
    try:
        answer = parse_message(channel.receive(unexpected).message, Isolated, Failed)
    except (EOFError, OSError):
        raise LostError("the player ended before it began") from None
    if isinstance(answer, Failed):
        raise RuntimeError(f"the player could not give up its rights:\n{answer.trace}")
    return Process(channel, child), tuple(answer.layers)
