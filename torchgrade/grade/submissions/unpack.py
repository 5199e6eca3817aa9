"""Unpack the zip of all submissions that Canvas, Moodle or Gradescope makes.

Its names are the system's, but the files are not trusted: what can't be unpacked safely is listed
as not taken, and the rest goes on. A zip that a student handed in is not such a zip.
"""

from __future__ import annotations

import contextlib
import errno
import stat
import zipfile
from pathlib import Path, PurePosixPath

from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.regular import is_full, opened
from torchgrade.files.zips import (
    DAMAGED,
    ZipLimits,
    leads_outside,
    open_member,
    open_zip,
    why_damaged,
)
from torchgrade.grade.submissions.canvas import are_canvas_names
from torchgrade.grade.submissions.gradescope_export import METADATA
from torchgrade.grade.submissions.inbox import not_taken
from torchgrade.grade.submissions.moodle import are_moodle_names
from torchgrade.grade.submissions.submission import is_zip
from torchgrade.records import NotTaken

__all__ = ["system_of", "unpacked"]

_MOST = ZipLimits(files=200_000, size=64 * 2**30)
_BLOCK = 2**20


def system_of(path: Path) -> str:
    """Return which system made a file, if it is a zip of all submissions; empty if it is none."""
    if not is_zip(path.name):
        return ""
    try:
        with opened(path, follow=True) as stream, open_zip(stream, _MOST) as archive:
            names = [name for entry in archive.infolist() if (name := _name(entry))]
    except DAMAGED:
        return ""
    tops = {PurePosixPath(name).parts[0] for name in names}
    loose = {name for name in names if "/" not in name}
    if any(PurePosixPath(name).name == METADATA and name.count("/") <= 1 for name in names):
        return "Gradescope"
    if tops == loose and are_canvas_names(loose):
        return "Canvas"
    return "Moodle" if are_moodle_names(tops) else ""


def unpacked(path: Path, folder: Path) -> tuple[Path, list[NotTaken]]:
    """Unpack such a zip into an empty folder.

    Returns:
        The folder with the submissions, and what could not be unpacked.

    Raises:
        AuthorError: it is too large, or damaged as a whole.
        GraderError: the disk is full.
    """
    left, refused = _MOST.size, []
    try:
        with opened(path, follow=True) as stream, open_zip(stream, _MOST) as archive:
            for entry in archive.infolist():
                name = _name(entry)
                if not name or entry.is_dir():
                    continue
                if reason := _refusal(entry, name):
                    refused.append(not_taken(name, reason))
                    continue
                try:
                    left -= _extract(archive, entry, folder / name, left)
                except DAMAGED as error:
                    if is_full(error):
                        raise
                    reason = "it is there twice" if _is_there(error) else why_damaged(error, _MOST)
                    refused.append(not_taken(name, reason))
    except DAMAGED as error:
        if is_full(error):
            raise GraderError(
                f"{path.name} can't be unpacked: the disk of the work folder (TMPDIR) is full"
            ) from None
        raise AuthorError(f"{path} can't be unpacked: {why_damaged(error, _MOST)}") from None
    inside = sorted(folder.iterdir())
    if len(inside) == 1 and inside[0].is_dir() and not are_moodle_names([inside[0].name]):
        return inside[0], refused  # Gradescope's zip has one folder, assignment_NUMBER_export
    return folder, refused


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's path in the zip; empty for what macOS adds to zips.

    Some programs write UTF-8 without declaring it, so that it is decoded as DOS code page 437.
    """
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode()
    parts = PurePosixPath(name).parts
    noise = not parts or parts[0] == "__MACOSX" or parts[-1].startswith("._")
    return "" if noise else "/".join(parts)


def _refusal(entry: zipfile.ZipInfo, name: str) -> str:
    if leads_outside(PurePosixPath(name)):
        return "it would be unpacked outside of its folder"
    return "a link" if stat.S_ISLNK(entry.external_attr >> 16) else ""


def _is_there(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno == errno.EEXIST


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Extract a file, and return its size; the sizes that a zip states may be wrong."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with open_member(archive, entry) as source, target.open("xb") as stream:
        while block := source.read(_BLOCK):
            size += len(block)
            if size > most:
                raise AuthorError(f"a zip of submissions unpacks to more than {_MOST.size} bytes")
            stream.write(block)
    return size
