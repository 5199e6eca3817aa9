"""Finds the files of MNIST and CIFAR-10 on this machine.

A place is a folder in torchvision's layout (``MNIST/raw/``, ``cifar-10-batches-py/``). The places
are the caller's root, or otherwise ``TORCHGRADE_DATA``, then the cache folder. Packed files in a
place are unpacked once, into the cache folder, since a place may be read-only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

from torchgrade.datasets.install import CIFAR_ARCHIVES, fetch, install, packed_files
from torchgrade.datasets.layout import (
    FOLDERS,
    TITLES,
    DatasetError,
    DatasetNotFoundError,
    checked,
    is_file,
    md5s,
)

__all__ = ["are_being_read", "cache_folder", "find", "reading", "training_files"]

_reading = False


@contextmanager
def reading() -> Iterator[None]:
    """Read files of a data set within a block; torchvision verifies checksums before unpickling."""
    global _reading
    before, _reading = _reading, True
    try:
        yield
    finally:
        _reading = before


def are_being_read() -> bool:
    """Return whether the process is within :func:`reading`: a grader unpickles nothing else."""
    return _reading


def cache_folder() -> Path | None:
    """Return the folder, which may not exist yet, for files that torchgrade downloads and unpacks.

    It is None if its location is unknown, as a sandboxed user has no home.
    """
    variable, below = "XDG_CACHE_HOME", Path(".cache")
    if sys.platform == "win32":
        variable, below = "LOCALAPPDATA", Path("AppData", "Local")
    if base := os.environ.get(variable):
        return Path(base) / "torchgrade"
    try:
        return Path.home() / below / "torchgrade"
    except RuntimeError:
        return None


def find(name: str, root: str | Path | None = None, *, download: bool = False) -> Path:
    """Return the root folder for torchvision's loader of ``name``.

    This process has verified each file's checksum. Packed files are unpacked, and missing ones
    downloaded if requested.

    Raises:
        DatasetNotFoundError: says what is missing, where it was searched, and how to get it.
        DatasetError: a file is damaged, or there is no space to unpack.
    """
    named = root or os.environ.get("TORCHGRADE_DATA")
    roots = [Path(named).expanduser()] if named else []
    caches = [cache] if (cache := cache_folder()) else []
    places = roots + caches
    for place in places:
        if all(is_file(place / FOLDERS[name] / file) for file in md5s(name)):
            return checked(name, place)
    for place in places:
        if packed := packed_files(name, place):
            return install(name, packed, caches + roots)
    reason = "No download was requested."
    if download and os.environ.get("TORCHGRADE_OFFLINE", "0") not in ("", "0"):
        reason = "TORCHGRADE_OFFLINE forbids a download."
    elif download:
        try:
            return fetch(name, places)
        except (OSError, RuntimeError, HTTPException, DatasetError) as error:
            reason = f"The download failed: {' '.join(str(error).split())}"
    raise DatasetNotFoundError(_how_to_get(name, places, reason))


def training_files(name: str) -> tuple[Path, list[Path]] | None:
    """Find the place of a data set and the files of its training part; None if it has no files."""
    if name not in FOLDERS:
        return None
    try:
        place = find(name)
    except DatasetNotFoundError:
        return None
    return place, [place / FOLDERS[name] / file for file in md5s(name, train=True)]


def _how_to_get(name: str, places: list[Path], reason: str) -> str:
    looked = ", ".join(str(place) for place in places) or "no folder, since none is known"
    packed, below = " or ".join(CIFAR_ARCHIVES), ""
    if name == "mnist":
        packed, below = "the four .gz files", "mnist/"
    return (
        f"{TITLES[name]} is not on this machine. Looked in: {looked}. {reason}\n"
        f'With a network: torchgrade.datasets.load("{name}", train=True, download=True)\n'
        f"Without one: copy {packed} to FOLDER/{below} and set TORCHGRADE_DATA=FOLDER before the "
        "notebook starts."
    )
