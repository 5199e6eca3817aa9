"""Reads untrusted folders: only regular files, within bounds, without blocking.

A name may belong to a pipe, a device, a link to a secret, a sparse file of two terabytes, or
endlessly nested folders.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["UnusualFileError", "below", "is_full", "kind_of", "opened", "read_bounded", "why"]

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_FULL = tuple(f"[Errno {number}]" for number in (errno.ENOSPC, errno.EDQUOT))

_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISREG, "a file"),
)


class UnusualFileError(OSError):
    """It is not a regular file, or too large; the message says which."""


def kind_of(mode: int) -> str:
    """Name the type of a file with this ``st_mode``."""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "a device")


def why(error: OSError) -> str:
    """Return what went wrong, without the path, which may be untrusted text."""
    return error.strerror or (str(error) if isinstance(error, UnusualFileError) else "unreadable")


def is_full(error: BaseException) -> bool:
    """Return whether an error means that a disk is full."""
    if isinstance(error, shutil.Error):  # copytree's error, which only keeps the text of each error
        return any(str(text).startswith(_FULL) for *_, text in error.args[0])
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def opened(path: Path, *, follow: bool = False, within: int | None = None) -> Iterator[BinaryIO]:
    """Open a regular file to read it.

    Args:
        path: the file's path.
        follow: whether it may be a link to a regular file.
        within: the descriptor of an open folder from which a relative path starts.

    Raises:
        UnusualFileError: it is something else.
        OSError: it can't be opened.
    """
    # Also checked before opening, since opening a device may have effects.
    _require_file(os.stat(path, dir_fd=within, follow_symlinks=follow).st_mode)
    try:
        descriptor = os.open(path, _FLAGS | (0 if follow else _NO_LINK), dir_fd=within)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnusualFileError("it is a link") from None
        raise
    with os.fdopen(descriptor, "rb") as stream:
        _require_file(os.fstat(stream.fileno()).st_mode)
        yield stream


def read_bounded(path: Path, most: int, *, follow: bool = False) -> bytes:
    """Read a regular file of at most ``most`` bytes; see :func:`opened`.

    Raises:
        UnusualFileError: it is larger, or not a regular file.
        OSError: it can't be read.
    """
    with opened(path, follow=follow) as stream:
        # Refuse it for its size before reading.
        size = os.fstat(stream.fileno()).st_size
        content = stream.read(most + 1) if size <= most else None
    if content is None or len(content) > most:
        raise UnusualFileError(f"it is larger than {_size(most)}")
    return content


def below(
    folder: Path,
    *,
    most: int,
    deepest: int,
    enters: Callable[[tuple[str, ...]], bool] = lambda parts: True,
) -> Iterator[tuple[tuple[str, ...], os.stat_result]]:
    """Yield everything below a folder: the parts of its relative path, and its status.

    Args:
        folder: the folder; links below it are not followed.
        most: the most files and folders.
        deepest: the deepest nesting of folders.
        enters: whether to enter a folder, by the parts of its path.

    Raises:
        UnusualFileError: there is more.
        OSError: a folder can't be read.
    """
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        with os.scandir(folder.joinpath(*parts)) as entries:
            for entry in entries:
                most -= 1
                if most < 0:
                    raise UnusualFileError("there are more files than are taken")
                here, status = (*parts, entry.name), entry.stat(follow_symlinks=False)
                yield here, status
                if stat.S_ISDIR(status.st_mode) and enters(here):
                    if len(here) > deepest:
                        raise UnusualFileError(f"folders lie more than {deepest} deep")
                    waiting.append(here)


def _require_file(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise UnusualFileError(f"it is {kind_of(mode)}, no file")


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MB" if count >= 2**20 else f"{count / 2**10:.0f} kB"
