"""List and copy the files that a student handed in, as a folder or a zip, within bounds.

A submission is not trusted: only what is asked for is unpacked, and every size is bounded before a
byte is read. If the file system refuses something in it, the student has to fix that; if it refuses
something of ours, on a full disk, say, the student does not.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from torchgrade.errors import GraderError, SubmissionError
from torchgrade.files.regular import below, is_full, opened, why
from torchgrade.files.zips import (
    DAMAGED,
    UnsafeZipError,
    ZipLimits,
    list_zip,
    open_member,
    open_zip,
    why_damaged,
)
from torchgrade.grade.submissions.submission import Submission, ending_of, is_notebook, is_zip
from torchgrade.texts import one_line

__all__ = ["HandedIn", "copy", "handed_in", "read", "shown"]

_MOST = ZipLimits(files=5_000, size=512 * 2**20)
_DEEPEST = 32
_SECONDS = 120.0  # for all reading of one submission
_BLOCK = 2**20

_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_OURS_TO_WRITE = {*_OURS, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


@dataclass(frozen=True)
class _Member:
    """A file in a zip, not read yet."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo


@dataclass(frozen=True)
class HandedIn:
    """The files of a submission by name, and names that occur twice."""

    files: Mapping[str, Path | _Member]
    twice: frozenset[str] = frozenset()
    until: float = field(default_factory=lambda: time.monotonic() + _SECONDS)

    def require_once(self, name: str) -> None:
        """Refuse a name that two files have.

        Raises:
            SubmissionError: two files have it.
        """
        if name in self.twice:
            raise SubmissionError(
                f"The zip holds {shown(name)} twice. Make it again with the export cell."
            )


@contextlib.contextmanager
def handed_in(submission: Submission, hand_in: Sequence[str]) -> Iterator[HandedIn]:
    """Yield the files of a submission, which can be read within the block.

    Args:
        submission: what was handed in.
        hand_in: the files and folders that belong to a notebook beside them.

    Raises:
        SubmissionError: it contains something that is never taken in.
    """
    with contextlib.ExitStack() as stack:
        path = submission.path
        if path.is_dir():
            found = HandedIn(_of_folder(submission, hand_in))
            zips = [name for name in found.files if is_zip(PurePosixPath(name).name)]
            books = [name for name in found.files if is_notebook(PurePosixPath(name).name)]
            if not books and len(zips) == 1:
                found = _of_zip(path / zips[0], stack)
        elif is_zip(path.name):
            found = _of_zip(path, stack)
        else:
            found = HandedIn({path.name: path})
        yield found


def shown(name: str) -> str:
    """Return a name that a student chose, made safe for a message."""
    return one_line(name, 80)


def read(source: HandedIn, name: str, most: int) -> bytes:
    """Read one of the files, at most ``most`` bytes.

    Raises:
        SubmissionError: it is larger, or can't be read.
    """
    return b"".join(_blocks(source, name, most))


def copy(source: HandedIn, names: Mapping[str, str], folder: Path) -> None:
    """Copy files into a folder, within bounds for all of them together.

    Args:
        source: the files.
        names: name of a file -> its name in the folder.
        folder: an empty folder.

    Raises:
        SubmissionError: they are too large, can't be read, or have impossible names.
        GraderError: the folder can't be written.
        OSError: the disk is full.
    """
    left = _MOST.size
    for name, below_folder in names.items():
        source.require_once(name)
        target = folder / below_folder
        blocks = _blocks(source, name, left)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                for block in blocks:
                    stream.write(block)
                    left -= len(block)
        except (OSError, ValueError) as error:
            if is_full(error):
                raise
            if isinstance(error, OSError) and error.errno in _OURS_TO_WRITE:
                raise GraderError(f"the work folder can't be written: {why(error)}") from None
            reason = why(error) if isinstance(error, OSError) else "no file can have this name"
            raise SubmissionError(
                f"{shown(name)} can't be laid out as it was handed in: {reason}."
            ) from None


def _blocks(source: HandedIn, name: str, most: int) -> Iterator[bytes]:
    """Read a file in blocks: the sizes that a zip states may be wrong."""
    left = most
    try:
        with _stream(source.files[name]) as stream:
            # Refuse a file for its size before reading it.
            if isinstance(source.files[name], Path):
                left -= max(0, os.fstat(stream.fileno()).st_size - most)
            while left >= 0 and (block := stream.read(min(_BLOCK, left + 1))):
                left -= len(block)
                if left < 0:
                    break
                yield block
                if time.monotonic() > source.until:
                    raise SubmissionError("It takes too long to read what was handed in.")
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno in _OURS:
            raise GraderError(f"a submission could not be read: {why(error)}") from None
        reason = why_damaged(error, _MOST)
        raise SubmissionError(f"{shown(name)} can't be read ({reason}).") from None
    if left < 0:
        raise SubmissionError(
            f"{shown(name)} is larger than the {most / 2**20:.0f} MB that are read. If it is the "
            "notebook, clear the outputs of its cells and save it again."
        )


def _stream(file: Path | _Member) -> contextlib.AbstractContextManager[IO[bytes]]:
    if isinstance(file, Path):
        return opened(file)
    return open_member(file.archive, file.info)


def _of_folder(submission: Submission, hand_in: Sequence[str]) -> dict[str, Path | _Member]:
    """List the regular files of a folder, hidden ones and links left out."""
    support = {name.split("/")[0] for name in hand_in}

    def belongs(name: str) -> bool:
        """Return whether something beside a notebook may belong to its student."""
        return name in support or ("." in support and not ending_of(name))

    def enters(parts: tuple[str, ...]) -> bool:
        return not _in_noise(parts[-1:]) and (not submission.notebook or parts[0] in support)

    files: dict[str, Path | _Member] = {}
    try:
        for parts, status in below(
            submission.path, most=_MOST.files, deepest=_DEEPEST, enters=enters
        ):
            # In a folder that is not one submission, other notebooks are not the student's.
            alone = not submission.notebook or parts[0] == submission.notebook
            if stat.S_ISREG(status.st_mode) and (alone or belongs(parts[0])):
                files["/".join(parts)] = submission.path.joinpath(*parts)
    except OSError as error:
        if error.errno in _OURS:
            raise GraderError(f"a submission could not be read: {why(error)}") from None
        raise SubmissionError(f"What was handed in can't be taken: {why(error)}.") from None
    return dict(sorted(files.items()))


def _in_noise(folders: Sequence[str]) -> bool:
    """Return whether one of some folders is hidden or macOS's own: its contents are skipped."""
    return any(part != ".." and part.startswith((".", "__MACOSX")) for part in folders)


def _of_zip(path: Path, stack: contextlib.ExitStack) -> HandedIn:
    name = shown(path.name)
    try:
        archive = stack.enter_context(open_zip(stack.enter_context(opened(path)), _MOST))
    except DAMAGED as error:
        raise SubmissionError(
            f"{name} is not a zip that can be opened ({why_damaged(error, _MOST)}). Make it again "
            "with the export cell."
        ) from None
    try:
        listing = list_zip(archive, _MOST, _in_noise)
    except UnsafeZipError as error:
        advice = " Make the zip again with the export cell." if error.outside else ""
        raise SubmissionError(f"{name} {error}.{advice}") from None
    files = {inner: _Member(archive, entry) for inner, entry in listing.files.items()}
    return HandedIn(files, listing.twice)
