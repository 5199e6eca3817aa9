"""Walls: a player tries to open what is closed to it, and so shows that it can't.

A layer of the sandbox says what it should do. Whether hidden tests and the work of others are out
of reach depends on where they lie, too: in a folder that every player may read, or one whose mode
lets anybody in. So the list of what may be read leaves out what is closed, and the player, still
our code, tries to open it once all layers are on.
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
"""What the layer begins with that says what could be opened."""

# What an installation of Python has in its folder, if others use that folder, too.
_INSTALLED = """
    bin conda-meta DLLs etc include lib lib32 lib64 libexec Library pyvenv.cfg sbin share ssl
""".split()  # noqa: SIM905
# It is not there, not for us, or nothing that can be opened so. All else would be a wall for a
# moment only: too many open files, say.
_SHUT = {
    *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG),
    *(errno.EISDIR, errno.EROFS, errno.ENXIO, errno.ETXTBSY, errno.EOPNOTSUPP, errno.EINVAL),
}


def without_closed(allowed: Iterable[Path], closed: Collection[Path]) -> list[Path]:
    """Leave out of what may be read what is closed.

    A folder that holds a closed path is replaced by what else is in it, but for a folder that
    Python lists when it imports: that one stays, and the player finds the closed path open.

    Args:
        allowed: files and folders to read, links resolved.
        closed: files and folders that must stay closed, links resolved.
    """
    holders = set(closed).union(*(path.parents for path in closed))
    found: list[Path] = []
    for path in allowed:
        found += _around(path, closed, holders) if path in holders else [path]
    return found


def _around(folder: Path, closed: Collection[Path], holders: Collection[Path]) -> Iterator[Path]:
    """Find what is in a folder beside closed paths; what links lead to is allowed elsewhere."""
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
    """Try to open closed paths, to write into them, and to put something else in their place.

    Args:
        paths: what is closed, by every name under which it may be asked for.
        allowed: what this process was allowed to read, to say why something is open.
        landlock: whether Landlock is on, so that nothing else may be read.
        private: the number of a file system that this process has for itself: what it finds there,
            in the place of /tmp for instance, is not what others have in theirs.

    Returns:
        The layer; nothing if nothing is closed.
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
    """Return whether a file can be made in a folder; none is left there."""
    flag = getattr(os, "O_TMPFILE", 0)
    if flag and _try(folder, flag | os.O_WRONLY) not in _SHUT:
        return True
    # Not every system and file system makes files without a name. Landlock lets nobody write here;
    # without it the modes say who may, and access() reads them.
    return not landlock and os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _try(path: Path, flags: int) -> int:
    """Open something, and return the number of the error, 0 if there was none."""
    try:
        os.close(os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY, 0o600))
    except OSError as error:
        return error.errno or errno.EIO
    except ValueError:  # no path has a zero byte in it
        return errno.ENOENT
    return 0


def _printable(text: str) -> str:
    return os.fsencode(text).decode(errors="backslashreplace")
