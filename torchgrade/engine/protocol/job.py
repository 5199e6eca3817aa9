"""What supervisor, fork server and referee tell each other, as plain records."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Job", "WorkerSpec", "lines", "send_line"]

MAX_LINE = 256 * 2**20


@dataclass(frozen=True)
class WorkerSpec:
    """What a player is started with. It holds no secret: a player inherits the memory of it.

    ``folder`` has the player's own folder in it, and the referee's. ``closed`` is what the player
    must not be able to open, and ``tried`` what of that it tries to open besides.
    """

    slot: int
    folder: str
    uid: int | None
    seed: int
    threads: int
    data: str = ""
    readable: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    memory: int = 4 * 2**30
    cpu_seconds: int = 600


@dataclass(frozen=True)
class Job:
    """What a referee is told once its player is on its own.

    ``cells`` are those of the notebook, as [number, code], and ``torch_seed`` that of torch before
    each. ``careful`` says that a referee before this one died in a test case: each runs in a copy
    of the referee, then. ``stuck`` is the case, as [question, index], whose time was up meanwhile.
    ``last`` says that a player which disappears is not given another try. ``evaluation`` is the
    folder with the test part of the lab's data set, where the autograder brings it.
    ``questions`` and ``order`` are those of :class:`torchgrade.engine.engine.Selection`.
    ``require_walls`` grades nothing where the player could open what is closed to it, and
    ``only_isolate`` grades nothing at all: it asks for the layers of the player's sandbox.
    ``variants`` are other codes of one cell, as [its number, code, seed]: each is graded in the
    place of what the notebook has, with other random numbers where there is a seed.
    ``little_memory`` says that the referee is to give large blocks back at once, though that takes
    time.
    """

    bundle: str
    digest: str
    secret: str
    cells: tuple[tuple[int, str], ...]
    seconds: float
    cell_seconds: float
    case_seconds: float
    memory: int
    imports: dict[str, str] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    in_place: tuple[str, ...] = ()
    torch_seed: int | None = None
    careful: bool = False
    stuck: tuple[str, int] | tuple[()] = ()
    last: bool = False
    require_isolation: bool = False
    require_walls: bool = False
    only_isolate: bool = False
    explain: tuple[str, ...] = ()
    evaluation: str = ""
    questions: tuple[str, ...] = ()
    order: str = "forward"
    variants: tuple[tuple[int, str, str], ...] = ()
    little_memory: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)


def send_line(sock: socket.socket, content: dict[str, Any]) -> None:
    """Send one JSON object."""
    sock.sendall(json.dumps(content).encode() + b"\n")


def lines(sock: socket.socket) -> Iterator[dict[str, Any]]:
    """Read JSON objects until the other side hangs up."""
    with sock.makefile("rb") as stream:
        while line := stream.readline(MAX_LINE):
            if not line.endswith(b"\n"):
                return  # it died in the middle of a word
            yield json.loads(line)
