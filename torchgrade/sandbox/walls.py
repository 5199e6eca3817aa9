"""Walls: a player tries to open what must be closed to it, which proves that it can't.

Layers of the sandbox say what they should do. Whether hidden tests and others' work are out of
reach also depends on where they are: perhaps in a folder that every player may read, or one whose
mode lets anybody in. So closed paths are excluded from what may be read, and the player, still
running our code, tries to open them once all layers are active.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

__all__ = ["NO_WALLS", "try_closed", "without_closed"]

NO_WALLS = "no walls"
"""The beginning of the layer's text that says what could be opened."""

# What an installation of Python consists of, in a folder that may contain other things.
_INSTALLED = """
    bin conda-meta DLLs etc include lib lib32 lib64 libexec Library pyvenv.cfg sbin share ssl
""".split()  # noqa: SIM905
# It does not exist, is denied, or can't be opened like this. Any other error, such as too many open
# files, would only be temporary.
_SHUT = {
    *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG),
    *(errno.EISDIR, errno.EROFS, errno.ENXIO, errno.ETXTBSY, errno.EOPNOTSUPP, errno.EINVAL),
}


def without_closed(allowed: Iterable[Path], closed: Collection[Path]) -> list[Path]:
    """Exclude closed paths from those that may be read.

    A folder that contains a closed path is replaced by its other contents, except for a folder that
    Python lists when it imports: that one stays, and the player will find the closed path open.

    Args:
        allowed: files and folders that may be read, links resolved.
        closed: files and folders that must stay closed, links resolved.
    """
    holders = set(closed).union(*(path.parents for path in closed))
    found: list[Path] = []
    for path in allowed:
        found += _around(path, closed, holders) if path in holders else [path]
    return found


def _around(folder: Path, closed: Collection[Path], holders: Collection[Path]) -> Iterator[Path]:
    """List a folder's contents without closed paths; targets of links are allowed elsewhere."""
    prefix = folder in map(Path.resolve, map(Path, (sys.prefix, sys.base_prefix, sys.exec_prefix)))
    if not prefix and _is_imported_from(folder):
        yield folder
    elif prefix or folder not in closed:
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.is_symlink()]
        except OSError:
            return
        for entry in entries:
            path = folder / entry.name
            if prefix and entry.name not in _INSTALLED:
                continue
            if path in holders:
                yield from _around(path, closed, holders)
            else:
                yield path


def _is_imported_from(folder: Path) -> bool:
    library = Path(os.__file__).resolve().parent
    return folder.name in ("site-packages", "dist-packages") or folder.is_relative_to(library)


def try_closed(
    paths: Collection[Path], allowed: Collection[Path], *, landlock: bool, private: int = -1
) -> list[str]:
    """Try to open closed paths, to write into them, and to replace them.

    Args:
        paths: closed paths, by every name that may lead to them.
        allowed: what this process may read, to explain why something is open.
        landlock: whether Landlock is active, so that nothing else may be read.
        private: the number of this process's private file system: what it finds there, such as its
            own /tmp, does not belong to others.

    Returns:
        The layer as text; empty if nothing is closed.
    """
    if not paths:
        return []
    for path in paths:
        if (how := _opens(path, landlock)) and not _lies_in(path, private):
            place = next((p for p in allowed if landlock and path.is_relative_to(p)), None)
            where = f", which lies in {place}" if place else ""
            return [_printable(f"{NO_WALLS}: may {how} {path}{where}")]
    for folder in sorted({parent for path in paths for parent in path.parents}):
        if _may_replace(folder, landlock) and not _lies_in(folder, private):
            return [_printable(f"{NO_WALLS}: may replace what lies in {folder}")]
    return ["walls"]


def _lies_in(path: Path, system: int) -> bool:
    try:
        return os.stat(path).st_dev == system
    except OSError:
        return False


def _opens(path: Path, landlock: bool) -> str:
    if _try(path, os.O_RDONLY) not in _SHUT:
        return "read"
    written = _try(path, os.O_WRONLY)
    if written not in _SHUT or (written == errno.EISDIR and _try_inside(path, landlock)):
        return "write"
    return ""


def _may_replace(folder: Path, landlock: bool) -> bool:
    """Return whether somebody else's file or folder can be renamed or removed here."""
    try:
        status = os.stat(folder)
    except OSError:
        return False
    own = status.st_uid == os.getuid()
    return (own or not status.st_mode & stat.S_ISVTX) and _try_inside(folder, landlock)


def _try_inside(folder: Path, landlock: bool) -> bool:
    """Return whether a file can be made in a folder, without leaving one."""
    flag = getattr(os, "O_TMPFILE", 0)
    if flag and _try(folder, flag | os.O_WRONLY) not in _SHUT:
        return True
    # Not every system and file system supports files without a name. With Landlock nobody can write
    # here; without it file modes decide, which access() reads.
    return not landlock and os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _try(path: Path, flags: int) -> int:
    """Open something, and return the error number, 0 if there was none."""
    try:
        os.close(os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY, 0o600))
    except OSError as error:
        return error.errno or errno.EIO
    except ValueError:  # no path contains a zero byte
        return errno.ENOENT
    return 0


def _printable(text: str) -> str:
    return os.fsencode(text).decode(errors="backslashreplace")
