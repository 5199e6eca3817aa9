"""Writes nbgrader's cell metadata (version 3 of its schema), and reads it from untrusted notebooks.

https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html; torchgrade's own data are
under the key ``torchgrade``, since nbgrader allows no other keys under its own.
"""

from __future__ import annotations

from typing import Any

__all__ = ["cell_metadata", "id_of"]

_VERSION = 3


def cell_metadata(
    grade_id: str,
    *,
    points: float | None = None,
    solution: bool = False,
    locked: bool = False,
    task: bool = False,
    **more: str | None,
) -> dict[str, Any]:
    """Return a cell's metadata for the key ``nbgrader``.

    Args:
        grade_id: the cell's name, unique in its notebook.
        points: the cell's points; ``None`` if it has none, unlike 0.
        solution: whether students answer in it.
        locked: whether nbgrader restores its source before grading.
        task: whether it is nbgrader's manually graded task, for which students add cells.
        more: ``cell_type`` and ``checksum``, which nbgrader adds itself; ``None`` omits one.
    """
    data: dict[str, Any] = {
        "schema_version": _VERSION,
        "grade_id": grade_id,
        "grade": points is not None and not task,
        "solution": solution,
        "locked": locked,
        "task": task,
        "points": points,
        **more,
    }
    return {key: value for key, value in data.items() if value is not None}


def id_of(cell: Any) -> str:
    """Return the ``grade_id`` of a cell; empty if it is not nbgrader's."""
    data = cell.metadata.get("nbgrader")
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""
