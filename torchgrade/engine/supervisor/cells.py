"""The cells for a referee to run, chosen and changed as otter does before it grades."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade import notebook as nb
from torchgrade.bundle.otter_config import OtterConfig
from torchgrade.engine.protocol.job import Cell

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["cells_of"]


def cells_of(notebook: Path, config: OtterConfig) -> tuple[Cell, ...]:
    """Choose and change the cells of a notebook as otter does before it grades it.

    Args:
        notebook: the notebook as it was taken in.
        config: the autograder's otter configuration.

    Returns:
        Each cell with its number in the notebook, from 1, or 0 if otter added it.
    """
    # Not above: with otter's come nbconvert and 400 other modules, which no fork server should
    # hold, and nbformat must be imported by torchgrade.notebook first.
    import nbformat
    from otter.execute.preprocessor import GradingPreprocessor

    # It was read with care as it was taken in, and written anew.
    content = nbformat.from_dict(json.loads(notebook.read_text(encoding="utf-8")))
    for number, cell in enumerate(content.cells, start=1):
        cell.metadata["torchgrade_number"] = number
    prepare = GradingPreprocessor()
    prepare._notebook_name = "otter_notebook"
    prepare.seed, prepare.seed_variable = config.seed, config.seed_variable
    prepare.filter_ignored_cells(content)
    prepare.add_checks(content)
    prepare.add_seeds(content)
    return tuple(_code(content))


def _code(notebook: NotebookNode) -> Iterator[Cell]:
    yield Cell(0, "from otter import Notebook as otter_notebook")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield Cell(cell.metadata.get("torchgrade_number", 0), nb.source(cell))
