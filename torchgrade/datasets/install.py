"""Downloads MNIST and CIFAR-10, and unpacks their files into torchvision's layout."""

from __future__ import annotations

import os
import shutil
import socket
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torchgrade.datasets import checksums
from torchgrade.datasets.layout import (
    FOLDERS,
    TITLES,
    DatasetError,
    check,
    checked,
    is_file,
    md5s,
    torchvision_class,
)

__all__ = ["CIFAR_ARCHIVES", "SECONDS_WITHOUT_A_BYTE", "fetch", "install", "packed_files"]

CIFAR_ARCHIVES = ("cifar-10-python.tar.gz", "cifar-10-batches-py.tar.xz")
SECONDS_WITHOUT_A_BYTE = 10.0
"""Seconds after which to give up a server that does not respond."""


def packed_files(name: str, place: Path) -> list[Path]:
    """Return the packed files of a data set in a place; empty if one is missing."""
    if name == "cifar10":
        return [place / file for file in CIFAR_ARCHIVES if is_file(place / file)][:1]
    for folder in (place / "MNIST" / "raw", place / "mnist"):
        packed = [folder / f"{file}.gz" for file in checksums.MNIST]
        if all(is_file(path) for path in packed):
            return packed
    return []


def install(name: str, packed: list[Path], places: list[Path]) -> Path:
    """Unpack, check and move files into the first writable place; return that place."""
    from tqdm import tqdm

    unpack = _unpack_mnist if name == "mnist" else _unpack_cifar
    title = f"Unpacking {TITLES[name]}, once"
    with _work_folder(name, places) as (place, work):
        try:
            steps = unpack(packed, work / FOLDERS[name])
            for _ in tqdm(steps, desc=title, total=len(md5s(name)), leave=False):
                pass
            checked(name, work)
        except Exception as error:  # each format has its own exceptions for damage
            folder = packed[0].parent
            raise DatasetError(f"{TITLES[name]} in {folder} can't be unpacked: {error}") from error
    return checked(name, place)


def _unpack_mnist(packed: list[Path], folder: Path) -> Iterator[None]:
    from torchvision.datasets.utils import extract_archive

    known = dict(torchvision_class("mnist").resources)
    for path in packed:
        check(path, known[path.name])
        extract_archive(str(path), str(folder))
        yield


def _unpack_cifar(packed: list[Path], folder: Path) -> Iterator[None]:
    # Only files with known names are written, whatever else the archive contains.
    wanted = {f"{FOLDERS['cifar10']}/{file}": file for file in md5s("cifar10")}
    with tarfile.open(packed[0], "r|*") as archive:
        for member in archive:
            source = archive.extractfile(member) if member.name in wanted else None
            if source is not None:
                with source, open(folder / wanted[member.name], "wb") as target:
                    shutil.copyfileobj(source, target)
                yield


def fetch(name: str, places: list[Path]) -> Path:
    """Download with torchvision, which shows its progress, into the first writable place."""
    before = socket.getdefaulttimeout()
    with _work_folder(name, places) as (place, work):
        socket.setdefaulttimeout(SECONDS_WITHOUT_A_BYTE)  # torchvision would wait forever
        try:
            torchvision_class(name)(str(work), train=False, download=True)
        finally:
            socket.setdefaulttimeout(before)
        checked(name, work)
    return checked(name, place)


@contextmanager
def _work_folder(name: str, places: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the first writable place, and a temporary folder in it.

    If all goes well, the files in the temporary folder are moved to the place at the end, each
    atomically.
    """
    refusals = []
    for place in places:
        try:
            place.mkdir(parents=True, exist_ok=True)
            work = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=place))
        except OSError as error:
            refusals.append(str(error))
            continue
        try:
            (work / FOLDERS[name]).mkdir(parents=True)
            yield place, work
            (place / FOLDERS[name]).mkdir(parents=True, exist_ok=True)
            for file in md5s(name):
                os.replace(work / FOLDERS[name] / file, place / FOLDERS[name] / file)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return
    raise DatasetError(f"no folder for {TITLES[name]} can be written: {'; '.join(refusals)}")
