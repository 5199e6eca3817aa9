"""Reads the saved notebook: the titles of its questions, their order, and the code of answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["SavedQuestion", "saved_questions"]

_CHECK = re.compile(r"""\bgrader\.check\(\s*["']([^"']+)["']""")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class SavedQuestion:
    """A question as the saved notebook has it: its heading, and the code cells of its answer.

    ``time`` is when the notebook was saved, in seconds since the epoch.
    """

    title: str
    answers: tuple[str, ...]
    time: float


def saved_questions(path: str) -> dict[str, SavedQuestion]:
    """Return the questions of a notebook in their order; none where the file can't be read."""
    try:
        time = Path(path).stat().st_mtime
        cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found: dict[str, SavedQuestion] = {}
    title, answers = "", list[str]()
    for cell in cells:
        source = _source(cell)
        check = _CHECK.search(source) if cell.get("cell_type") == "code" else None
        if check:
            found[check[1]] = SavedQuestion(title, tuple(answers), time)
            title, answers = "", []
        elif cell.get("cell_type") == "code":
            if "otter_answer_cell" in cell.get("metadata", {}).get("tags", ()):
                answers.append(source.strip())
        elif heading := _HEADING.search(source):
            title, answers = heading[1], []
    return found


def _source(cell: Any) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
