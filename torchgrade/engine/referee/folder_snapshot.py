"""Restores folders, so that the next variant finds nothing left by earlier ones."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["FolderSnapshot"]


class FolderSnapshot:
    """Copies of folders at a moment.

    Folders themselves are kept, since they are processes' working folders, and so are unchanged
    files, since they may be open.

    Args:
        folders: the folders, each with a unique name.
        place: the folder for the copies, which must not exist yet.
    """

    def __init__(self, folders: list[Path], place: Path) -> None:
        place.mkdir(mode=0o700)
        self._copies = [(folder, place / folder.name) for folder in folders]
        for folder, copy in self._copies:
            shutil.copytree(folder, copy, symlinks=True)

    def restore(self) -> None:
        """Restore all folders."""
        for folder, copy in self._copies:
            for path in sorted(folder.rglob("*"), reverse=True):
                if _kind(path) == _kind(copy / path.relative_to(folder)):
                    continue
                if _kind(path) == "folder":
                    shutil.rmtree(path)
                else:
                    path.unlink()
            for path in sorted(copy.rglob("*")):
                _put(path, folder / path.relative_to(copy), folder)


def _put(path: Path, target: Path, folder: Path) -> None:
    if _kind(path) == "folder":
        target.mkdir(exist_ok=True)
    elif _mark(path) != _mark(target):
        target.unlink(missing_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    owner = folder.stat()
    os.chown(target, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _kind(path: Path) -> str:
    if path.is_symlink():
        return "link"
    return "folder" if path.is_dir() else "file" if path.is_file() else "none"


def _mark(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes two contents: size and modification time."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
