"""Notebooks of an nbgrader course: their test cells become otter's checks.

nbgrader runs the tests of a question in cells below its answer; otter at ``grader.check`` there. So
a question of such a notebook is tested at the same moment, and what a student made of the test
cells is not run at all.
"""

from __future__ import annotations

from torchgrade.gradecells import grade_cells
from torchgrade.notebook import Notebook
from torchgrade.records import Manifest

__all__ = ["check_in_test_cells"]


def check_in_test_cells(notebook: Notebook, manifest: Manifest) -> None:
    """Write a check of each question into its last test cell, and nothing into the others.

    The last one counts, as in nbgrader, where a student has copied cells.
    """
    questions = {cell.id: cell.question for cell in grade_cells(manifest) if not cell.manual}
    last: dict[str, Notebook] = {}
    for cell in notebook.cells:
        described = cell.metadata.get("nbgrader")
        name = described.get("grade_id") if isinstance(described, dict) else None
        if cell.cell_type == "code" and isinstance(name, str) and name in questions:
            cell["source"] = ""
            last[questions[name]] = cell
    for question, cell in last.items():
        cell["source"] = f'__import__("otter").Notebook().check({question!r})'
