"""The folder of a graded submission that nbgrader's formgrader and feedback read."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from torchgrade.files.regular import UnusualFileError, below, opened

__all__ = ["copy_files"]


_MOST_FILES, _DEEPEST = 5_000, 32
_MOST_BYTES = 512 * 2**20
"""Most bytes of a submission, as when submissions are taken in."""


def copy_files(
    source: Path, submitted: Path, folder: Path, *, ignore: Sequence[str], students: Sequence[str]
) -> None:
    """Copy a submission's files, then the course's own files over them; no notebooks.

    Links in a submission are not followed, since they may point to another student's work, and
    feedback hands all of this to the student. Files are left out if there are too many, or if they
    are too large or not regular.

    Args:
        source: the lab's folder in the course's source, which need not exist.
        submitted: the folder that a student handed in.
        folder: an empty folder.
        ignore: globs of names to leave out.
        students: files of the source, by relative path, that a student's file may replace.
    """
    kept = {os.path.normpath(name) for name in students}
    for origin in (source, submitted):
        left = _MOST_BYTES
        for name in _files(origin, [*ignore, "*.ipynb"]):
            target = folder / name
            if origin is source and os.path.normpath(name) in kept:
                continue
            with contextlib.suppress(FileExistsError, NotADirectoryError, UnusualFileError):
                # The course may have a file or folder of that name.
                target.parent.mkdir(parents=True, exist_ok=True)
                left -= _copy(origin / name, target, left, follow=origin is source)


def _files(origin: Path, ignore: Sequence[str]) -> list[str]:
    """List the files below a folder, as nbgrader does, by their paths there."""

    def ignored(name: str) -> bool:
        return any(fnmatch.fnmatch(name, glob) for glob in ignore)

    found = []
    with contextlib.suppress(FileNotFoundError, UnusualFileError):  # at most so many
        for parts, status in below(
            origin,
            most=_MOST_FILES,
            deepest=_DEEPEST,
            enters=lambda parts: not ignored(parts[-1]),
        ):
            if not stat.S_ISDIR(status.st_mode) and not ignored(parts[-1]):
                found.append("/".join(parts))
    return sorted(found)


def _copy(file: Path, target: Path, most: int, *, follow: bool) -> int:
    """Copy a regular file that is new and has at most so many bytes; return its size."""
    with opened(file, follow=follow) as stream, target.open("xb") as copy:
        status = os.fstat(stream.fileno())
        if status.st_size > most:
            target.unlink()
            return 0
        shutil.copyfileobj(stream, copy)
        os.chmod(target, stat.S_IMODE(status.st_mode))
        return status.st_size
