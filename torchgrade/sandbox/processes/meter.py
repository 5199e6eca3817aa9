"""Measures a player's memory: its processes, what they share, and files in memory.

There are two measurements. The quick one takes almost no time and is never too low: it counts
memory that several processes share once for each, and everything that they mapped. If it exceeds
the limit, the exact one decides, which can take longer than a grade.
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
"""Where a player may have its own file system in memory."""

_SHARED = Path("/dev/shm")
"""Where its files use memory, in a folder shared with others, unless it has no access."""

_SOCKETS = 256
"""Descriptors that a player's processes may have together before they are examined."""

_MUCH_MAPPED = 16 * 2**20


def memory_of(*, uid: int | None = None, root: int | None = None) -> int:
    """Return the memory, in bytes, of all processes of a uid, or of a process and its descendants.

    A page that several processes share counts once, divided among them (PSS): snapshots share
    nearly everything. If that can't be read, resident anonymous memory is used, which counts pages
    that a fork shares for each process.
    """
    pids: Iterable[int] = ()
    if uid is not None:
        pids = proc.processes_of(uid)
    elif root is not None:
        pids = [root, *descendants(root)]
    exact = {pid: proc.pss(pid, "Pss") for pid in pids}
    return sum(_resident(pid) if pss is None else pss for pid, pss in exact.items())


class Meter:
    """Measures a player's memory beyond what its first process started with.

    Args:
        tree: the player and everything that it started.
        root: its first process, which has not begun to run.
    """

    def __init__(self, tree: ProcessTree, root: int) -> None:
        self._tree = tree
        self._base = _sizes(root)
        self._places = list(_places(root))
        self._files = 0
        self._files = self._of_files(())  # at the start

    def quickly(self) -> int:
        """Return an upper bound of the bytes that they have taken."""
        pids = self._tree.pids()
        names = _descriptors(pids)
        taken = sum(map(self._of_process, pids)) + sum(_without_names(names).values())
        if len(names) > _SOCKETS:
            taken += len(names) * proc.socket_buffer()
        return taken + self._of_files(names)

    def exactly(self) -> int:
        """Return the exact bytes, if the kernel tells: a shared page counts once."""
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
        """Return the bytes of the player's files in memory, including deleted ones."""
        sizes = [os.fstatvfs(place) for place in self._places]
        taken = sum((size.f_blocks - size.f_bfree) * size.f_frsize for size in sizes)
        if not self._places and self._tree.uid is not None and _SHARED.is_dir():
            taken += _beside_others(self._tree.uid, descriptors)
        return max(0, taken - self._files)


def _places(pid: int) -> Iterator[int]:
    """Open a process's private file systems, so that they can be read after it has ended."""
    known = {os.stat("/").st_dev} | {_device(f"/{name}") for name in _PRIVATE}
    for name in _PRIVATE:
        place = f"/proc/{pid}/root/{name}"
        device = _device(place)
        if device and device not in known:
            known.add(device)
            yield os.open(place, os.O_PATH | os.O_CLOEXEC)


def _beside_others(uid: int, descriptors: Iterable[str]) -> int:
    """Return the bytes of a user's files in shared folders, named or open."""
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
    """Collect the files in memory that never had a name: inodes and sizes."""
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
    if found is None:  # no /proc, or the process has ended
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(pid).memory_info().rss)
    return found or 0


def _shared(pid: int) -> Iterator[tuple[int, int]]:
    """List a process's shared memory without names: its inode, and up to where it is mapped.

    The resident part would not do: it does not count what another process filled that has ended.
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
