"""Makes ``nbgrader autograde`` run, in its own kernel, the cells that otter would run."""

from __future__ import annotations

import os
from typing import Any

from nbgrader.preprocessors import Execute as TheirExecute
from nbgrader.utils import is_grade

__all__ = ["Execute"]


class Execute(TheirExecute):  # type: ignore[misc]
    """Runs a notebook as nbgrader does, except for cells tagged ``otter_ignore``.

    These train or draw for students, and no test needs them. Tests only read data from this
    machine: a grade must not depend on downloads.
    """

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook without downloading data."""
        os.environ.setdefault("TORCHGRADE_OFFLINE", "1")
        os.environ.setdefault("MPLBACKEND", "agg")
        result: tuple[Any, Any] = super().preprocess(nb, resources, km)
        return result

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run a cell, unless it is ignored."""
        if is_grade(cell):
            # nbgrader restores a test's source, but not its tags: a student's tag would skip it,
            # here or in nbclient (`skip-execution`), and a test that did not fail has passed.
            cell.metadata.pop("tags", None)
        elif "otter_ignore" in cell.metadata.get("tags", ()):
            return cell, resources
        result: tuple[Any, Any] = super().preprocess_cell(cell, resources, index)
        for output in result[0].get("outputs", ()):
            if "metadata" in output:
                output.metadata = {}  # nbconvert puts a picture's width into a page unescaped
        return result
