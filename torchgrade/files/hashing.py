"""Hashes untrusted files and folders, without failing, and fast."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from torchgrade.files.regular import below, opened, why

__all__ = ["digest_of", "digest_of_file_with"]

_MOST_HASHED = 513 * 2**20  # bytes of a file, more than is ever taken in
_MOST_FILES, _DEEPEST = 20_000, 64


def digest_of(path: Path) -> str:
    """Hash the names and contents of all files below a folder, or a single file, without links.

    It never fails, and ends soon. For a file too large to be taken in, only its size and beginning
    are hashed, since a sparse file may seem larger than any disk. Files that can't be read, or
    exceed what is ever taken in, count only by name, or not at all.
    """
    digest = hashlib.sha256()
    for parts in sorted(_files_below(path)) if path.is_dir() else [()]:
        name = b"/".join(parts)
        file = path.joinpath(*map(os.fsdecode, parts))
        digest.update(_entry(name, _digest_of_file(file)))
    return digest.hexdigest()


def digest_of_file_with(content: bytes) -> str:
    """Return the result of :func:`digest_of` for a single file with this content."""
    return hashlib.sha256(_entry(b"", hashlib.sha256(content).hexdigest())).hexdigest()


def _entry(name: bytes, digest: str) -> bytes:
    return b"%d %s %s " % (len(name), name, digest.encode())


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
