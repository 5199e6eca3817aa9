"""A lab can be one text file: jupytext keeps it in step with the notebook, and loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LABS = sorted(ROOT.glob("source/*/*.ipynb"))


def cells(book: Any) -> list[tuple[str, str, Any]]:
    """What a lab consists of; jupytext says nothing of empty lines at the end of a cell."""
    return [(cell.cell_type, cell.source.rstrip("\n"), dict(cell.metadata)) for cell in book.cells]


@pytest.mark.parametrize("path", LABS, ids=[path.stem for path in LABS])
def test_a_lab_comes_back_from_its_text_as_it_was(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    text = jupytext.writes(book, fmt="py:percent")
    assert "# %% [raw]\n# # BEGIN QUESTION" in text
    assert cells(jupytext.reads(text, fmt="py:percent")) == cells(book)
