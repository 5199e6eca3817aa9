"""The pictures in a notebook as it was handed in: drawn by its cells, or put into them.

Whoever shows them shows them as pictures alone: an SVG in an ``img`` runs no script.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Iterator, Mapping
from typing import Any

from torchgrade.notebook.drawings import is_soon_drawn
from torchgrade.notebook.mending import NotebookFormError, parsed
from torchgrade.records import Picture

__all__ = ["pictures_of"]

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_MOST_BYTES, _MOST_OF_CELL, _MOST_PIXELS = 2 * 2**20, 6, 40_000_000
"""Of one picture, pictures of one cell, and pixels that a browser is asked to unfold."""


def pictures_of(content: bytes) -> dict[int, tuple[Picture, ...]]:
    """List the pictures of a notebook's cells, counted from 1; what is odd or too large is none.

    Args:
        content: of the file, of any version of nbformat from 4 on.
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
    """Take one form of a picture that comes in several."""
    for kind, check in _KINDS.items():
        text = bundle.get(kind)
        if isinstance(text, list) and all(isinstance(line, str) for line in text):
            text = "".join(text)
        if isinstance(text, str) and len(text) <= 4 * _MOST_BYTES // 3:
            raw = check(text)
            if raw is not None:
                return Picture(kind, base64.b64encode(raw).decode())
    return None


def _png(text: str) -> bytes | None:
    raw = _decoded(text)
    if raw is None or not raw.startswith(_PNG) or len(raw) < 24:
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return raw if width * height <= _MOST_PIXELS else None


def _jpeg(text: str) -> bytes | None:
    raw = _decoded(text)
    return raw if raw is not None and raw.startswith(_JPEG) else None


def _svg(text: str) -> bytes | None:
    return (
        text.encode("utf-8", "replace") if "<svg" in text[:5000] and is_soon_drawn(text) else None
    )


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


_KINDS = {"image/png": _png, "image/jpeg": _jpeg, "image/svg+xml": _svg}
