"""Reads what strangers have put into folders: regular files alone, within bounds, never waiting.

A name may stand for a pipe, a device, a link to a secret, a file of two terabytes with holes in it,
or folders in folders without end.
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
    """It is not a regular file, or more than is read; the text says which."""


def kind_of(mode: int) -> str:
    """Name the kind of thing that has this ``st_mode``."""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "a device")


def why(error: OSError) -> str:
    """Return what went wrong, without the path: that may be a stranger's text."""
    return error.strerror or (str(error) if isinstance(error, UnusualFileError) else "unreadable")


def is_full(error: BaseException) -> bool:
    """Return whether something failed because a disk is full."""
    if isinstance(error, shutil.Error):  # copytree's, which keeps of each error the text alone
        return any(str(text).startswith(_FULL) for *_, text in error.args[0])
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def opened(path: Path, *, follow: bool = False, within: int | None = None) -> Iterator[BinaryIO]:
    """Open a regular file to read it.

    Args:
        path: of the file.
        follow: whether it may be a link to one.
        within: the descriptor of an open folder from which a relative path starts.

    Raises:
        UnusualFileError: it is something else.
        OSError: it can't be opened.
    """
    # Looked at before it is opened, too: of a device, opening may have effects.
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
        UnusualFileError: it is larger, or no regular file.
        OSError: it can't be read.
    """
    with opened(path, follow=follow) as stream:
        # What is refused for its size is not read first.
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
    """Yield all that is below a folder: the parts of its path from there, and what it is.

    Args:
        folder: where to look; links below it are not followed.
        most: how many files and folders there may be.
        deepest: how many folders may lie in each other.
        enters: whether to look into a folder, by the parts of its path.

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
