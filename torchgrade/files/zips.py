"""Reads untrusted zips: lists them within bounds, and refuses those that are harmful to unpack.

A zip can lie about sizes, have ten million entries or a file that unpacks to a terabyte, files
outside of the folder that it is unpacked into, links, or duplicate names. Format: APPNOTE.TXT,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from torchgrade.files.regular import UnusualFileError, why
from torchgrade.texts import one_line

__all__ = [
    "DAMAGED",
    "Listing",
    "TooManyEntriesError",
    "UnsafeZipError",
    "ZipLimits",
    "leads_outside",
    "list_zip",
    "open_member",
    "open_zip",
    "why_damaged",
]

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What the standard library raises for a damaged zip, depending on where it is damaged."""

_ENTRY = 2**22 // 5_000
"""Bytes of a zip's directory for each file that it may have: room for a name of 700 characters."""

_DRIVE = re.compile("[A-Za-z]:")  # GNOME's names for screenshots contain the time, with colons


@dataclass(frozen=True)
class ZipLimits:
    """Limits for a zip: the number of files, and their unpacked bytes."""

    files: int
    size: int


class UnsafeZipError(Exception):
    """A zip must not be unpacked.

    The message continues after the zip's name: "holds a link, a.txt; links are refused".

    Attributes:
        outside: whether the reason is a file that would be unpacked outside of its folder, as in a
            zip that a student's tool made with absolute paths.
    """

    def __init__(self, text: str, *, outside: bool = False) -> None:
        super().__init__(text)
        self.outside = outside


class TooManyEntriesError(zipfile.BadZipFile):
    """A zip's central directory is too long, and was not read."""


@dataclass(frozen=True)
class Listing:
    """The files in a zip by their names, with forward slashes, and names that occur twice.

    If a name occurs twice, the last file is listed.
    """

    files: dict[str, zipfile.ZipInfo]
    twice: frozenset[str]


class _Sparing:
    """A file that refuses to read a large piece at once.

    ``ZipFile`` reads the whole central directory into memory before it checks it.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable
        self.most: int | None = most

    def read(self, size: int = -1) -> bytes:
        if self.most is None:
            return self._stream.read(size)
        content = self._stream.read(min(size, self.most + 1) if size >= 0 else self.most + 1)
        if len(content) > self.most:
            raise TooManyEntriesError
        return content


def open_zip(stream: BinaryIO, limits: ZipLimits) -> zipfile.ZipFile:
    """Open a zip, reading no more of its central directory than so many files need.

    Raises:
        TooManyEntriesError: it is longer.
        DAMAGED: it is not a zip, or damaged.
    """
    file = _Sparing(stream, limits.files * _ENTRY)
    archive = zipfile.ZipFile(file)
    file.most = None
    return archive


def list_zip(
    archive: zipfile.ZipFile,
    limits: ZipLimits,
    ignores: Callable[[tuple[str, ...]], bool] = lambda folders: False,
) -> Listing:
    """List the files in a zip, all of which can be unpacked safely.

    Args:
        archive: the zip.
        limits: the limits; sizes are those stated in the zip.
        ignores: says, by a file's folders, whether to ignore it; ignored files are neither counted
            nor refused.

    Raises:
        UnsafeZipError: it contains too much, a link, or a file that would be unpacked outside of
            its folder.
    """
    entries = archive.infolist()
    if len(entries) > limits.files:
        raise UnsafeZipError(f"has {len(entries)} files, at most {limits.files} are read")
    paths = [PurePosixPath(entry.filename.replace("\\", "/")) for entry in entries]
    kept = [
        (path, entry)
        for path, entry in zip(paths, entries, strict=True)
        if not ignores(path.parts[:-1])
    ]
    size = sum(entry.file_size for _, entry in kept)
    if size > limits.size:
        raise UnsafeZipError(
            f"unpacks to {size / 2**20:.0f} MB, at most {limits.size / 2**20:.0f} MB are read"
        )
    files: dict[str, zipfile.ZipInfo] = {}
    twice = set()
    for path, entry in kept:
        if leads_outside(path):
            raise UnsafeZipError(
                f"holds {_shown(entry)}, which would be unpacked outside of its folder",
                outside=True,
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsafeZipError(f"holds a link, {_shown(entry)}; links are refused")
        if not entry.filename.endswith(("/", "\\")):
            if str(path) in files:
                twice.add(str(path))
            files[str(path)] = entry
    return Listing(files, frozenset(twice))


def leads_outside(path: PurePosixPath) -> bool:
    """Return whether a file with this path would be unpacked outside of its folder."""
    return path.is_absolute() or ".." in path.parts or _DRIVE.match(str(path)) is not None


def _shown(entry: zipfile.ZipInfo) -> str:
    return one_line(entry.filename, 80)


def open_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """Open a file in a zip, which may have more bytes than the zip states.

    Raises:
        NotImplementedError: its compression, neither stored nor deflated, may need gigabytes of
            memory before the first byte.
        DAMAGED: it is damaged or encrypted.
    """
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    return archive.open(entry)


def why_damaged(error: BaseException, limits: ZipLimits) -> str:
    """Say why a zip or a file in it can't be read, without untrusted text."""
    if isinstance(error, UnusualFileError):
        return str(error)
    if isinstance(error, OSError):
        return why(error)
    if isinstance(error, NotImplementedError):
        return "it is compressed in a way that is not read"
    if isinstance(error, RuntimeError):
        return "it is encrypted, or damaged"
    if isinstance(error, TooManyEntriesError):
        return f"it lists more than {limits.files} files"
    return "it is damaged"
