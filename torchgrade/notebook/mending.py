"""Rebuilds a valid notebook from an untrusted file, in bounded time.

Jupyter opens much that its schema forbids, and validation takes time quadratic in the number of
faults, with a message as long as the notebook. So nothing is validated here. What a grader needs is
copied into a valid notebook, within bounds; the rest is left out: outputs, execution counts,
widgets' states, and keys with a wrong type.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

__all__ = ["MOST_TEXT", "NotebookFormError", "Parts", "mended", "parsed"]


class Parts(NamedTuple):
    """The number of objects, lists and commas in a file's JSON."""

    opened: int
    commas: int


_MOST_PARTS = Parts(opened=500_000, commas=4_000_000)
"""Parsed JSON with many parts needs ten times its size."""

_CELLS, _NODES, _DEEPEST = 10_000, 200_000, 30
MOST_TEXT = 32 * 2**20
"""Most characters of all sources, metadata and attachments."""

_STRING = re.compile('"[^"]*"?')  # in a text without escaped quotes
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONE = re.compile("[\ud800-\udfff]")
_MOST_DIGITS = 4_000  # digits of an integer: Python reads at most 4,300
_TAG = 200
_OLD_TYPES = {"code": "code", "raw": "raw", "heading": "markdown", "html": "markdown"}


class NotebookFormError(ValueError):
    """A file is not a readable notebook; the message says why, without text from the file."""


def parsed(text: str, most: Parts = _MOST_PARTS) -> Any:
    """Parse JSON, however deep, large or odd it is.

    Args:
        text: the JSON.
        most: the most parts that it may have, not counting contents of strings.

    Raises:
        NotebookFormError: it is too deep or has too many parts.
        json.JSONDecodeError: it is not JSON.
    """
    if _has_too_many_parts(text, most):
        raise NotebookFormError(
            "it has too many parts: clear the outputs of its cells and save it again"
        )
    try:
        return _loaded(text)
    except RecursionError:
        raise NotebookFormError("it is nested too deeply") from None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number with more digits than Python reads
        return json.loads(text, parse_int=_integer)


def _has_too_many_parts(text: str, most: Parts) -> bool:
    """Return whether JSON has more parts than that, without parsing it.

    Contents of strings are skipped, as a notebook's output may have any number of commas.
    """
    if text.count("{") + text.count("[") <= most.opened and text.count(",") <= most.commas:
        return False
    plain = text.replace("\\\\", "").replace('\\"', "")
    opened, commas, end = most.opened, most.commas, 0
    for strings, found in enumerate(_STRING.finditer(plain)):
        opened -= plain.count("{", end, found.start()) + plain.count("[", end, found.start())
        commas -= plain.count(",", end, found.start())
        end = found.end()
        if opened < 0 or commas < 0 or strings > 2 * (most.commas + most.opened):
            return True
    opened -= plain.count("{", end) + plain.count("[", end)
    return opened < 0 or plain.count(",", end) > commas


def _integer(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else 0


def mended(data: Any) -> dict[str, Any]:
    """Return a valid notebook of nbformat 4 from parsed JSON, without outputs.

    Raises:
        NotebookFormError: it is not a notebook of any version, or too large.
    """
    if not isinstance(data, dict):
        raise NotebookFormError("expected an object")
    major, minor = data.get("nbformat"), data.get("nbformat_minor")
    if type(major) is not int or not 1 <= major <= 4:
        raise NotebookFormError("expected a notebook of nbformat 4")
    minor = min(minor, 5) if type(minor) is int and minor >= 0 and major == 4 else 5
    copy = _Copy()
    cells = []
    for number, cell in enumerate(_cells(data, major), start=1):
        if number > _CELLS:
            raise NotebookFormError(f"it has more than {_CELLS:,} cells")
        cells.append(copy.cell(cell, number, old=major < 4, with_id=minor >= 5))
    metadata = copy.notebook_metadata(data.get("metadata"))
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def _cells(data: dict[str, Any], major: int) -> Iterator[Any]:
    parts = data.get("worksheets") if major in (2, 3) else [data]
    for part in parts if isinstance(parts, list) else [None]:
        cells = part.get("cells") if isinstance(part, dict) else None
        if not isinstance(cells, list):
            raise NotebookFormError("expected a list of cells")
        yield from cells


class _Copy:
    """Copies parts of a notebook, within bounds for all parts together."""

    def __init__(self) -> None:
        self._nodes, self._text = _NODES, MOST_TEXT
        self._ids: set[str] = set()

    def cell(self, cell: Any, number: int, *, old: bool, with_id: bool) -> dict[str, Any]:
        """Copy a cell, with a unique id if the version has ids."""
        if not isinstance(cell, dict):
            raise NotebookFormError(f"cell {number} is not one")
        kind = cell.get("cell_type")
        if old and isinstance(kind, str):
            kind = _OLD_TYPES.get(kind, "markdown")
        if not isinstance(kind, str):
            raise NotebookFormError(f"cell {number} has no type")
        if kind not in ("code", "markdown", "raw"):
            kind = "raw"  # as shown by JupyterLab
        content = cell.get("input") if old and kind == "code" else cell.get("source")
        source = self._source(content, number)
        if old and cell.get("cell_type") == "heading":
            level = cell.get("level")
            source = "#" * (level if type(level) is int and 1 <= level <= 6 else 1) + f" {source}"
        made: dict[str, Any] = {
            "cell_type": kind,
            "metadata": self._cell_metadata(cell.get("metadata"), kind),
            "source": source,
        }
        if kind == "code":
            made["outputs"], made["execution_count"] = [], None
        elif attachments := _attachments(cell.get("attachments")):
            made["attachments"] = self._plain(attachments)
        if with_id:
            made["id"] = self._id(cell.get("id"), number, source)
        return made

    def notebook_metadata(self, metadata: Any) -> dict[str, Any]:
        """Copy the metadata of the notebook.

        The kernel depends on the student's machine, and is often incomplete; widgets' states are
        outputs.
        """
        known: dict[str, Callable[[Any], bool]] = {
            "language_info": lambda v: isinstance(v, dict) and isinstance(v.get("name"), str),
            "orig_nbformat": lambda v: type(v) is int and v >= 1,
            "title": lambda v: isinstance(v, str),
            "authors": lambda v: isinstance(v, list),
            "kernelspec": lambda v: False,
            "widgets": lambda v: False,
        }
        found = metadata if isinstance(metadata, dict) else {}
        right = {k: v for k, v in found.items() if k not in known or known[k](v)}
        info = right.get("language_info")
        if info is not None:
            mode = info.get("codemirror_mode")
            texts = ("file_extension", "mimetype", "pygments_lexer")
            right["language_info"] = {
                key: value
                for key, value in info.items()
                if (key not in texts or isinstance(value, str))
                and (key != "codemirror_mode" or isinstance(mode, (str, dict)))
            }
        result: dict[str, Any] = self._plain(right)
        return result

    def _cell_metadata(self, metadata: Any, kind: str) -> dict[str, Any]:
        found = metadata if isinstance(metadata, dict) else {}
        right = {key: value for key, value in found.items() if _fits(key, value, kind)}
        if "tags" in right:
            tags = (tag for tag in right["tags"][:1000] if isinstance(tag, str))
            right["tags"] = list(
                dict.fromkeys(tag for tag in tags if 0 < len(tag) <= _TAG and "," not in tag)
            )
        result: dict[str, Any] = self._plain(right)
        return result

    def _source(self, content: Any, number: int) -> str:
        if content is None:
            return ""
        if isinstance(content, list) and all(isinstance(line, str) for line in content):
            content = "".join(content)
        if not isinstance(content, str):
            raise NotebookFormError(f"the source of cell {number} is not text")
        return self._whole(content.replace("\r\n", "\n"))  # Python reads both as a line feed

    def _id(self, found: Any, number: int, source: str) -> str:
        if not (isinstance(found, str) and _ID.fullmatch(found)) or found in self._ids:
            found = hashlib.sha256(f"{number}:{source}".encode()).hexdigest()[:12]
            while found in self._ids:
                found = hashlib.sha256(found.encode()).hexdigest()[:12]
        self._ids.add(found)
        return str(found)

    def _whole(self, text: str) -> str:
        """Return a text in which U+FFFD replaces half surrogate pairs, which UTF-8 can't encode."""
        self._text -= len(text)
        if self._text < 0:
            raise NotebookFormError(
                f"it has more than {MOST_TEXT / 2**20:.0f} MB without its outputs"
            )
        return text if text.isascii() else _LONE.sub("\ufffd", text)

    def _plain(self, value: Any, depth: int = 0) -> Any:
        self._nodes -= 1
        if self._nodes < 0:
            raise NotebookFormError("its metadata has too many parts")
        if depth > _DEEPEST:
            raise NotebookFormError("its metadata is nested too deeply")
        if isinstance(value, str):
            return self._whole(value)
        if isinstance(value, dict):
            return {self._whole(k): self._plain(v, depth + 1) for k, v in value.items()}
        if isinstance(value, list):
            return [self._plain(part, depth + 1) for part in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value


def _fits(key: str, value: Any, kind: str) -> bool:
    """Return whether a key of a cell's metadata has the type in Jupyter's schema."""
    if key == "tags":
        return isinstance(value, list)
    if key == "name":
        return isinstance(value, str) and bool(value.strip("\n"))
    if key == "jupyter":
        hidden = ("source_hidden", "outputs_hidden")
        return isinstance(value, dict) and all(
            isinstance(value[name], bool) for name in hidden if name in value
        )
    if kind == "code" and key == "collapsed":
        return isinstance(value, bool)
    if kind == "code" and key == "scrolled":
        return isinstance(value, bool) or value == "auto"
    if kind == "code" and key == "execution":
        return isinstance(value, dict) and all(isinstance(time, str) for time in value.values())
    if kind == "raw" and key == "format":
        return isinstance(value, str)
    return True


def _attachments(value: Any) -> dict[str, Any]:
    """Return pictures attached to a cell: name -> type -> content."""
    if not isinstance(value, dict):
        return {}
    return {
        name: bundle
        for name, bundle in value.items()
        if isinstance(bundle, dict) and all(_is_text(content) for content in bundle.values())
    }


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )
