"""Keeps both files of a lab in step: the one that was changed updates the other."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring.text.form import parts_of
from torchgrade.authoring.text.preamble import Preamble
from torchgrade.authoring.text.reading import lines_of, notebook_of, preamble_of
from torchgrade.authoring.text.writing import alike, text_of
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text

__all__ = ["add_cells", "in_text", "keep_in_step", "text_file", "write_text_form"]

_CELL = re.compile(r"\bcell (\d+)(?:, line (\d+))?(?: \((?P<quote>['\"]).*?(?P=quote)\))?")
_LINE = re.compile(r"\bline (\d+) of the cell\b")
_KEY = "text_form"
"""The key of the notebook's metadata with the hashes of both files when they were made."""


def text_file(notebook: Path) -> Path:
    """Return the path that the text file of a source notebook has, if there is one."""
    return notebook.with_suffix(".lab.py")


def keep_in_step(notebook: Path, *, check: bool = False) -> str:
    """Make the notebook from its text file, or the text file from the notebook, if one was changed.

    Args:
        notebook: the source notebook; without a text file beside it, nothing happens.
        check: write nothing.

    Returns:
        The name of the file that was written, or would be; empty if both are alike.

    Raises:
        AuthorError: both were changed, or one of them is invalid.
    """
    path = text_file(notebook)
    if not path.is_file():
        return ""
    text = _text(path)
    book = _book(notebook) if notebook.is_file() else None
    made = notebook_of(text, notebook.stem)
    if book is not None:
        if _same(made, book):
            return ""
        was = book.metadata.get("torchgrade", {}).get(_KEY, {})
        if was.get("cells") != _digest_of_cells(book):
            if was.get("text") != _digest(text):
                raise AuthorError(
                    f"{path} and {notebook.name} were both changed, and differ. Delete the one "
                    "that is not to count: `torchgrade text` makes the text of the notebook, "
                    "a build the notebook of the text"
                )
            if not check:
                _write(notebook, book, _said(book, notebook, _preamble(text, path.name)))
            return path.name
    if not check:
        _write(notebook, made, text)
    return notebook.name


def in_text(notebook: Path, said: str) -> str:
    """Add to cells mentioned in a text their lines in the lab's text file, if there is one.

    Args:
        notebook: the source notebook.
        said: the text; in each line, the first cell is looked up.
    """
    path = text_file(notebook)
    if not path.is_file() or not _CELL.search(said):
        return said
    with contextlib.suppress(AuthorError):
        lines = lines_of(_text(path), notebook.stem)
        return "\n".join(_with_place(line, path.name, lines) for line in said.split("\n"))
    return said


def _with_place(said: str, name: str, lines: list[tuple[int, int | None]]) -> str:
    found = _CELL.search(said)
    if found is None or int(found[1]) > len(lines):
        return said
    mark, before = lines[int(found[1]) - 1]
    of_cell = found[2] or ((within := _LINE.search(said)) and within[1])
    line = max(mark + 1, before + int(of_cell)) if before is not None and of_cell else mark
    return f"{said[: found.end()]} ({name}:{line}){said[found.end() :]}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AuthorError(f"{path} is not UTF-8 text ({error.reason})") from None


def _book(path: Path) -> nb.Notebook:
    try:
        return nb.read(path)
    except nb.NotebookError as error:
        text = text_file(path)
        way_out = f" Delete it, and it is made of {text.name} again." if text.is_file() else ""
        raise AuthorError(f"{error}{way_out}") from None


def _said(book: nb.Notebook, notebook: Path, preamble: Preamble) -> str:
    try:
        return text_of(book, notebook.stem, preamble)
    except AuthorError as error:
        raise AuthorError(
            f"{error}\nTo go on with the notebook alone, delete {text_file(notebook)}."
        ) from None


def write_text_form(notebook: Path) -> Path:
    """Write the text file of a source notebook, replacing an existing one; return its path.

    Raises:
        AuthorError: the notebook has something that a text file can't express.
    """
    path = text_file(notebook)
    preamble = None
    if path.is_file():
        preamble = _preamble(_text(path), path.name)
    book = _book(notebook)
    _write(notebook, book, text_of(book, notebook.stem, preamble))
    return path


def add_cells(notebook: Path, cells: list[Any]) -> None:
    """Add cells to the end of a text file, and make the notebook from it."""
    path = text_file(notebook)
    text = _text(path)
    config = nb.read(notebook).cells[:1]
    book = nb.normalise(_notebook([*config, *cells]))
    added = text_of(book, notebook.stem, _preamble(text, path.name)).partition("# %% question")
    text = f"{text.rstrip()}\n\n# %% question{added[2]}"
    _write(notebook, notebook_of(text, notebook.stem), text)


def _notebook(cells: list[Any]) -> nb.Notebook:
    import nbformat.v4 as v4

    return v4.new_notebook(cells=cells)


def _preamble(text: str, where: str) -> Preamble:
    return preamble_of(parts_of(text, where), where)


def _same(one: nb.Notebook, other: nb.Notebook) -> bool:
    return len(one.cells) == len(other.cells) and all(map(alike, one.cells, other.cells))


def _write(notebook: Path, book: nb.Notebook, text: str) -> None:
    book = nb.normalise(book)
    kept = book.metadata.setdefault("torchgrade", {})
    kept[_KEY] = {"cells": _digest_of_cells(book), "text": _digest(text)}
    write_text(text_file(notebook), text)
    nb.write(book, notebook)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _digest_of_cells(book: nb.Notebook) -> str:
    cells = [
        (cell.cell_type, nb.source(cell).strip("\n"), list(cell.metadata.get("tags", ())))
        for cell in book.cells
    ]
    return _digest(json.dumps(cells))
