"""What isolated engines run on: a fork server, and the slots of what it starts."""

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
    """A fork server, started when it is first asked for, and slots.

    Args:
        single: there will be one submission: start sooner, in less memory.
    """

    def __init__(self, *, single: bool = False) -> None:
        self.slots = Slots()
        self.process = os.getpid()
        self._single = single
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._closings = 0

    def serve(self) -> Server:
        """Return the fork server; start one if there is none, or if it is gone."""
        with self._lock:
            return self._serving()

    def start(self) -> None:
        """Start the fork server ahead, in the background: it takes seconds."""
        closings = self._closings

        def serve() -> None:
            with self._lock:
                if self._closings == closings:  # else nobody would end it
                    self._serving()

        threading.Thread(target=serve, name="start", daemon=True).start()

    def pid(self) -> int | None:
        """Return the number of the fork server's process, if there is one."""
        server = self._server
        return server.pid if server else None

    def close(self) -> None:
        """End the fork server and everything that it started; later work starts another."""
        with self._lock:
            server, self._server = self._server, None
            self._closings += 1
        if server is not None:
            server.close()
        self.slots.close()

    def _serving(self) -> Server:
        """Do the same as :meth:`serve` while the caller holds the lock."""
        if self._server is not None and self._server.gone:
            self._server.close()
            self._server = None
        if self._server is None:
            try:
                self._server = Server(single=self._single)
            except KilledError:  # whoever took the memory may be gone: once more
                time.sleep(_PAUSE)
                self._server = Server(single=self._single)
        return self._server


_SHARED: ContextVar[Host | None] = ContextVar("shared host", default=None)


@contextlib.contextmanager
def sharing_host(host: Host | None = None) -> Iterator[Host]:
    """Have all engines that are made in this block run on one host: its start takes seconds.

    Stopping such an engine ends what it runs itself, and leaves the fork server to the others.

    Args:
        host: is used, and goes on after the block; without one there is a new one, that ends then.
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
    """Return the host that an engine made here runs on; None: one of its own.

    A fork of the process that the fork server talks to has to start its own.
    """
    host = _SHARED.get()
    return host if host is not None and host.process == os.getpid() else None
