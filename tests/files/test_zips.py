"""A zip that would do harm when it is unpacked is refused, before anything of it is."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Sequence

import pytest

from torchgrade.files.zips import (
    TooManyEntriesError,
    UnsafeZipError,
    ZipLimits,
    list_zip,
    open_member,
    open_zip,
)

LIMITS = ZipLimits(files=3, size=100)


def zipped(
    names: Sequence[str],
    *,
    content: bytes = b"x",
    link: bool = False,
    compression: int = zipfile.ZIP_STORED,
) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = compression
            entry.external_attr = (stat.S_IFLNK if link else stat.S_IFREG) << 16
            archive.writestr(entry, content)
    return stream


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (zipped(["../a"]), "holds ../a, which would be unpacked outside of its folder"),
        (zipped(["/a"]), "outside"),
        (zipped(["b\\..\\a"]), "outside"),
        (zipped(["C:\\a"]), "outside"),
        (zipped(["a"], link=True), "holds a link, a; links are refused"),
        (zipped(["a", "b", "c", "d"]), "has 4 files, at most 3 are read"),
        (zipped(["a"], content=b"x" * 101), "unpacks to 0 MB"),
    ],
)
def test_what_would_do_harm_is_refused(made: io.BytesIO, expected: str) -> None:
    with open_zip(made, LIMITS) as archive, pytest.raises(UnsafeZipError, match=expected) as caught:
        list_zip(archive, LIMITS)
    assert caught.value.outside == ("outside" in expected)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_are_listed_with_forward_slashes_and_the_names_that_are_twice() -> None:
    with open_zip(zipped(["f/", "f\\a", "f/a"]), LIMITS) as archive:
        listing = list_zip(archive, LIMITS)
    assert (list(listing.files), listing.twice) == (["f/a"], {"f/a"})


def test_what_is_ignored_is_neither_measured_nor_refused() -> None:
    made = zipped(["__MACOSX/../a", "__MACOSX/b", "c"], content=b"x" * 60)
    with open_zip(made, LIMITS) as archive:
        listing = list_zip(archive, LIMITS, lambda folders: "__MACOSX" in folders)
    assert list(listing.files) == ["c"]


def test_a_directory_that_is_longer_than_so_many_files_need_is_not_read() -> None:
    made = zipped([f"{number}{'x' * 1000}" for number in range(3)])
    with pytest.raises(TooManyEntriesError):
        open_zip(made, LIMITS)


def test_a_compression_that_asks_for_memory_first_is_not_undone() -> None:
    with open_zip(zipped(["a"], compression=zipfile.ZIP_LZMA), LIMITS) as archive:
        [entry] = archive.infolist()
        with pytest.raises(NotImplementedError):
            open_member(archive, entry)
