"""Copies the files that a player wrote to where the referee's tests look for them."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from torchgrade.files.regular import is_full
from torchgrade.files.writing import with_patience

__all__ = ["collect_files", "copy_given", "given_folders", "names_below"]

MAX_FILES = 2_000
MAX_BYTES = 512 * 2**20
_MAX_DEPTH = 40  # nested folders, each of which needs a descriptor while it is read
_BLOCK = 2**20
_TICK = 20_000_000  # nanoseconds within which two changes may have the same time


def collect_files(player: Path, own: Path, given: tuple[Path, ...] = ()) -> None:
    """Copy regular files below `player`, if they are new, to `own`.

    Files with the name of one below `given` are left out: tests read the autograder's own files,
    whatever the code under test writes, and whenever.

    The player is untrusted: links, pipes, devices and hard links to others' files are left out, and
    sizes are bounded. Each file and folder is opened once, relative to an open folder, and examined
    through its descriptor: so nothing that is exchanged meanwhile, such as a folder on the path,
    leads outside.
    """
    with _opened(str(player), None) as folder:
        if folder is not None:
            owner = os.fstat(folder).st_uid
            copy = FolderCopy(MAX_FILES, MAX_BYTES, names_below(given), owner)
            copy.folder(folder, own, _MAX_DEPTH)


def given_folders(bundle: Path) -> tuple[Path, ...]:
    """Return the folders of an autograder's files: for everybody, and only for tests."""
    return bundle / "files", bundle / "private"


def copy_given(given: Path, own: Path) -> None:
    """Copy the autograder's files."""
    if given.is_dir():
        with_patience(partial(shutil.copytree, given, own, dirs_exist_ok=True))


@lru_cache
def names_below(given: tuple[Path, ...]) -> frozenset[str]:
    """List the files below folders, in lower case, as some file systems ignore case."""
    return frozenset(
        path.relative_to(folder).as_posix().casefold()
        for folder in given
        for path in folder.rglob("*")
        if path.is_file()
    )


@dataclass
class FolderCopy:
    """Copies files within limits, which it counts down."""

    files: int  # and folders
    room: int  # bytes
    spared: frozenset[str]  # names of files not to copy
    owner: int  # of those that are

    def folder(self, fd: int, target: Path, depth: int, within: str = "") -> None:
        """Copy the contents of an open folder, whose relative path is `within`."""
        with os.scandir(fd) as entries:
            for entry in entries:
                self.files -= 1
                if self.files < 0:
                    return
                with _opened(entry.name, fd) as child:
                    if child is None:
                        continue
                    info = os.fstat(child)
                    name = f"{within}{entry.name}"
                    if info.st_uid != self.owner:
                        continue
                    if stat.S_ISREG(info.st_mode) and name.casefold() not in self.spared:
                        try:
                            with_patience(partial(self.copy_file, child, info, target, entry.name))
                        except OSError as error:
                            # A folder where the lab has a file, or a path that is too long: tests
                            # don't get it.
                            if is_full(error):  # so as not to wait for space again for each file
                                self.files = 0
                    elif stat.S_ISDIR(info.st_mode) and depth and _is_read(entry.name):
                        self.folder(child, target / entry.name, depth - 1, f"{name}/")

    def copy_file(self, fd: int, info: os.stat_result, folder: Path, name: str) -> None:
        """Copy an open file, unless it is too large, or unchanged since it was last copied."""
        mine = folder / name
        if info.st_size > self.room:
            return
        with contextlib.suppress(OSError):
            if mine.stat().st_mtime_ns >= info.st_mtime_ns + _TICK:
                return
        folder.mkdir(parents=True, exist_ok=True)
        os.lseek(fd, 0, os.SEEK_SET)
        left = self.room
        with mine.open("wb") as copy:
            while left >= 0 and (block := os.read(fd, min(_BLOCK, left + 1))):
                left -= len(block)
                copy.write(block)
        self.room = max(left, 0)
        if left < 0:  # it grew while it was read, which also took time
            mine.unlink()


def _is_read(folder: str) -> bool:
    """Return whether tests may read files in a folder with this name.

    Python's cached bytecode would be run in place of the autograder's own modules.
    """
    return folder[0] != "." and folder != "__pycache__"


@contextlib.contextmanager
def _opened(name: str, folder: int | None) -> Iterator[int | None]:
    """Open a name in an open folder, unless it is a link; None if that fails."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        fd = os.open(name, flags, dir_fd=folder)
    except OSError:
        yield None
        return
    try:
        yield fd
    finally:
        os.close(fd)
