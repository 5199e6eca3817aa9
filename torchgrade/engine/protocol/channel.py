"""One end of the socket between referee and player: whole frames in, whole frames out."""

from __future__ import annotations

import array
import socket
import struct
from collections.abc import Callable

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.tags import STRANGERS, Fields

__all__ = ["Channel", "pair", "unexpected"]

Special = Callable[[wire.Decoder, Fields], object]
_CREDENTIALS = struct.Struct("3i")
_FD = struct.Struct("i")
_ROOM = socket.CMSG_LEN(_FD.size)
_SMALL = 2**14  # up to this many bytes, copying is faster than describing
_AT_ONCE = 512  # buffers in one sendmsg, well below IOV_MAX


def pair() -> tuple[socket.socket, socket.socket]:
    """Make a connected pair of sockets without a path."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


class Channel:
    """Sends and receives frames. Calls block; a caller that needs a deadline sets a time limit.

    Args:
        sock: one end of the connection.
        limits: the limits of received frames.
    """

    def __init__(self, sock: socket.socket, limits: wire.Limits = STRANGERS) -> None:
        self._sock = sock
        self.limits = limits
        self.received = 0  # bytes, for callers that bound them
        self._left = b""  # the beginning of the next frames, if it came with the last one
        self._fds: list[int] = []  # descriptors that came with it

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        return self._sock.fileno()

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def send(
        self, message: Fields, encoder: wire.Encoder | None = None, *, fd: int | None = None
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
            wire.WireError: the data are not a frame.
        """
        return self._frame(self._left or self._sock.recv(_SMALL), special)

    def receive_with_fd(self, special: Special) -> tuple[wire.Decoder, int | None]:
        """Receive a message that may carry one descriptor."""
        data = self._left
        if not data:
            data, ancillary, _, _ = self._sock.recvmsg(_SMALL, _ROOM)
            self._fds += [
                _FD.unpack_from(content)[0]
                for level, kind, content in ancillary
                if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
            ]
        decoder = self._frame(data, special)
        # The kernel does not read past data with a descriptor, so it belongs to the last frame.
        return decoder, self._fds.pop() if self._fds and not self._left else None

    def ask_for_pid(self) -> None:
        """Ask the kernel to name the sender, before anybody else has the other end."""
        if hasattr(socket, "SO_PASSCRED"):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)

    def receive_with_pid(self, special: Special) -> tuple[wire.Decoder, int | None]:
        """Receive a message and the process that sent it; None if the kernel names none.

        Raises:
            wire.WireError: the kernel names no process that is visible from here.
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
        return self._frame(head, special), pids[0]

    def _frame(self, data: bytes, special: Special) -> wire.Decoder:
        """Read the rest of a frame that begins with `data`, which holds all of a small one."""
        if not data:
            raise EOFError
        if len(data) < wire.header_size:
            data += self._exactly(wire.header_size - len(data))
        structure, blobs = wire.check_header(data[: wire.header_size], self.limits)
        self.received += structure + blobs
        middle = wire.header_size + structure
        end = middle + blobs
        self._left = data[end:]
        try:
            if len(data) < middle:
                data += self._exactly(middle - len(data))
            if len(data) >= end:
                content = bytearray(data[middle:end])
            else:
                content = self._exactly(blobs, data[middle:])
            return wire.Decoder(data[wire.header_size : middle], content, special, self.limits)
        except MemoryError:
            raise wire.OversizedError("more than there is memory for") from None

    def _exactly(self, size: int, begun: bytes = b"") -> bytearray:
        """Receive a number of bytes, the first of which may be there already."""
        data, at = bytearray(size), len(begun)
        data[:at] = begun
        view = memoryview(data)
        while at < size:
            count = self._sock.recv_into(view[at:])
            if not count:
                raise EOFError
            at += count
        return data


def _nothing(encoder: wire.Encoder, value: object) -> Fields:
    raise wire.UnsentError(f"a {type(value).__name__} can't be part of this message")


def unexpected(decoder: wire.Decoder, fields: Fields) -> object:
    """Refuse special values, where none are possible."""
    raise wire.WireError("a special value where none belongs")
