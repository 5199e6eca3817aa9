"""Writes files and folders atomically.

New files are made in a folder ``.unfinished-...`` beside the target, on the same file system, and
renamed when complete: readers find the old or the new one, never a part. The writer locks that
folder; an unlocked one was left by a killed process, and is removed by the next write beside it.
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
_GRACE = 60.0  # seconds within which a new folder gets locked

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds to wait: a submission that fills the disk is found and ended sooner."""


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path to make a file or folder at, which then replaces ``target``.

    Missing folders above the target are made. If the block raises, the target is unchanged, and
    nothing of the new one is left.

    Args:
        target: a file, a folder, or a path that does not exist yet.

    Yields:
        A path with the same name, in a new empty folder, which does not exist yet.

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
    """Write a file atomically; missing folders are made."""
    with replacing(path) as made:
        made.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8 atomically; missing folders are made.

    Half a surrogate pair becomes "?", so that no text in a submission prevents writing.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def publish(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Copy files and folders to their places, after all have been copied beside them.

    Args:
        pairs: what was made, and its place.

    Raises:
        OSError: something can't be written; then nothing has changed.
    """
    with contextlib.ExitStack() as stack:
        for new, target in reversed(pairs):  # the stack moves the last one first
            copy = shutil.copytree if new.is_dir() else shutil.copy
            copy(new, stack.enter_context(replacing(target)))


def recover(target: Path) -> None:
    """Restore what a killed run had just set aside to replace it, if there is anything."""
    if not target.exists() and _earlier(target).exists():
        _earlier(target).rename(target)


def _tidy(folder: Path) -> None:
    """Remove unfinished files that killed processes have left here."""
    with os.scandir(folder) as entries:
        found = [Path(entry) for entry in entries if entry.name.startswith(_UNFINISHED)]
    for left in found:
        with contextlib.suppress(OSError):  # it was just removed, or is another user's
            if time.time() - left.stat().st_mtime > _GRACE:
                with _locked(left) as free:
                    if free:
                        shutil.rmtree(left)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Lock a folder within a block, and yield whether that worked; it ends with the process."""
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
        os.replace(made, target)  # not atomic, which is impossible for non-empty folders
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
    """Do something that writes; if a disk is full, retry until what fills it has been ended.

    Raises:
        OSError: the disk stays full, or another error occurred.
    """
    for pause in PAUSES:
        try:
            return work()
        except OSError as error:
            if not is_full(error):
                raise
        time.sleep(pause)
    return work()
