"""The cells that a referee has run: as otter chooses and changes them before it grades."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from otter.execute.preprocessor import GradingPreprocessor

from torchgrade.grade.game import Cell
from torchgrade.grade.job import Job

__all__ = ["cells_of"]


def cells_of(job: Job) -> list[Cell]:
    """Choose and change the cells as otter does before it grades a notebook."""
    notebook = nbformat.from_dict(json.loads(Path(job.notebook).read_text(encoding="utf-8")))
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata["torchgrade_number"] = number
    prepare = GradingPreprocessor()
    prepare._notebook_name = "otter_notebook"
    prepare.seed, prepare.seed_variable = job.seed, job.seed_variable
    prepare.filter_ignored_cells(notebook)
    prepare.add_checks(notebook)
    prepare.add_seeds(notebook)
    return list(_code(notebook))


def _code(notebook: Any) -> Iterator[Cell]:
    yield Cell(0, "from otter import Notebook as otter_notebook")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
            yield Cell(cell.metadata.get("torchgrade_number", 0), text)
