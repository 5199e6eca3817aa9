"""How a player gets its seat: forked before the referee knows anything, stripped of its rights."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import traceback
from dataclasses import replace
from pathlib import Path

from torchgrade.engine.player.player import play
from torchgrade.engine.player.shell import Shell
from torchgrade.engine.protocol.channel import Channel, pair, unexpected
from torchgrade.engine.protocol.job import Seat
from torchgrade.engine.protocol.messages import TRACE, Failed, Seated, heard
from torchgrade.engine.protocol.tags import STRANGERS
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.sandbox import isolate
from torchgrade.sandbox.inherited import data_size
from torchgrade.sandbox.processes import reaper

__all__ = ["seat_player"]


def seat_player(line: socket.socket, seat: Seat, shell: Shell) -> tuple[Process, list[str]]:
    """Fork the player, and wait until it has given up its rights."""
    reaper.become_subreaper()
    mine, theirs = pair()
    child = os.fork()
    if child == 0:
        try:
            mine.close()
            line.close()
            plan = isolate.Plan(
                Path(seat.folder) / "player",
                uid=seat.uid,
                readable=tuple(map(Path, seat.readable)),
                closed=tuple(map(Path, seat.closed)),
                tried=tuple(map(Path, seat.tried)),
                limits=isolate.Limits(memory=seat.memory, cpu_seconds=seat.cpu_seconds),
            )
            os.environ |= {"TORCHGRADE_DATA": seat.data, "TORCHGRADE_PART": "train"}
            layers = isolate.enter(plan, keep={theirs.fileno()})
            Channel(theirs).send(Seated(list(layers)).parts())
            play(theirs, shell, seat.seed, seat.threads)
        except BaseException:
            with contextlib.suppress(OSError):
                Channel(theirs).send(Failed(traceback.format_exc()[-TRACE:]).parts())
        finally:
            os._exit(0)
    theirs.close()
    # What a test makes of a student's number must not take all memory: a referee dies alone.
    room = resource.getrlimit(resource.RLIMIT_DATA)[1], data_size() + seat.memory
    limit = min(size for size in room if size != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    # What is taken in one piece leaves room for what a test makes of it.
    channel = Channel(mine, replace(STRANGERS, blobs=min(STRANGERS.blobs, seat.memory // 2)))
    try:
        said = heard(channel.receive(unexpected).message, Seated, Failed)
    except (EOFError, OSError):
        raise LostError("the player ended before it began") from None
    if isinstance(said, Failed):
        raise RuntimeError(f"the player could not give up its rights:\n{said.trace}")
    return Process(channel, child), said.layers
