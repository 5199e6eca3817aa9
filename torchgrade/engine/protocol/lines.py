"""Records exchanged between the grader's own processes: a line of JSON each, strictly decoded.

No player has access to such a connection, but texts in a record may come from one.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from torchgrade.errors import GraderError

__all__ = ["Kind", "Record", "decode", "encode", "read_lines", "send_line"]

_MAX_LINE = 256 * 2**20  # bytes


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message from one process to another. Its fields are checked when it is decoded."""


class Kind(Record, frozen=True, tag_field="kind", tag=str.lower):
    """One of several records that may occur in the same place: ``kind`` names its class."""


R = TypeVar("R", bound=Record)


def encode(record: Record) -> bytes:
    """Encode a record as one line, without the newline."""
    # Not with msgspec's encoder: a text may have half of a surrogate pair, which JSON can escape.
    return json.dumps(msgspec.to_builtins(record, enc_hook=_exactly_text)).encode()


def decode(data: bytes, *kinds: type[R]) -> R:
    """Decode a record of one of several classes.

    Raises:
        GraderError: it is not such a record; the message says where.
    """
    try:
        decoded: R = msgspec.convert(json.loads(data), _union(kinds))
    except ValueError as error:  # msgspec.ValidationError is one
        names = " or ".join(kind.__name__ for kind in kinds)
        raise GraderError(f"a process of the grader's sent what is no {names}: {error}") from None
    return decoded


def send_line(sock: socket.socket, record: Record) -> None:
    """Send one record."""
    sock.sendall(encode(record) + b"\n")


def read_lines(sock: socket.socket, *kinds: type[R]) -> Iterator[R]:
    """Yield records of these classes until the other side hangs up.

    Raises:
        GraderError: one is of another class.
    """
    with sock.makefile("rb") as stream:
        while line := stream.readline(_MAX_LINE):
            if not line.endswith(b"\n"):
                return  # the other side died in the middle of a line
            yield decode(line, *kinds)


def _exactly_text(value: object) -> str:
    """Encode a string of a subclass of str, such as a reason."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"a {type(value).__name__} can't be part of a record")


def _union(kinds: tuple[type[R], ...]) -> type[R]:
    union = kinds[0]
    for kind in kinds[1:]:
        union |= kind  # type: ignore[assignment]
    return union
