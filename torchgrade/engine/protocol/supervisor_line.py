"""The referee's end of its connection to the supervisor."""

from __future__ import annotations

import socket

from torchgrade.engine.protocol.job import Go, Job
from torchgrade.engine.protocol.lines import Record, read_lines, send_line

__all__ = ["SupervisorLine"]


class SupervisorLine:
    """Receives the job and the signals to go on, and sends reports.

    Waiting ends in StopIteration if the supervisor has hung up.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._orders = read_lines(sock, Job, Go)

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def report(self, record: Record) -> None:
        """Send one of the records of :mod:`torchgrade.engine.protocol.report`.

        Raises:
            OSError: the supervisor is gone.
        """
        send_line(self._sock, record)

    def job(self) -> Job:
        """Wait for the job."""
        order = next(self._orders)
        assert isinstance(order, Job)
        return order

    def wait_for_go(self) -> None:
        """Wait until the supervisor sends Go."""
        order = next(self._orders)
        assert isinstance(order, Go)
