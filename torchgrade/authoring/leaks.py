"""Looks for leaks in a release: lines of solutions, hidden tests and mistakes, and paths."""

from __future__ import annotations

import base64
import bz2
import contextlib
import gzip
import html
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from torchgrade import notebook as nb
from torchgrade.authoring.secret import LONG, plain

__all__ = ["find_leaks"]

_DECORATION = re.compile(r"^(#+|>>>|\.\.\.|[-*>$]|`+)(?=[\s\w(\[])|[`$;]+$")
"""What surrounds a line of code in a comment, a doctest, a list or text."""

_DATA = re.compile(r";base64,([A-Za-z0-9+/=]+)")

_MOST_UNPACKED = 64 * 2**20
"""Bytes of a zip to search: larger data sets and weights have no lines."""

_PACKERS: dict[bytes, Any] = {b"\x1f\x8b": gzip, b"BZh": bz2, b"\xfd7zXZ": lzma}
"""First bytes of compressed files, perhaps with a tar inside; a tar itself is searched as it is."""

_PATH = re.compile(r"(/home/[^/\s\"']+/|/Users/[^/\s\"']+/|[A-Z]:\\+Users\\+)")


def _bare(line: str) -> str:
    """Return a line without what surrounds code in a comment, a doctest, a list or text."""
    said = " ".join(line.replace("\0", "").replace("'", '"').split())
    return _DECORATION.sub("", said).strip()


def _tight(line: str) -> str:
    return line.replace(" ", "")


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every string in a JSON value with its place, including keys and attachments."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield where, str(key)
            if isinstance(item, str) and "/" in str(key) and not str(key).startswith("text/"):
                yield where, item
                with contextlib.suppress(ValueError):  # not base64 after all
                    item = base64.b64decode(item).decode("utf-8", errors="replace")
            yield from _strings(item, where)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, where)


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        yield from _packed(name, content)
        return
    for start, module in _PACKERS.items():
        if content.startswith(start):
            with contextlib.suppress(OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
                with module.open(io.BytesIO(content)) as stream:
                    unpacked = stream.read(_MOST_UNPACKED + 1)
                if len(unpacked) <= _MOST_UNPACKED:
                    yield from _texts(name, unpacked)
                return
    text = content.decode("utf-8", errors="replace")
    for encoded in _DATA.findall(text):
        with contextlib.suppress(ValueError):
            yield from _texts(name, base64.b64decode(encoded))
    if not name.endswith(".ipynb"):
        yield name, text
        return
    try:
        notebook = nbformat.reads(text, as_version=4)
    except (ValueError, nbformat.ValidationError):
        yield name, text
        return
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"{name}, cell {number}"
        yield where, nb.source(cell)
        for part in ("metadata", "outputs", "attachments"):
            yield from _strings(cell.get(part, {}), f"{where}, {part}")
    yield from _strings(notebook.metadata, f"{name}, metadata")


def _packed(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Search a zip, and zips in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            return
        for entry in entries:
            with contextlib.suppress(RuntimeError, zipfile.BadZipFile):  # encrypted, or broken
                yield from _texts(f"{name}/{entry.filename}", archive.read(entry))


def find_leaks(
    files: Mapping[str, bytes], secret: Mapping[str, str], paths: Iterable[Path] = ()
) -> list[str]:
    """Look for secret lines, and absolute paths of the author's machine, in the files of a release.

    Args:
        files: the release's files: path -> content.
        secret: lines that students must not see, each with its origin (``secret_lines``).
        paths: folders of the author's machine that must not be mentioned.

    Returns:
        A sentence for each leak: where it is, what it is, and its origin.
    """
    bare = {line: " ".join(map(_bare, line.split("\n"))) for line in secret}
    named = [str(path) for path in paths if len(path.parts) > 1]
    found: list[str] = []
    for name, content in files.items():
        for where, text in _texts(name, content):
            lines = [line for line in html.unescape(text).splitlines() if line.strip()]
            code = [_bare(plain(line)) for line in lines]
            alone = set(map(_tight, code))
            flat = " ".join(code) + "\n" + " ".join(map(_bare, lines))
            for line, said in bare.items():
                if _tight(said) in alone or (len(line) >= LONG and said in flat):
                    shown = line if len(line) < 200 else f"{line[:60]}..."
                    found.append(f"{where}: {shown!r} comes from {secret[line]}")
            for path in named:
                if path in text:
                    found.append(f"{where}: names {path}, a folder of the author's machine")
            match = _PATH.search(text)
            if match:
                found.append(f"{where}: names {match[0]}, a folder of somebody's machine")
    return list(dict.fromkeys(found))
