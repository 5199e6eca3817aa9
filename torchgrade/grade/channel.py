"""One end of the socket between referee and player: whole frames in, whole frames out."""

from __future__ import annotations

import array
import socket
import struct
from collections.abc import Callable
from typing import Any

from torchgrade.grade import wire

__all__ = ["Channel", "pair", "unexpected"]

Special = Callable[[wire.Decoder, list[Any]], Any]
_CREDENTIALS = struct.Struct("3i")
_SMALL = 2**14  # bytes that are sooner copied than described
_AT_ONCE = 512  # buffers in one sendmsg, well below IOV_MAX


def pair() -> tuple[socket.socket, socket.socket]:
    """Make a connected pair that no path leads to."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


class Channel:
    """Sends and receives frames. Blocks; whoever needs a deadline sets an alarm."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.received = 0  # bytes, for whoever bounds them

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        return self._sock.fileno()

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def send(
        self, message: list[Any], encoder: wire.Encoder | None = None, *, fd: int | None = None
    ) -> None:
        """Send a message, perhaps with a descriptor.

        Raises:
            OSError: the other side is gone.
        """
        buffers = wire.pack(message, encoder or wire.Encoder(_nothing))
        if fd is None and sum(map(len, buffers)) < _SMALL:
            self._sock.sendall(b"".join(buffers))
            return
        if fd is not None:
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))]
            sent = self._sock.sendmsg(buffers[:1], rights)
            buffers[0] = memoryview(buffers[0])[sent:]
        views = [memoryview(buffer).cast("B") for buffer in buffers if len(buffer)]
        while views:
            sent = self._sock.sendmsg(views[:_AT_ONCE])
            while sent and sent >= len(views[0]):
                sent -= len(views.pop(0))
            if sent:
                views[0] = views[0][sent:]

    def receive(self, special: Special) -> wire.Decoder:
        """Receive a message.

        Raises:
            EOFError: the other side is gone.
            wire.WireError: what came is no frame.
        """
        return self._rest(self._exactly(wire.header_size), special)

    def receive_with_fd(self, special: Special) -> tuple[wire.Decoder, int | None]:
        """Receive a message that may carry one descriptor."""
        head, fds, _, _ = socket.recv_fds(self._sock, wire.header_size, 1)
        if not head:
            raise EOFError
        decoder = self._rest(head + self._exactly(wire.header_size - len(head)), special)
        return decoder, fds[0] if fds else None

    def ask_for_pid(self) -> None:
        """Have the kernel vouch for who sends; before the other end is in anybody's hands."""
        if hasattr(socket, "SO_PASSCRED"):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)

    def receive_with_pid(self, special: Special) -> tuple[wire.Decoder, int | None]:
        """Receive a message and the process that sent it; None where no kernel vouches for it.

        Raises:
            wire.WireError: the kernel names no process that can be seen from here.
        """
        if not hasattr(socket, "SO_PASSCRED"):
            return self.receive(special), None
        space = socket.CMSG_SPACE(_CREDENTIALS.size)
        head, ancillary, _, _ = self._sock.recvmsg(wire.header_size, space)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        if not head:
            raise EOFError
        pids = [
            _CREDENTIALS.unpack(data[: _CREDENTIALS.size])[0]
            for level, kind, data in ancillary
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)
        ]
        if not pids or pids[0] <= 0:
            raise wire.WireError("nobody knows who sent this")
        return self._rest(head + self._exactly(wire.header_size - len(head)), special), pids[0]

    def _rest(self, header: bytes, special: Special) -> wire.Decoder:
        structure, blobs = wire.check_header(header)
        self.received += structure + blobs
        return wire.Decoder(self._exactly(structure), self._buffer(blobs), special)

    def _exactly(self, size: int) -> bytes:
        data = self._sock.recv(size, socket.MSG_WAITALL) if 0 < size < _SMALL else b""
        if len(data) == size:
            return data
        return data + bytes(self._buffer(size - len(data)))  # interrupted, long, or the end

    def _buffer(self, size: int) -> bytearray:
        data = bytearray(size)
        view, at = memoryview(data), 0
        while at < size:
            count = self._sock.recv_into(view[at:])
            if not count:
                raise EOFError
            at += count
        return data


def _nothing(encoder: wire.Encoder, value: object) -> Any:
    raise wire.WireError(f"a {type(value).__name__} can't be part of this message")


def unexpected(decoder: wire.Decoder, fields: list[Any]) -> Any:
    """Refuse special values, where none can come."""
    raise wire.WireError("a special value where none belongs")
