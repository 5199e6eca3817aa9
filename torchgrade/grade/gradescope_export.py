"""The list of who handed in what, in an export of Gradescope's."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from torchgrade.grade.submission import Submission
from torchgrade.regular import UnusualFileError, read_bounded, why

__all__ = ["METADATA", "described", "read_metadata"]

METADATA = "submission_metadata.yml"

_MOST = 256 * 2**20  # what tests said of each submission is in it, too
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the one in C, where there is one
    """Reads Gradescope's YAML, which carries Ruby tags, as plain data."""

    def flatten_mapping(self, node: Any) -> None:
        """Merge nothing: mappings of mappings of mappings have no end."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: str(getattr(node, "value", "")))


def read_metadata(path: Path) -> dict[str, Any]:
    """Return what an export says of each of its folders.

    Raises:
        UnusualFileError: it can't be read; the text says why.
    """
    try:
        content = read_bounded(path, _MOST)
    except OSError as error:
        raise UnusualFileError(f"it can't be read: {why(error)}") from None
    try:
        data = yaml.load(content.decode(), Loader=_Loader)  # a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise UnusualFileError("it is not the YAML of a Gradescope export") from None
    if not isinstance(data, dict):
        raise UnusualFileError("it is not the metadata of a Gradescope export")
    return {name: entry for name, entry in data.items() if isinstance(name, str)}


def described(path: Path, name: str, entry: Any) -> Submission:
    """Describe a submission by the folder that it lies in, and by its entry in the metadata."""
    entry = entry if isinstance(entry, dict) else {}
    people = entry.get(":submitters")
    people = [p for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    return Submission(
        path,
        name,
        student=", ".join(_text(p.get(":name")) or _text(p.get(":email")) for p in people[:20]),
        sid=", ".join(_text(p.get(":sid")) for p in people[:20]),
        submitted_at=_text(entry.get(":created_at")),
    )


def _text(value: Any) -> str:
    known = isinstance(value, (str, int, float, datetime.date))
    return str(value) if known and not isinstance(value, bool) else ""
