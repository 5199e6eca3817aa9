"""The folders of one play: the player's own, and the referee's."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from torchgrade.regular import below, opened, why

__all__ = ["clear", "digest_of", "lay_out"]

_MOST_HASHED = 513 * 2**20  # more than is taken in of any file
_MOST_FILES, _DEEPEST = 20_000, 64


def lay_out(submission: Path, given: Path, uid: int | None) -> Path:
    """Make a folder with `player` and `referee` in it.

    In the former lies what was handed in, and over it what the autograder gives; it belongs to the
    uid, if there is one.
    """
    folder = Path(tempfile.mkdtemp(prefix="torchgrade-"))
    try:
        _fill(folder, submission, given, uid)
    except BaseException:  # of a full disk, say: what is there of it would keep it full
        clear(folder)
        raise
    return folder


def _fill(folder: Path, submission: Path, given: Path, uid: int | None) -> None:
    folder.chmod(0o711)
    for name in ("player", "referee"):
        (folder / name).mkdir(mode=0o700)
    player = folder / "player"
    for source in (submission, given):
        if source.is_dir():
            shutil.copytree(source, player, dirs_exist_ok=True)
    if uid is not None:
        os.chown(player, uid, uid)
        for path in player.rglob("*"):
            os.chown(path, uid, uid, follow_symlinks=False)


def clear(folder: Path) -> None:
    """Remove a folder, whatever the player made of its own."""
    folders = [str(folder)]
    while folders:  # not os.walk, whose recursion ends where folders lie in folders in folders
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    os.chmod(entry.path, 0o700)  # a folder without rights would stay for ever
                    folders.append(entry.path)
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["rm", "-rf", str(folder)], check=False)


def digest_of(path: Path) -> str:
    """Hash the names and contents of all files below a folder, or a single file; no links.

    It never fails, and ends soon. Of a file too large to be taken in, its size and what it begins
    with are hashed: with holes in it, it may seem larger than any disk. What can't be read, or is
    more than is ever taken in, counts by its name alone, or not at all.
    """
    digest = hashlib.sha256()
    for parts in sorted(_files_below(path)) if path.is_dir() else [()]:
        name = b"/".join(parts)
        file = path.joinpath(*map(os.fsdecode, parts))
        digest.update(b"%d %s %s " % (len(name), name, _digest_of_file(file).encode()))
    return digest.hexdigest()


def _files_below(folder: Path) -> list[tuple[bytes, ...]]:
    found = []
    with suppress(OSError):
        for parts, status in below(folder, most=_MOST_FILES, deepest=_DEEPEST):
            if stat.S_ISREG(status.st_mode):
                found.append(tuple(map(os.fsencode, parts)))
    return found


def _digest_of_file(file: Path) -> str:
    content = hashlib.sha256()
    try:
        with opened(file) as stream:
            left = _MOST_HASHED
            while left and (block := stream.read(min(2**20, left))):
                content.update(block)
                left -= len(block)
            if not left:
                content.update(str(os.fstat(stream.fileno()).st_size).encode())
    except OSError as error:
        content.update(f"unreadable: {why(error)}".encode())
    return content.hexdigest()
