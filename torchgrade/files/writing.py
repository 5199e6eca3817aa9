"""Files and folders that are written whole or not at all.

What is new is made in a folder ``.unfinished-...`` beside its target, on the same file system, and
renamed when it is complete: whoever reads meanwhile finds the old or the new, never a part. Whoever
writes holds a lock on that folder; one that nobody holds was left by a process that was killed, and
goes with the next write beside it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from torchgrade.files.regular import is_full

__all__ = ["publish", "recover", "replacing", "with_patience", "write_bytes", "write_text"]

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

T = TypeVar("T")

_UNFINISHED = ".unfinished-"
_GRACE = 60.0  # seconds in which a folder that was made is locked

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds: who fills a disk is found and ended in less."""


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path at which to make a file or folder that then takes the place of ``target``.

    Missing folders above the target are made. If the block raises, the target stays as it was, and
    nothing of the new one is left.

    Args:
        target: a file, a folder, or nothing yet.

    Yields:
        A path of the same name, in an empty folder of its own; nothing is there yet.

    Raises:
        OSError: it can't be written, or the block has made nothing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _tidy(target.parent)
    with (
        tempfile.TemporaryDirectory(
            prefix=_UNFINISHED, dir=target.parent, ignore_cleanup_errors=True
        ) as folder,
        _locked(Path(folder)),
    ):
        made = Path(folder, target.name)
        yield made
        _put(made, target)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; missing folders are made."""
    with replacing(path) as made:
        made.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all; missing folders are made.

    Half a surrogate pair becomes "?": no text of a submission's may stop what is written.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def publish(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Copy files and folders to their places: all are copied before the first takes its place.

    Args:
        pairs: what was made, and where it goes.

    Raises:
        OSError: something can't be written; up to then, all is as it was.
    """
    with contextlib.ExitStack() as stack:
        for new, target in reversed(pairs):  # the stack puts the last in its place first
            copy = shutil.copytree if new.is_dir() else shutil.copy
            copy(new, stack.enter_context(replacing(target)))


def recover(target: Path) -> None:
    """Put back what a run that was killed had just set aside to replace it, if there is such."""
    if not target.exists() and _earlier(target).exists():
        _earlier(target).rename(target)


def _tidy(folder: Path) -> None:
    """Remove what processes that were killed have left here unfinished."""
    with os.scandir(folder) as entries:
        found = [Path(entry) for entry in entries if entry.name.startswith(_UNFINISHED)]
    for left in found:
        with contextlib.suppress(OSError):  # it has just gone, or is another user's
            if time.time() - left.stat().st_mtime > _GRACE:
                with _locked(left) as free:
                    if free:
                        shutil.rmtree(left)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold a lock on a folder, and yield whether that can be: the system ends it with a process."""
    if fcntl is None:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = True
        except OSError:  # another process holds it, or the file system has no locks
            held = False
        yield held
    finally:
        os.close(descriptor)


def _put(made: Path, target: Path) -> None:
    if not (made.is_dir() or target.is_dir()):
        os.replace(made, target)  # in one step, which no system has for folders with content
        return
    earlier = _earlier(target)
    _remove(earlier)
    if os.path.lexists(target):
        target.rename(earlier)
    made.rename(target)
    _remove(earlier)


def _earlier(target: Path) -> Path:
    return target.with_name(f".{target.name}.earlier")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def with_patience(work: Callable[[], T]) -> T:
    """Do something that writes; where a disk is full, again, until what fills it has been ended.

    Raises:
        OSError: the disk stays full, or something else went wrong.
    """
    for pause in PAUSES:
        try:
            return work()
        except OSError as error:
            if not is_full(error):
                raise
        time.sleep(pause)
    return work()
