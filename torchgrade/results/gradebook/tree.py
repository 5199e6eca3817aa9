"""The folder of a graded submission that nbgrader's formgrader and feedback read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from nbgrader import utils

__all__ = ["copy_files", "new_folder", "put_in_place", "take_up"]


def _partial(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.partial")


def _earlier(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.earlier")


def take_up(folder: Path) -> None:
    """Finish what a run that was killed has left: the folder is there, or was never made."""
    if not folder.exists() and _earlier(folder).exists():
        _earlier(folder).rename(folder)


def new_folder(folder: Path) -> Path:
    """Make an empty folder beside the one that it is to replace."""
    partial = _partial(folder)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    return partial


def put_in_place(folder: Path) -> None:
    """Let what :func:`new_folder` made, and others have filled, take the folder's place."""
    earlier = _earlier(folder)
    shutil.rmtree(earlier, ignore_errors=True)
    if folder.exists():
        folder.rename(earlier)
    _partial(folder).rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)


def copy_files(
    source: Path, submitted: Path, folder: Path, *, ignore: Sequence[str], students: Sequence[str]
) -> None:
    """Lay out a submission's files, with the course's own ones over them; no notebooks.

    No link in a submission is followed: it may point at another's work, and feedback hands all of
    this to the student.

    Args:
        source: the folder of the lab in the course's source; it need not exist.
        submitted: the folder that a student handed in.
        folder: an empty folder.
        ignore: globs of names that are left out.
        students: files of the source, relative to it, that a student's own may replace.
    """
    kept = {os.path.normpath(name) for name in students}
    for origin in (source, submitted):
        for name in sorted(utils.find_all_files(str(origin), [*ignore, "*.ipynb"])):
            below = os.path.relpath(name, origin)
            target = folder / below
            unwanted = below in kept if origin is source else os.path.islink(name)
            if unwanted or not os.path.isfile(name):
                continue
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError):
                continue  # the course has a file of that name
            if not target.exists():
                shutil.copy(name, target)
