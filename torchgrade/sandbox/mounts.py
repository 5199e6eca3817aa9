"""Gives a player its own view of the file system, with private copies of world-writable folders.

Without this, two players share /dev/shm and /tmp, and one finds what another leaves there. In its
own mount namespace a player has private ones, as parts of a small file system in memory, which ends
with it. Folders of people and services are empty, and everything else is read-only: a second wall
beside Landlock, and the only one if the kernel lacks Landlock. See mount_namespaces(7),
ipc_namespaces(7), tmpfs(5) and mount_setattr(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from torchgrade.sandbox.syscalls import check, libc

__all__ = ["LAYER", "memory_of_files", "private_view", "why_not"]

LAYER = "mounts: private /dev/shm and /tmp"

# World-writable folders, and those with data of people and services.
_SHARED = ("/dev/shm", "/tmp", "/var/tmp", "/dev/mqueue", "/run/lock", "/var/lock", "/var/crash")
_HIDDEN = ("/run", "/home", "/root", "/mnt", "/media", "/srv")

# include/uapi/linux/sched.h and mount.h
_NEW_MOUNTS, _NEW_IPC, _NEW_NET = 0x20000, 0x8000000, 0x40000000
_NOSUID, _NODEV, _BIND, _REC, _PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000
_RDONLY, _NO_SUID, _NO_ATIME, _ATIME = 0x1, 0x2, 0x10, 0x70
_MOST_FILES = 16_384
_O_PATH = getattr(os, "O_PATH", 0) | os.O_CLOEXEC


def memory_of_files(memory: int) -> int:
    """Return how many bytes a player with this memory limit may have in these folders in total.

    This memory is charged to no process.
    """
    return memory // 4


def why_not() -> str:
    """Try it in a child; return why it fails, or an empty text."""
    if sys.platform != "linux":
        return f"on {sys.platform}"
    if os.geteuid() != 0:
        return "the grader is not root"
    _places()  # once for all players
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            private_view(Path("/"), (), (), size=2**20, no_network=False)
        except BaseException as error:
            os.write(writing, (getattr(error, "strerror", None) or repr(error)).encode()[:500])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        why = answer.read()
    os.waitpid(child, 0)
    return why


def private_view(
    folder: Path, needed: Iterable[Path], closed: Iterable[Path], *, size: int, no_network: bool
) -> None:
    """Put this process and its children into a new mount namespace; for root.

    Args:
        folder: the folder where it may write.
        needed: files and folders that it must be able to read, by their own names and through
            links.
        closed: files and folders that it must not read, unless it needs something in them.
        size: total bytes of files that it may write elsewhere.
        no_network: also remove the network, including abstract sockets.

    Raises:
        OSError: it is impossible here.
    """
    new = _NEW_MOUNTS | _NEW_IPC | (_NEW_NET if no_network else 0)
    check(libc.unshare(new), "unshare")
    _mount("none", "/", _REC | _PRIVATE)
    _set_attributes("/", _RDONLY | _NO_SUID | _NO_ATIME, 0, recursive=True)
    mask = os.umask(0o022)
    try:
        _cover(folder, {*needed}, {*closed}, size)
    finally:
        os.umask(mask)


def _cover(folder: Path, needed: set[Path], closed: set[Path], size: int) -> None:
    """Mount a file system in memory, and parts of it over folders; needed paths stay reachable."""
    whole = {str(folder), *map(str, needed)}
    covered = [place for place in _places() if place not in whole]
    kept = {path: os.open(path, _O_PATH) for path in _below(covered, needed)}
    own = os.open(folder, _O_PATH)
    base = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"
    options = f"size={size},nr_inodes={_MOST_FILES},mode=755"
    _mount("tmpfs", base, _NOSUID | _NODEV, options, kind="tmpfs")
    shut = _shut(base)
    # The base itself comes last, as it covers all paths into this file system.
    for number, place in sorted(enumerate(covered), key=lambda pair: pair[1] == base):
        part = f"{base}/{number}"
        os.mkdir(part)
        os.chmod(part, 0o1777 if place in _SHARED else 0o755)
        _mount(part, place, _BIND)
    for path, descriptor in kept.items():
        _bind(descriptor, path)
        os.close(descriptor)
    if folder != Path("/"):
        _bind(own, folder)
        _set_attributes(str(folder), 0, _RDONLY)
    for path in filter(Path.exists, closed):
        if not any(used.is_relative_to(path) for used in (folder, *needed)):
            _bind(shut[path.is_dir()], path)
    for descriptor in (own, *shut):
        os.close(descriptor)


def _shut(base: str) -> tuple[int, int]:
    """Make a file and a folder without permissions."""
    os.close(os.open(f"{base}/file", os.O_CREAT, 0))
    os.mkdir(f"{base}/folder", 0)
    return os.open(f"{base}/file", _O_PATH), os.open(f"{base}/folder", _O_PATH)


@functools.cache
def _places() -> tuple[str, ...]:
    """List the folders to cover: existing ones, each once, none in another."""
    places = dict.fromkeys(os.path.realpath(place) for place in (*_HIDDEN, *_SHARED))
    return tuple(
        place
        for place in filter(os.path.isdir, places)
        if not any(place.startswith(f"{other}/") for other in places)
    )


def _below(covered: list[str], needed: set[Path]) -> list[Path]:
    """Choose those of these paths that would be covered, none in another."""
    found: list[str] = []
    for path in sorted(map(str, needed)):
        covers = any(path.startswith(f"{place}/") for place in covered)
        known = any(path.startswith(f"{other}/") for other in found)
        if covers and not known and os.path.exists(path):
            found.append(path)
    return list(map(Path, found))


def _bind(descriptor: int, path: Path) -> None:
    """Mount what a descriptor refers to at a path, which is made if it was covered."""
    source = f"/proc/self/fd/{descriptor}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(source):
            path.mkdir()
        else:
            path.touch()
    _mount(source, str(path), _BIND | _REC)


def _mount(source: str, target: str, flags: int, options: str = "", *, kind: str = "") -> None:
    def text(value: str) -> bytes | None:
        return os.fsencode(value) if value else None

    result = libc.mount(
        text(source), text(target), text(kind), ctypes.c_ulong(flags), text(options)
    )
    check(result, f"mount {target}")


def _set_attributes(path: str, on: int, off: int, *, recursive: bool = False) -> None:
    """Change the attributes of a mount, if the kernel supports that (5.12)."""
    attributes = struct.pack("=4Q", on, off | (_ATIME if on & _NO_ATIME else 0), 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    with contextlib.suppress(OSError):
        result = libc.syscall(
            _MOUNT_SETATTR,
            ctypes.c_long(_AT_FDCWD),
            os.fsencode(path),
            ctypes.c_ulong(flags),
            attributes,
            ctypes.c_size_t(len(attributes)),
        )
        check(int(result), "mount_setattr")
