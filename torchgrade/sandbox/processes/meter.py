"""How much memory a player takes: its processes, what they share, and files in memory.

There are two accounts. The quick one is read in no time and never too low: it counts what several
processes share once for each, and all that they mapped. Where it says too much, the exact one is
asked for, which can take longer than a grade.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import psutil

from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.processes.process_tree import ProcessTree, descendants

__all__ = ["Meter", "memory_of"]

_PRIVATE = ("dev/shm", "tmp", "var/tmp")
"""Where a player may have a file system of its own, in memory."""

_SHARED = Path("/dev/shm")
"""Where its files are memory and lie beside those of others, unless that is denied to it."""

_SOCKETS = 256
"""Descriptors that all processes of a player may have together before they are looked at."""

_MUCH_MAPPED = 16 * 2**20


def memory_of(*, uid: int | None = None, root: int | None = None) -> int:
    """Add up the bytes of memory of all processes of a uid, or of a process and its descendants.

    A page that several processes share counts once, in parts (PSS): snapshots share nearly all.
    Where that can't be read, it is what is resident and not of a file, which counts the pages that
    a fork shares for each process.
    """
    pids: Iterable[int] = ()
    if uid is not None:
        pids = proc.processes_of(uid)
    elif root is not None:
        pids = [root, *descendants(root)]
    exact = {pid: proc.pss(pid, "Pss") for pid in pids}
    return sum(_resident(pid) if pss is None else pss for pid, pss in exact.items())


class Meter:
    """Measures what a player has taken beyond what its first process started with.

    Args:
        tree: the player and all that it started.
        root: its first process, which has not begun.
    """

    def __init__(self, tree: ProcessTree, root: int) -> None:
        self._tree = tree
        self._base = _sizes(root)
        self._places = list(_places(root))
        self._files = 0
        self._files = self._of_files(())  # that it began with

    def quickly(self) -> int:
        """Return the bytes that they have taken, at most."""
        pids = self._tree.pids()
        names = _descriptors(pids)
        taken = sum(map(self._of_process, pids)) + sum(_without_names(names).values())
        if len(names) > _SOCKETS:
            taken += len(names) * proc.socket_buffer()
        return taken + self._of_files(names)

    def exactly(self) -> int:
        """Return the same, where the kernel tells: a page that several share counts once."""
        pids = self._tree.pids()
        names = _descriptors(pids)
        shared, total = _without_names(names), -self._base.own
        for pid in pids:
            use = _sizes(pid)
            own = proc.pss(pid, "Pss_Anon", "SwapPss")
            total += use.own if own is None else own
            total += max(0, use.tables - self._base.tables)
            if use.mapped - self._base.mapped > _MUCH_MAPPED:
                for key, size in _shared(pid):
                    shared[key] = max(size, shared.get(key, 0))
        taken = max(0, total) + sum(shared.values())
        if len(names) > _SOCKETS:
            sockets = {link for link in names.values() if "socket:" in link}
            taken += len(sockets) * proc.socket_buffer()
        return taken + self._of_files(names)

    def _of_process(self, pid: int) -> int:
        use, base = _sizes(pid), self._base
        more = use.own - base.own, use.tables - base.tables, use.mapped - base.mapped
        return sum(max(0, part) for part in more)

    def _of_files(self, descriptors: Iterable[str]) -> int:
        """Return the bytes of files in memory that are the player's, deleted ones, too."""
        sizes = [os.fstatvfs(place) for place in self._places]
        taken = sum((size.f_blocks - size.f_bfree) * size.f_frsize for size in sizes)
        if not self._places and self._tree.uid is not None and _SHARED.is_dir():
            taken += _beside_others(self._tree.uid, descriptors)
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


def _sizes(pid: int) -> proc.Sizes:
    return proc.sizes(pid) or proc.Sizes(_resident(pid))


def _resident(pid: int) -> int:
    found = proc.resident(pid)
    if found is None:  # no /proc, or it has gone
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(pid).memory_info().rss)
    return found or 0


def _shared(pid: int) -> Iterator[tuple[int, int]]:
    """List what a process shares that has no name: its number, and up to where it is mapped.

    Not what is resident of it: that says nothing once another process has ended that filled it.
    """
    for found in proc.mappings(pid):
        if found.permissions.endswith("s") and found.name.startswith(("/dev/zero", "/memfd:")):
            yield found.inode, found.offset + found.end - found.start


def _descriptors(pids: Iterable[int]) -> dict[str, str]:
    return {path: link for pid in pids for path, link in proc.descriptors(pid).items()}


def _device(path: str) -> int:
    with contextlib.suppress(OSError):
        return os.stat(path).st_dev
    return 0
