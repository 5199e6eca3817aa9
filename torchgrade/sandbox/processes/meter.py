"""What a player has taken of memory: that of its processes, of what they share, and of files.

There are two accounts. The quick one is read in no time and never too low: it counts what several
processes share once for each, and all that they mapped. Where it says too much, the exact one is
asked for, which can take longer than a grade.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from torchgrade.sandbox.processes.footprint import anonymous, proportional
from torchgrade.sandbox.processes.household import Household

__all__ = ["Meter"]

_PRIVATE = ("dev/shm", "tmp", "var/tmp")
"""Where a player may have a file system of its own, in memory."""

_SHARED = Path("/dev/shm")
"""Where its files are memory and lie beside those of others, unless that is denied to it."""

_SOCKETS = 256
"""Descriptors that all processes of a player may have together before they are looked at."""

_MUCH_MAPPED = 16 * 2**20
_LINES = re.compile(rb"^(VmSize|VmData|VmStk|RssAnon|VmSwap|VmPTE):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class _Use:
    """What the kernel counts of one process, in bytes."""

    own: int = 0  # resident or swapped out, and of no file
    tables: int = 0  # of its pages
    mapped: int = 0  # of files, of their copies in memory, and of memory that it shares


class Meter:
    """Measures what a household has taken beyond what its first process started with.

    Args:
        household: the player and all that it started.
        root: its first process, which has not begun.
    """

    def __init__(self, household: Household, root: int) -> None:
        self._household = household
        self._base = _use(root)
        self._places = list(_places(root))
        self._files = 0
        self._files = self._of_files(())  # that it began with

    def quickly(self) -> int:
        """Return the bytes that they have taken, at most."""
        pids = self._household.pids()
        names = {name: _link(name) for name in _descriptors(pids)}
        taken = sum(map(self._of_process, pids)) + sum(_without_names(names).values())
        if len(names) > _SOCKETS:
            taken += len(names) * _buffer()
        return taken + self._of_files(names)

    def exactly(self) -> int:
        """Return the same, where the kernel tells: a page that several share counts once."""
        pids = self._household.pids()
        names = {name: _link(name) for name in _descriptors(pids)}
        shared, total = _without_names(names), -self._base.own
        for pid in pids:
            use = _use(pid)
            own = proportional(_alive(pid), "Pss_Anon", "SwapPss")
            total += use.own if own is None else own
            total += max(0, use.tables - self._base.tables)
            if use.mapped - self._base.mapped > _MUCH_MAPPED:
                for key, size in _shared(pid):
                    shared[key] = max(size, shared.get(key, 0))
        taken = max(0, total) + sum(shared.values())
        if len(names) > _SOCKETS:
            taken += len({link for link in names.values() if "socket:" in link}) * _buffer()
        return taken + self._of_files(names)

    def _of_process(self, pid: int) -> int:
        use, base = _use(pid), self._base
        more = use.own - base.own, use.tables - base.tables, use.mapped - base.mapped
        return sum(max(0, part) for part in more)

    def _of_files(self, descriptors: Iterable[str]) -> int:
        """Return the bytes of files in memory that are the player's, deleted ones, too."""
        sizes = [os.fstatvfs(place) for place in self._places]
        taken = sum((size.f_blocks - size.f_bfree) * size.f_frsize for size in sizes)
        if not self._places and self._household.uid is not None and _SHARED.is_dir():
            taken += _beside_others(self._household.uid, descriptors)
        return max(0, taken - self._files)


def _places(pid: int) -> Iterator[int]:
    """Open the file systems that a process has for itself, to look at once it has ended, too."""
    known = {os.stat("/").st_dev} | {_device(f"/{name}") for name in _PRIVATE}
    for name in _PRIVATE:
        place = f"/proc/{pid}/root/{name}"
        device = _device(place)
        if device and device not in known:
            known.add(device)
            yield os.open(place, os.O_PATH | os.O_CLOEXEC)


def _beside_others(uid: int, descriptors: Iterable[str]) -> int:
    """Return the bytes of a user's files among others', by name or as they are open."""
    found: dict[int, int] = {}
    device = _device(str(_SHARED))
    paths = [str(path) for path in _SHARED.rglob("*")]
    for path in (*paths, *descriptors):
        with contextlib.suppress(OSError):
            status = os.stat(path)
            if status.st_dev == device and (status.st_uid == uid or not status.st_nlink):
                found[status.st_ino] = status.st_blocks * 512
    return sum(found.values())


def _without_names(descriptors: Mapping[str, str]) -> dict[int, int]:
    """Collect the files in memory that never had a name: their numbers and sizes."""
    found = {}
    for path, link in descriptors.items():
        if link.startswith("/memfd:"):
            with contextlib.suppress(OSError):
                status = os.stat(path)
                found[status.st_ino] = status.st_blocks * 512
    return found


def _descriptors(pids: Iterable[int]) -> Iterator[str]:
    for pid in pids:
        place = f"/proc/{_alive(pid)}/fd"
        for name in _listed(place):
            yield f"{place}/{name}"


def _use(pid: int) -> _Use:
    try:
        found = {name: int(size) * 1024 for name, size in _LINES.findall(_status(pid))}
    except OSError:
        return _Use(anonymous(pid))
    if b"VmSize" not in found:  # it has ended
        return _Use()
    private = found.get(b"VmData", 0) + found.get(b"VmStk", 0)
    return _Use(
        own=found.get(b"RssAnon", 0) + found.get(b"VmSwap", 0),
        tables=found.get(b"VmPTE", 0),
        mapped=found[b"VmSize"] - private,
    )


def _status(pid: int) -> bytes:
    """Read a process's status; with its first thread ended, another's says what it has."""
    text = _read(f"/proc/{pid}/status")
    if b"VmSize" not in text:
        text = _read(f"/proc/{_alive(pid)}/status")
    return text


def _alive(pid: int) -> str:
    """Return the number of a process, with that of a thread if its first one has ended."""
    for thread in (str(pid), *_listed(f"/proc/{pid}/task")):
        place = f"{pid}/task/{thread}"
        with contextlib.suppress(OSError):
            if b"VmSize" in _read(f"/proc/{place}/status"):
                return place
    return str(pid)


def _shared(pid: int) -> Iterator[tuple[int, int]]:
    """List what a process shares that has no name: its number, and up to where it is mapped.

    Not what is resident of it: that says nothing once another process has ended that filled it.
    """
    try:
        lines = _read(f"/proc/{_alive(pid)}/maps").splitlines()
    except OSError:
        return
    for line in lines:
        where, rights, offset, _, inode, *name = line.split(maxsplit=5)
        if rights.endswith(b"s") and name and name[0].startswith((b"/dev/zero", b"/memfd:")):
            start, _, end = where.partition(b"-")
            yield int(inode), int(offset, 16) + int(end, 16) - int(start, 16)


def _buffer() -> int:
    """Return how many bytes may wait in a socket."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/sys/net/core/wmem_default").read_text())
    return 212_992


def _device(path: str) -> int:
    with contextlib.suppress(OSError):
        return os.stat(path).st_dev
    return 0


def _listed(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        return os.listdir(folder)
    return []


def _link(path: str) -> str:
    with contextlib.suppress(OSError):
        return os.readlink(path)
    return ""


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return b"".join(iter(lambda: file.read(2**20), b""))
