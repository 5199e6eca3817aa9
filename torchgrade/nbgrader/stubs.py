"""Makes ``nbgrader generate_assignment`` leave the same stubs in answer cells as otter."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

__all__ = ["LeaveStubs"]


class LeaveStubs(NbGraderPreprocessor):  # type: ignore[misc]
    """Replaces solutions by their stubs, in place of nbgrader's ``ClearSolutions``.

    That replaces a region of lines by one text, while otter also turns ``x = 5  # SOLUTION`` into
    ``x = ...``. So a cell contains its stub, in torchgrade's metadata.
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Replace the source by the stub; refuse an answer cell that has none."""
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
