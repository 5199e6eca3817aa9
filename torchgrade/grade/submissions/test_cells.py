"""Turn the test cells of an nbgrader course's notebook into otter's checks.

nbgrader runs a question's tests in cells below the answer, otter at ``grader.check`` in the same
place. So the question is tested at the same moment, and whatever a student did to the test cells is
not run.
"""

from __future__ import annotations

from torchgrade.gradecells import grade_cells
from torchgrade.notebook import Notebook
from torchgrade.records import Manifest

__all__ = ["check_in_test_cells"]


def check_in_test_cells(notebook: Notebook, manifest: Manifest) -> None:
    """Write a check of each question into its last test cell, and nothing into the others.

    If a student has copied cells, the last one counts, as in nbgrader.
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
