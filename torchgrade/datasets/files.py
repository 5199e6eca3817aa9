"""Where the files of MNIST and CIFAR-10 are, and whether they are whole.

A place is a folder in torchvision's layout (``MNIST/raw/``, ``cifar-10-batches-py/``). The places
are the caller's root or else ``TORCHGRADE_DATA``, then the cache folder. Packed files in a place
are unpacked once, into the cache folder, since a place may be read-only.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any, ClassVar

from torchgrade.datasets import checksums
from torchgrade.errors import GraderError

__all__ = [
    "DatasetError",
    "DatasetNotFoundError",
    "are_being_read",
    "cache_folder",
    "find",
    "reading",
    "torchvision_class",
    "train_only",
    "training_files",
]

_TITLES = {"mnist": "MNIST", "cifar10": "CIFAR-10"}
_FOLDERS = {"mnist": "MNIST/raw", "cifar10": "cifar-10-batches-py"}
_CIFAR_ARCHIVES = ("cifar-10-python.tar.gz", "cifar-10-batches-py.tar.xz")
_SECONDS_WITHOUT_A_BYTE = 10.0

# Files that passed, by path, size, time of change and MD5: a process reads each only once.
_passed: set[tuple[str, int, int, str]] = set()

_reading = False


class DatasetError(GraderError):
    """A data set can't be used here: a lack of this machine, never a student's mistake."""


class DatasetNotFoundError(DatasetError, FileNotFoundError):
    """A data set is nowhere on this machine, and was not fetched."""


@contextmanager
def reading() -> Iterator[None]:
    """Read files of a data set, whose checksums torchvision looks at before it unpickles them."""
    global _reading
    before, _reading = _reading, True
    try:
        yield
    finally:
        _reading = before


def are_being_read() -> bool:
    """Whether the process is in :func:`reading`, for a grader that unpickles nothing else."""
    return _reading


def torchvision_class(name: str) -> Any:
    """Return torchvision's own loader of "mnist" or "cifar10"."""
    # Imported when needed: checks and digits work without torchvision.
    from torchvision import datasets

    if name == "mnist":
        return datasets.MNIST
    if not train_only():
        return datasets.CIFAR10

    class TrainingPart(datasets.CIFAR10):  # type: ignore[misc]
        """CIFAR-10 without its test part, whose checksum torchvision's own class asks for."""

        test_list: ClassVar[list[tuple[str, str]]] = []

    return TrainingPart


def cache_folder() -> Path | None:
    """Return the folder, perhaps not made yet, for what torchgrade fetches and unpacks.

    None where nothing says where it should be: a sandboxed user has no home.
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
    """Return the folder to give to torchvision's loader of ``name`` as its root.

    Each of its files has passed its checksum in this process. Unpacks what is packed, and fetches
    what is missing if asked to.

    Raises:
        DatasetNotFoundError: says what is missing, where it was looked for, how to get it.
        DatasetError: a file is damaged, or there is no room to unpack.
    """
    named = root or os.environ.get("TORCHGRADE_DATA")
    roots = [Path(named).expanduser()] if named else []
    caches = [cache] if (cache := cache_folder()) else []
    places = roots + caches
    for place in places:
        if all(_is_file(place / _FOLDERS[name] / file) for file in _md5s(name)):
            return _checked(name, place)
    for place in places:
        if packed := _packed(name, place):
            return _install(name, packed, caches + roots)
    reason = "No download was asked for."
    if download and os.environ.get("TORCHGRADE_OFFLINE", "0") not in ("", "0"):
        reason = "TORCHGRADE_OFFLINE forbids a download."
    elif download:
        try:
            return _fetch(name, places)
        except (OSError, RuntimeError, HTTPException, DatasetError) as error:
            reason = f"The download failed: {' '.join(str(error).split())}"
    raise DatasetNotFoundError(_how_to_get(name, places, reason))


def train_only() -> bool:
    """Whether this process may read the training parts alone: a notebook that is being graded."""
    return os.environ.get("TORCHGRADE_PART") == "train"


def training_files(name: str) -> tuple[Path, list[Path]] | None:
    """Find the place of a data set and the files of its training part; None if it has no files."""
    if name not in _FOLDERS:
        return None
    try:
        place = find(name)
    except DatasetNotFoundError:
        return None
    return place, [place / _FOLDERS[name] / file for file in _md5s(name, train=True)]


def _md5s(name: str, *, train: bool | None = None) -> dict[str, str]:
    """Return the MD5 of each unpacked file that this process may read, by file name."""
    alone = train_only() if train is None else train
    if name == "mnist":
        return {file: md5 for file, md5 in checksums.MNIST.items() if not alone or "train" in file}
    return checksums.CIFAR10_TRAIN | ({} if alone else checksums.CIFAR10_TEST)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # false, not an error, in a folder that may not be entered


def _checked(name: str, place: Path) -> Path:
    """Return ``place`` if each of its files has the right checksum."""
    folder = place / _FOLDERS[name]
    for file, md5 in _md5s(name).items():
        _check(folder / file, md5)
    processed = place / "MNIST" / "processed"
    if name == "mnist" and processed.exists():
        # torchvision would load what is in there instead of the files just checked.
        raise DatasetError(f"{processed} was left by an old torchvision: delete that folder")
    return place


def _check(path: Path, md5: str) -> None:
    """Raise DatasetError unless there is a file with this MD5."""
    if not _is_file(path):
        raise DatasetError(f"{path.name} is missing in {path.parent}")
    stat = path.stat()
    key = (str(path.resolve()), stat.st_size, stat.st_mtime_ns, md5)
    if key not in _passed and not checksums.has_md5(path, md5):
        raise DatasetError(f"{path} is damaged: its MD5 is not {md5}. Delete it and get it anew.")
    _passed.add(key)


def _packed(name: str, place: Path) -> list[Path]:
    """Return the packed files of a data set in a place; none if one of them is missing."""
    if name == "cifar10":
        return [place / file for file in _CIFAR_ARCHIVES if _is_file(place / file)][:1]
    for folder in (place / "MNIST" / "raw", place / "mnist"):
        packed = [folder / f"{file}.gz" for file in checksums.MNIST]
        if all(_is_file(path) for path in packed):
            return packed
    return []


def _install(name: str, packed: list[Path], places: list[Path]) -> Path:
    """Unpack, check and move into the first place that can be written; return that place."""
    from tqdm import tqdm

    unpack = _unpack_mnist if name == "mnist" else _unpack_cifar
    title = f"Unpacking {_TITLES[name]}, once"
    with _work_folder(name, places) as (place, work):
        try:
            steps = unpack(packed, work / _FOLDERS[name])
            for _ in tqdm(steps, desc=title, total=len(_md5s(name)), leave=False):
                pass
            _checked(name, work)
        except Exception as error:  # each format has exceptions of its own for damage
            folder = packed[0].parent
            raise DatasetError(f"{_TITLES[name]} in {folder} can't be unpacked: {error}") from error
    return _checked(name, place)


def _unpack_mnist(packed: list[Path], folder: Path) -> Iterator[None]:
    from torchvision.datasets.utils import extract_archive

    known = dict(torchvision_class("mnist").resources)
    for path in packed:
        _check(path, known[path.name])
        extract_archive(str(path), str(folder))
        yield


def _unpack_cifar(packed: list[Path], folder: Path) -> Iterator[None]:
    # Only files of known names are written, whatever else the archive holds.
    wanted = {f"{_FOLDERS['cifar10']}/{file}": file for file in _md5s("cifar10")}
    with tarfile.open(packed[0], "r|*") as archive:
        for member in archive:
            source = archive.extractfile(member) if member.name in wanted else None
            if source is not None:
                with source, open(folder / wanted[member.name], "wb") as target:
                    shutil.copyfileobj(source, target)
                yield


def _fetch(name: str, places: list[Path]) -> Path:
    """Download with torchvision, which shows its progress, into the first writable place."""
    before = socket.getdefaulttimeout()
    with _work_folder(name, places) as (place, work):
        socket.setdefaulttimeout(_SECONDS_WITHOUT_A_BYTE)  # torchvision would wait for ever
        try:
            torchvision_class(name)(str(work), train=False, download=True)
        finally:
            socket.setdefaulttimeout(before)
        _checked(name, work)
    return _checked(name, place)


@contextmanager
def _work_folder(name: str, places: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the first place that can be written, and a temporary place in it.

    If all went well, the files in the temporary place are moved over at the end, each in one step:
    others see a whole file or none.
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
            (work / _FOLDERS[name]).mkdir(parents=True)
            yield place, work
            (place / _FOLDERS[name]).mkdir(parents=True, exist_ok=True)
            for file in _md5s(name):
                os.replace(work / _FOLDERS[name] / file, place / _FOLDERS[name] / file)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return
    raise DatasetError(f"no folder for {_TITLES[name]} can be written: {'; '.join(refusals)}")


def _how_to_get(name: str, places: list[Path], reason: str) -> str:
    looked = ", ".join(str(place) for place in places) or "no folder, since none is known"
    packed, below = " or ".join(_CIFAR_ARCHIVES), ""
    if name == "mnist":
        packed, below = "the four .gz files", "mnist/"
    return (
        f"{_TITLES[name]} is not on this machine. Looked in: {looked}. {reason}\n"
        f'With a network: torchgrade.datasets.load("{name}", train=True, download=True)\n'
        f"Without one: copy {packed} to FOLDER/{below} and set TORCHGRADE_DATA=FOLDER before the "
        "notebook starts."
    )
