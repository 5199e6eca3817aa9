"""``nbgrader generate_assignment`` leaves in each answer cell what otter leaves there."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

__all__ = ["LeaveStubs"]


class LeaveStubs(NbGraderPreprocessor):  # type: ignore[misc]
    """Replaces a solution by its stub: it stands in for nbgrader's ``ClearSolutions``.

    That one replaces a region of lines by one text; otter also turns ``x = 5  # SOLUTION`` into
    ``x = ...``. So a cell brings its stub with it, in the metadata that are ours.
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Put the stub in the place of the source; refuse an answer cell that has none."""
        described = cell.metadata.get("nbgrader", {})
        stub = cell.metadata.pop("torchgrade", {}).get("stub")
        if stub is not None:
            cell.source = stub
        elif described.get("solution"):
            # Students would get the solution.
            raise RuntimeError(
                f"the answer cell {described.get('grade_id')!r} has no stub: source/ of this "
                "course is made by `torchgrade nbgrader`; change the lab and run that again"
            )
        return cell, resources
