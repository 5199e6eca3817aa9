"""Written answers beside their grade, for markers: one file per submission."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text
from torchgrade.notebook import Notebook, write_valid
from torchgrade.records import Grade, WrittenAnswer, WrittenCell

__all__ = [
    "NOTEBOOK",
    "NO_ANSWER",
    "WRITTEN",
    "content_key",
    "is_blank",
    "is_empty",
    "read_written",
    "write_notebook",
    "write_written",
]

WRITTEN = "written.json"

NOTEBOOK = "notebook.ipynb"
"""The file beside a submission's feedback with the notebook as it was run, for staff."""

NO_ANSWER = ("empty", "not found")
"""The content keys of missing answers."""

_EMPTY_TEXT = re.compile(r"\A_?Type your answer here, replacing this text\._?\Z")
_NO_CODE = re.compile(r"(\.\.\.)?\s*(#.*)?")  # of a line without white space around it


@dataclass(frozen=True)
class _WrittenFile:
    digest: str
    answers: tuple[WrittenAnswer, ...]


def write_written(grade: Grade, answers: Sequence[WrittenAnswer], folder: Path) -> None:
    """Write a submission's answers for people to mark, if there are any.

    Args:
        grade: the grade of the submission.
        answers: the answers to all such questions of the lab.
        folder: the submission's folder, below the output folder.
    """
    if answers:
        content = asdict(_WrittenFile(grade.digest, tuple(answers)))
        write_text(folder / WRITTEN, json.dumps(content, ensure_ascii=False) + "\n")


def write_notebook(notebook: Notebook, folder: Path) -> None:
    """Write the notebook of a submission, without outputs, into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_valid(notebook, folder / NOTEBOOK)


def read_written(grade: Grade, folder: Path) -> tuple[WrittenAnswer, ...]:
    """Read the answers or, for a run of an earlier torchgrade, what the grade quotes of them.

    Raises:
        AuthorError: the file is damaged.
    """
    try:
        found = read_json(folder / WRITTEN, _WrittenFile)
    except FileNotFoundError:
        return _quoted(grade)
    except (FormError, OSError) as error:
        raise AuthorError(f"{error}: grade it again (`torchgrade grade --resume`)") from None
    return found.answers if found.digest == grade.digest else _quoted(grade)


def _quoted(grade: Grade) -> tuple[WrittenAnswer, ...]:
    cells: dict[str, list[WrittenCell]] = {}
    for one in grade.answers:
        kind = "markdown" if not one.lines or "=" not in one.source else "code"
        cells.setdefault(one.question, []).append(WrittenCell(one.cell, kind, one.source))
    return tuple(WrittenAnswer(name, tuple(found)) for name, found in cells.items())


def is_empty(answer: WrittenAnswer) -> bool:
    """Return whether nothing was written or drawn in the cells to fill in."""
    return all(cell.given or is_blank(cell) for cell in answer.cells) and bool(answer.cells)


def is_blank(cell: WrittenCell) -> bool:
    """Return whether a cell has only what the release has in its place."""
    return not cell.pictures and not _said(cell)


def content_key(answer: WrittenAnswer) -> str:
    """Return a hash of an answer that does not depend on white space.

    What given cells drew counts as well, since an answer may be about it.
    """
    if is_empty(answer):
        return NO_ANSWER[0]
    if not answer.cells:
        return NO_ANSWER[1]
    content = [
        (cell.kind, _said(cell), [picture.data for picture in cell.pictures])
        for cell in answer.cells
        if _said(cell) or cell.pictures
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def _said(cell: WrittenCell) -> str:
    """Return a cell's text without white space that changes nothing."""
    if cell.kind == "code":
        lines = [line.rstrip() for line in cell.source.splitlines()]
        empty = all(_NO_CODE.fullmatch(line.strip()) for line in lines)
        return "" if empty else "\n".join(line for line in lines if line)
    text = " ".join(cell.source.split())
    return "" if _EMPTY_TEXT.match(text) else text
