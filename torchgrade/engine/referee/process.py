"""A process of the player's as its referee handles it: fork, watch and kill it."""

from __future__ import annotations

import contextlib
import os
import select
import signal

from torchgrade.engine.protocol.channel import Channel, pair, unexpected
from torchgrade.engine.protocol.messages import Ready, parse_message
from torchgrade.engine.protocol.requests import Fork

__all__ = ["LostError", "Process", "accept_fork", "in_use", "reap_adopted"]


in_use = set[int]()
"""The processes that the referee still needs."""


class LostError(Exception):
    """A waiting process has disappeared: this run can't go on, but a new one may."""


class Process:
    """A process of the player's.

    Args:
        channel: the connection to it.
        pid: its process id, according to the kernel.
    """

    def __init__(self, channel: Channel, pid: int) -> None:
        self.channel = channel
        self.pid = pid
        in_use.add(pid)
        self._ahead: Channel | None = None
        self._fd: int | None = None
        if hasattr(os, "pidfd_open"):
            with contextlib.suppress(OSError):
                self._fd = os.pidfd_open(pid)

    @property
    def gone(self) -> bool:
        """Whether it has ended, even if others still hold its end of the channel."""
        return self._fd is not None and bool(select.select([self._fd], [], [], 0)[0])

    def fork_ahead(self) -> None:
        """Request the next copy in advance, to be made while the referee does other things."""
        with contextlib.suppress(OSError):
            self._ahead = self.request_fork()

    def request_fork(self) -> Channel:
        """Request a copy of this process, which sends the first message on its own channel.

        Raises:
            OSError: it does not listen any more.
        """
        if self._ahead is not None:
            channel, self._ahead = self._ahead, None
            return channel
        mine, theirs = pair()
        channel = Channel(mine, self.channel.limits)
        channel.ask_for_pid()
        try:
            with theirs:  # close it before waiting, or a death would go unnoticed
                self.channel.send(Fork().parts(), fd=theirs.fileno())
        except OSError:
            channel.close()
            raise
        return channel

    def end(self) -> None:
        """Kill it and hang up."""
        with contextlib.suppress(OSError):
            if self._fd is not None:
                signal.pidfd_send_signal(self._fd, signal.SIGKILL)
                os.close(self._fd)
            else:
                os.kill(self.pid, signal.SIGKILL)
        self._fd = None
        in_use.discard(self.pid)
        self.channel.close()


def reap_adopted() -> None:
    """Reap ended children of ended processes, which count as running ones until then.

    Those of many questions would reach the limit on a player's processes.
    """
    with contextlib.suppress(OSError):
        while hasattr(os, "pidfd_open") and os.waitpid(-1, os.WNOHANG)[0]:
            pass


def accept_fork(channel: Channel) -> Process:
    """Wait for a copy's first message.

    Raises:
        OSError: it is gone.
        EOFError: it is gone.
        wire.WireError: it sends another message.
    """
    try:
        decoder, pid = channel.receive_with_pid(unexpected)
        claimed = parse_message(decoder.message, Ready).pid
        return Process(channel, pid or claimed)  # macOS does not name the sender
    except BaseException:
        channel.close()
        raise
