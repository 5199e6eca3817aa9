"""Restores a submitted notebook's cells to what nbgrader expects, whatever a student did."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.api import Notebook

from torchgrade.gradecells import answer_id, grade_cells, text_id
from torchgrade.nbgrader.cell_metadata import cell_metadata, id_of
from torchgrade.records import Manifest

__all__ = ["NUMBER", "CellRecord", "answer_ids", "known_cells", "restore", "unanswered"]

NUMBER = "torchgrade_number"
"""The key of a cell's metadata that temporarily has its position in the submission."""


@dataclass(frozen=True)
class CellRecord:
    """A cell as it was released; ``points`` is ``None`` if it has none."""

    id: str
    cell_type: str
    source: str
    locked: bool
    solution: bool
    task: bool
    points: float | None
    checksum: str | None

    @property
    def metadata(self) -> dict[str, Any]:
        """The cell's nbgrader metadata when it was released."""
        return cell_metadata(
            self.id,
            points=self.points,
            solution=self.solution,
            locked=self.locked,
            task=self.task,
            cell_type=self.cell_type,
            checksum=self.checksum,
        )


def known_cells(notebook: Notebook) -> dict[str, CellRecord]:
    """Read a gradebook's records of a notebook's cells, by their ``grade_id``."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    tasks = {cell.name for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return {
        cell.name: CellRecord(
            id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            locked=cell.locked,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
            checksum=cell.checksum,
        )
        for cell in notebook.source_cells
    }


def answer_ids(question: str, known: dict[str, Any]) -> list[str]:
    """List those cells in ``known`` in which a question is answered."""
    names = (answer_id(question, number) for number in itertools.count(1))
    return list(itertools.takewhile(lambda name: name in known, names))


def unanswered(cell: Any) -> bool:
    """Return whether a sanitised answer cell is unchanged or empty."""
    released = cell.metadata["nbgrader"].get("checksum") == utils.compute_checksum(cell)
    return released or not cell.source.strip()


def restore(notebook: Any, known: dict[str, CellRecord], manifest: Manifest, notice: str) -> None:
    """Undo, in place, what a student did to cells' metadata and to cells with points.

    nbgrader's own preprocessors fail on some of it (a grade id removed, points of the wrong type,
    an attachment in a cell of another type) and leave the submission without a grade;
    ``add_missing_cells`` does so if a read-only cell comes first. Here

    - a cell's metadata is the gradebook's for its ``grade_id``, or none at all;
    - of several copies of an answer the last changed one counts, while nbgrader takes the last;
    - a deleted cell with points comes back, after its question's other cells, so that people find
      its score, and a place to mark an answer that is elsewhere.

    Args:
        notebook: the submitted notebook.
        known: the gradebook's records.
        manifest: the lab's manifest.
        notice: the text of a restored answer cell, with ``{cell_id}`` in it.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata[NUMBER] = number
    chosen: dict[str, Any] = {}
    for place, cell in enumerate(notebook.cells):
        record = known.get(id_of(cell))
        cell.metadata.pop("nbgrader", None)
        if record is None:
            continue
        notebook.cells[place] = made = _as(cell, record)
        rival = chosen.get(record.id)
        if rival is not None and record.solution and unanswered(made) and not unanswered(rival):
            del made.metadata["nbgrader"]
            continue
        if rival is not None:
            del rival.metadata["nbgrader"]
        chosen[record.id] = made
    _bring_back(notebook, known, manifest, notice)


def _as(cell: Any, record: CellRecord) -> Any:
    """Return a cell with the type and metadata that it was released with."""
    if cell.cell_type != record.cell_type:
        identity = {"id": cell["id"]} if "id" in cell else {}
        cell = _new_cell(record.cell_type, cell.source, cell.metadata, identity)
    cell.metadata["nbgrader"] = nbformat.from_dict(record.metadata)
    return cell


def _new_cell(cell_type: str, source: str, metadata: Any, identity: dict[str, str]) -> Any:
    make = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
    cell = make(source, metadata=metadata)
    del cell["id"]  # notebooks before nbformat 4.5 have none
    cell.update(identity)
    return cell


def _bring_back(
    notebook: Any, known: dict[str, CellRecord], manifest: Manifest, notice: str
) -> None:
    wanted = grade_cells(manifest)
    there = {id_of(cell) for cell in notebook.cells}
    for missing in (cell for cell in wanted if cell.id not in there):
        record = known[missing.id]
        comment = "# " if record.cell_type == "code" else ""
        said = "" if record.locked else comment + notice.replace("{cell_id}", record.id)
        digest = hashlib.sha256(record.id.encode()).hexdigest()[:12]
        identity = {"id": digest} if notebook.nbformat_minor >= 5 else {}
        cell = _new_cell(record.cell_type, said + record.source, {}, identity)
        related = {*answer_ids(missing.question, known), text_id(missing.question)}
        related |= {other.id for other in wanted if other.question == missing.question}
        after = [i for i, other in enumerate(notebook.cells, 1) if id_of(other) in related]
        notebook.cells.insert(max(after, default=len(notebook.cells)), _as(cell, record))
