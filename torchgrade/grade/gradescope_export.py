"""The list of who handed in what, in an export of Gradescope's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from torchgrade.grade.submission import Submission
from torchgrade.regular import UnusualFileError, read_bounded, why

__all__ = ["METADATA", "described", "read_metadata"]

METADATA = "submission_metadata.yml"

_MOST = 256 * 2**20  # what tests said of each submission is in it, too
_DEEPEST = 50
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads Ruby's tags, numbers and dates as text: a student's name may look like any of them."""


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
        text = content.decode()
        _require_shallow(text)
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise UnusualFileError("it is not the YAML of a Gradescope export") from None
    if not isinstance(data, dict):
        raise UnusualFileError("it is not the metadata of a Gradescope export")
    return {name: entry for name, entry in data.items() if isinstance(name, str)}


def _require_shallow(text: str) -> None:
    """Refuse lists in lists without end: the loader in C would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise ValueError("too deep")


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
    return value if isinstance(value, str) else ""
