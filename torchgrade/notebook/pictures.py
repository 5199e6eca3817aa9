"""The pictures in a submitted notebook: drawn by its cells, or attached to them.

They are only shown as images: an SVG in an ``img`` runs no scripts.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from torchgrade.notebook.drawings import is_soon_drawn
from torchgrade.notebook.mending import NotebookFormError, parsed
from torchgrade.records import Picture

__all__ = ["pictures_of"]

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_MOST_BYTES, _MOST_OF_CELL, _MOST_PIXELS = 2 * 2**20, 6, 40_000_000
"""Most bytes of a picture, pictures of a cell, and pixels for a browser to decode."""

_MOST_SCANS = 24  # scans of a progressive JPEG: cameras and libraries make about ten
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a frame header


def pictures_of(content: bytes) -> dict[int, tuple[Picture, ...]]:
    """List the pictures of a notebook's cells, counted from 1, without odd or too large ones.

    Args:
        content: the file's content, of any nbformat version from 4 on.
    """
    if b"image/" not in content:
        return {}
    try:
        data = parsed(content.decode("utf-8-sig", "replace"))
    except (NotebookFormError, json.JSONDecodeError):
        return {}
    cells = data.get("cells") if isinstance(data, dict) else None
    found = {}
    for number, cell in enumerate(cells if isinstance(cells, list) else (), start=1):
        if pictures := tuple(_of_cell(cell))[:_MOST_OF_CELL]:
            found[number] = pictures
    return found


def _of_cell(cell: Any) -> Iterator[Picture]:
    if not isinstance(cell, dict):
        return
    outputs, attachments = cell.get("outputs"), cell.get("attachments")
    bundles = [one.get("data") for one in _list(outputs) if isinstance(one, dict)]
    bundles += list(attachments.values()) if isinstance(attachments, dict) else []
    for bundle in bundles:
        if isinstance(bundle, dict) and (picture := _chosen(bundle)):
            yield picture


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _chosen(bundle: Mapping[str, Any]) -> Picture | None:
    """Choose one format of a picture that has several."""
    for kind, check in _KINDS.items():
        text = bundle.get(kind)
        if isinstance(text, list) and all(isinstance(line, str) for line in text):
            text = "".join(text)
        if isinstance(text, str) and len(text) <= 4 * _MOST_BYTES // 3:
            raw = check(text)
            if raw is not None:
                return Picture(kind, base64.b64encode(raw).decode())
    return None


def _picture(begin: bytes, text: str) -> bytes | None:
    raw = _decoded(text)
    return raw if raw is not None and raw.startswith(begin) and _pixels(raw) is not None else None


def _svg(text: str) -> bytes | None:
    drawing = "<svg" in text[:5000] and is_soon_drawn(text, _pixels)
    return text.encode("utf-8", "replace") if drawing else None


def _pixels(raw: bytes) -> int | None:
    """Count the pixels of a PNG or JPEG; None if there are too many, or if unknown."""
    if len(raw) > _MOST_BYTES:
        return None
    try:
        width, height = _size_of_png(raw) if raw.startswith(_PNG) else _size_of_jpeg(raw)
    except (struct.error, ValueError, IndexError):
        return None
    return width * height if 0 < width * height <= _MOST_PIXELS else None


def _size_of_png(raw: bytes) -> tuple[int, int]:
    """Return width and height (https://www.w3.org/TR/png-3/) of a PNG without animation."""
    at = len(_PNG)
    while (kind := raw[at + 4 : at + 8]) not in (b"IDAT", b""):
        if kind == b"acTL":
            raise ValueError("frames without end")
        at += 12 + struct.unpack(">I", raw[at : at + 4])[0]
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def _size_of_jpeg(raw: bytes) -> tuple[int, int]:
    """Return width and height (ITU-T T.81, B.1) of a JPEG without too many scans."""
    if not raw.startswith(_JPEG) or raw.count(b"\xff\xda") > _MOST_SCANS:
        raise ValueError("no JPEG, or of too many scans")
    at, sizes = 2, []
    while raw[at + 1] != 0xDA:
        if raw[at] != 0xFF:
            raise ValueError("no marker")
        if raw[at + 1] == 0xFF:  # a fill byte
            at += 1
            continue
        if raw[at + 1] in _FRAMES:
            sizes.append(struct.unpack(">HH", raw[at + 5 : at + 9]))
        at += 2 + struct.unpack(">H", raw[at + 2 : at + 4])[0]
    [(height, width)] = sizes
    return width, height


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


_KINDS: Mapping[str, Callable[[str], bytes | None]] = {
    "image/png": partial(_picture, _PNG),
    "image/jpeg": partial(_picture, _JPEG),
    "image/svg+xml": _svg,
}
