"""The basis of isolated engines: a fork server, and slots for what it starts."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar

from torchgrade.engine.supervisor.server import KilledError, Server
from torchgrade.engine.supervisor.slots import Slots

__all__ = ["Host", "shared_host", "sharing_host"]

_PAUSE = 2.0  # seconds


class Host:
    """A fork server, started on first use, and slots.

    Args:
        single: whether there will be only one submission: start faster, in less memory.
    """

    def __init__(self, *, single: bool = False) -> None:
        self.slots = Slots()
        self.process = os.getpid()
        self._single = single
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._closings = 0

    def serve(self) -> Server:
        """Return the fork server; start one if there is none, or it has died."""
        with self._lock:
            return self._serving()

    def start(self) -> None:
        """Start the fork server in advance, in the background, since that takes seconds."""
        closings = self._closings

        def serve() -> None:
            with self._lock:
                if self._closings == closings:  # otherwise nobody would stop it
                    self._serving()

        threading.Thread(target=serve, name="start", daemon=True).start()

    def pid(self) -> int | None:
        """Return the fork server's process id, if there is one."""
        server = self._server
        return server.pid if server else None

    def close(self) -> None:
        """Stop the fork server and everything that it started; later work starts another."""
        with self._lock:
            server, self._server = self._server, None
            self._closings += 1
        if server is not None:
            server.close()
        self.slots.close()

    def _serving(self) -> Server:
        """Do what :meth:`serve` does while the caller holds the lock."""
        if self._server is not None and self._server.gone:
            self._server.close()
            self._server = None
        if self._server is None:
            try:
                self._server = Server(single=self._single)
            except KilledError:  # what used the memory may be gone: try once more
                time.sleep(_PAUSE)
                self._server = Server(single=self._single)
        return self._server


_SHARED: ContextVar[Host | None] = ContextVar("shared host", default=None)


@contextlib.contextmanager
def sharing_host(host: Host | None = None) -> Iterator[Host]:
    """Make all engines created in this block share one host, whose start takes seconds.

    Stopping such an engine stops what it runs itself, and leaves the fork server to the others.

    Args:
        host: the host to use, which keeps running after the block; default: a new one, which is
            closed.
    """
    used = host or Host()
    token = _SHARED.set(used)
    try:
        yield used
    finally:
        _SHARED.reset(token)
        if host is None:
            used.close()


def shared_host() -> Host | None:
    """Return the host for an engine created here; None: it gets its own.

    A fork of the process that owns the fork server has to start its own.
    """
    host = _SHARED.get()
    return host if host is not None and host.process == os.getpid() else None
