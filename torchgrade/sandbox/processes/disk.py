"""Limits the disk use of a player: rlimits only apply to single files, and the disk is shared.

The kernel has no limit for all files of a process, so a player's disk use is measured again and
again. If it is too much, its running processes are killed and its files removed, the largest first;
the cell that did it is lost, and the notebook goes on.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.processes.process_tree import ProcessTree

__all__ = ["DiskWatch"]

_EVERY = 0.2  # seconds
_SELDOM = 5  # measurements between two slow ones, for which processes must be found
_SHARE = 20  # at most one part in so many of the time is spent measuring
MOST_FILES = 50_000
_LEAST = 16 * 2**20  # bytes that honest work may need, however full the disk is
_OF_FREE = 2  # a player gets at most one part in so many of the free space at first


class DiskWatch:
    """Watches the folder of a player within a block.

    Args:
        folder: the player's folder.
        tree: its processes.
        limit: bytes that it may use, if the disk has twice as much free.
    """

    def __init__(self, folder: Path, tree: Callable[[], ProcessTree], limit: int) -> None:
        self.rang = False  # whether it used too much
        self._folder, self._tree = folder, tree
        self._free = free_bytes(folder)
        self.limit = max(_LEAST, min(limit, self._free // _OF_FREE))
        self._given = sum(size for _, size in _files(folder))
        self._looks = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="disk", daemon=True)

    def __enter__(self) -> DiskWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = _EVERY
        while not self._stopped.wait(pause):
            start = time.monotonic()
            with suppress(OSError):
                self.look()
            pause = max(_EVERY, _SHARE * (time.monotonic() - start))

    def look(self) -> None:
        """Measure the folder once, and act if the player uses too much."""
        files = list(_files(self._folder))
        used = sum(size for _, size in files) - self._given
        # Reading all mappings takes time, so only do it if the disk is filling up.
        shrinks = used <= self.limit and self._free - free_bytes(self._folder) > self.limit
        self._looks += 1
        nameless = {}
        if shrinks or self._looks % _SELDOM == 0:
            nameless = _nameless(self._tree(), self._folder, mapped=shrinks)
        used += sum(size for _, size in set().union(*nameless.values()))
        if used > self.limit or len(files) > MOST_FILES:
            self.rang = True
            tree = self._tree()
            # Snapshots only wait, and are still to be tested; one that wakes up is found next time.
            tree.end(keep={p for p in tree.pids() if p not in nameless and not proc.is_busy(p)})
            make_room(self._folder, files, self.limit // 2)


def make_room(folder: Path, files: list[tuple[str, int]], kept: int) -> None:
    """Remove the largest files until few enough bytes and files are left."""
    left, count = sum(size for _, size in files), len(files)
    for path, size in sorted(files, key=lambda file: -file[1]):
        if left <= kept and count <= MOST_FILES // 2:
            return
        with suppress(OSError):
            _remove(folder, os.path.relpath(path, folder).split("/"))
        left, count = left - size, count - 1


def _remove(folder: Path, parts: list[str]) -> None:
    """Remove a file without following links, since a folder on its path may have become one."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    here = os.open(folder, flags)
    try:
        for part in parts[:-1]:
            inner = os.open(part, flags, dir_fd=here)
            os.close(here)
            here = inner
        os.unlink(parts[-1], dir_fd=here)
    finally:
        os.close(here)


def free_bytes(folder: Path) -> int:
    try:
        status = os.statvfs(folder)
    except (OSError, AttributeError):
        return 2**62
    return status.f_bavail * status.f_frsize


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the files and folders below a folder, with the bytes that they use on the disk."""
    waiting = [str(folder)]
    count = 0
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                count += 1
                if count > 2 * MOST_FILES:
                    return
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        waiting.append(entry.path)
                    yield entry.path, getattr(status, "st_blocks", 0) * 512


def _nameless(tree: ProcessTree, folder: Path, *, mapped: bool) -> dict[int, set[tuple[int, int]]]:
    """Return the processes that have unlinked files open: process -> (inode, bytes)."""
    device = folder.stat().st_dev
    found = {pid: proc.files_without_names(pid, device, mapped=mapped) for pid in tree.pids()}
    return {pid: files for pid, files in found.items() if files}
