"""Examine the sandbox on this machine: its layers, and what a player could do."""

from __future__ import annotations

import json
import mmap
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from torchgrade.engine.supervisor.slots import Slots
from torchgrade.sandbox import isolate

__all__ = ["Checkup", "check_up"]

_MEMORY = 256 * 2**20


@dataclass(frozen=True)
class Checkup:
    """The layers of a player, and the result of each thing that it tried.

    ``tried`` says for each attempt whether it was refused; ``error`` says why no player could be
    started, if so.
    """

    layers: tuple[str, ...] = ()
    tried: tuple[tuple[str, bool], ...] = ()
    error: str = ""


def check_up(closed: Sequence[Path]) -> Checkup:
    """Start a player as for a grade, within a second, and make it try what it must not do.

    Args:
        closed: what it must not be able to open, besides a folder that is made for it.
    """
    slots = Slots()
    slot = slots.take(Path(os.devnull), Path(os.devnull))
    try:
        with _targets() as targets:
            paths = tuple(path.resolve() for path in (targets.closed, *closed))
            plan = isolate.Plan(
                slot.folder / "player",
                slot.uid,
                limits=isolate.Limits(memory=_MEMORY),
                closed=paths,
                tried=(targets.closed / "tests.py",),
            )
            return _try_all(plan, targets)
    finally:
        slots.give_back(slot, None)
        slots.close()


@dataclass(frozen=True)
class _Targets:
    """Files and processes beside the player."""

    closed: Path  # a folder like a course's, of mode 700
    public: Path  # one that everybody may use
    socket: Path
    process: int
    shared: Path  # in /dev/shm


@contextmanager
def _targets() -> Iterator[_Targets]:
    with tempfile.TemporaryDirectory(prefix="torchgrade-", dir=_open_folder()) as name:
        folder = Path(name)
        folder.chmod(0o711)
        closed, public = folder / "closed", folder / "public"
        closed.mkdir(mode=0o700)
        public.mkdir()
        public.chmod(0o777)
        (closed / "tests.py").write_text("secret")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(public / "socket"))
        (public / "socket").chmod(0o777)
        listener.listen()
        process = os.fork()
        if process == 0:
            try:
                signal.pause()
            finally:
                os._exit(0)
        shared = Path("/dev/shm", folder.name)
        with suppress(OSError):
            shared.write_text("left")
            shared.chmod(0o666)
        try:
            yield _Targets(closed, public, public / "socket", process, shared)
        finally:
            listener.close()
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            shared.unlink(missing_ok=True)


def _open_folder() -> str | None:
    """Choose a place where others can reach a folder, whatever TMPDIR says."""
    return "/tmp" if os.path.isdir("/tmp") and os.access("/tmp", os.W_OK) else None


def _try_all(plan: isolate.Plan, targets: _Targets) -> Checkup:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            layers = isolate.enter(plan, keep={writing})
            answer = [layers, [(name, not _works(attempt)) for name, attempt in _attempts(targets)]]
        except BaseException as error:
            answer = [repr(error)]
        finally:
            os.write(writing, json.dumps(answer).encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        text = stream.read()
    os.waitpid(child, 0)
    answer = json.loads(text or '["it died"]')
    if len(answer) == 1:
        return Checkup(error=str(answer[0]))
    layers, tried = answer
    return Checkup(tuple(layers), tuple((name, refused) for name, refused in tried))


def _attempts(targets: _Targets) -> list[tuple[str, Callable[[], object]]]:
    """List the attempts of a player, none of which may succeed."""
    return [
        ("read a hidden test", lambda: (targets.closed / "tests.py").read_text()),
        ("write outside of its own folder", lambda: (targets.public / "new").write_text("x")),
        ("open a socket to the network", lambda: socket.socket(socket.AF_INET).close()),
        ("connect to a service on this machine", lambda: _connect(targets.socket)),
        ("send a signal to another process", lambda: os.kill(targets.process, 0)),
        ("read another process's memory", lambda: _open(f"/proc/{targets.process}/mem")),
        ("see what another left in /dev/shm", lambda: targets.shared.read_text()),
        ("take more memory than its limit", _take_memory),
    ]


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return False
    return True


def _connect(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        client.connect(str(path))


def _open(path: str) -> None:
    if sys.platform != "linux":
        raise OSError("there is no /proc")
    os.close(os.open(path, os.O_RDONLY))


def _take_memory() -> None:
    mmap.mmap(-1, 2 * _MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
