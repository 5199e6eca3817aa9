"""The zips that exports leave beside a notebook: reads one, and moves older ones."""

from __future__ import annotations

import datetime
import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Packed", "name_for", "packed", "tidy"]

OLDER = "earlier_exports"
_KEPT = 5
_TIME = re.compile(r"_\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_\d{6}\.zip")


@dataclass(frozen=True)
class Packed:
    """A zip: its files, with sizes in bytes, and its hash."""

    path: str
    size: int
    sha256: str
    entries: tuple[tuple[str, int], ...]


def name_for(notebook: Path) -> str:
    """Return the name that otter would now give a notebook's zip."""
    now = datetime.datetime.now().strftime("%Y_%m_%dT%H_%M_%S_%f")
    return f"{notebook.stem}_{now}.zip"


def packed(path: Path) -> Packed | None:
    """Read a zip's contents; None if it is incomplete."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [(one.filename, one.file_size) for one in archive.infolist()]
    except (OSError, zipfile.BadZipFile):
        return None
    content = path.read_bytes()
    shown = tuple(entry for entry in entries if not Path(entry[0]).name.startswith("__zip_"))
    return Packed(path.as_posix(), len(content), hashlib.sha256(content).hexdigest(), shown)


def tidy(latest: Path, notebook: Path) -> int:
    """Move a notebook's earlier exports to a folder that keeps the last few; return how many.

    Only files that are named as exports of this notebook are touched.
    """
    folder = latest.parent / OLDER
    moved = [path for path in latest.parent.glob("*.zip") if path.name != latest.name]
    moved = [path for path in moved if _is_of(path, notebook)]
    if not moved:
        return 0
    folder.mkdir(exist_ok=True)
    for path in moved:
        path.replace(folder / path.name)
    for path in sorted(path for path in folder.glob("*.zip") if _is_of(path, notebook))[:-_KEPT]:
        path.unlink()
    return len(moved)


def _is_of(path: Path, notebook: Path) -> bool:
    rest = path.name[len(notebook.stem) :]
    return path.name.startswith(notebook.stem) and _TIME.fullmatch(rest) is not None
