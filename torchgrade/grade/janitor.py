"""Ends what players of a uid left running. A process of its own, forked while the server is small.

To end everything that a uid runs takes a fork, and a fork of the full fork server takes as long as
a test case.
"""

from __future__ import annotations

import json
import os
import signal
import socket
from typing import Any

__all__ = ["Janitor"]


class Janitor:
    """Cleans up after players, one after the other."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = os.fork()
        if self.pid == 0:
            self._line.close()
            _work(theirs)
        theirs.close()

    def fileno(self) -> int:
        """Return the descriptor on which answers come."""
        return self._line.fileno()

    def clean(self, uid: int, note: dict[str, Any]) -> None:
        """Ask to end what a uid runs; `note` comes back when that is done."""
        self._line.send(json.dumps([uid, note]).encode())

    def done(self) -> dict[str, Any]:
        """Take a note back."""
        answer = self._line.recv(4096)
        if not answer:
            raise EOFError("the janitor is gone")
        note: dict[str, Any] = json.loads(answer)
        return note


def _work(line: socket.socket) -> None:
    from torchgrade.grade import ending

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while request := line.recv(4096):
            uid, note = json.loads(request)
            ending.end_uid(uid)
            ending.remove_left_files(uid)
            line.send(json.dumps(note).encode())
    finally:
        os._exit(0)
