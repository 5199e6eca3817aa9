"""Updates the cells of a notebook in nbgrader's gradebook, even if there are submissions.

nbgrader refuses to add or remove cells once there is a submission: "Cannot add or remove cells for
notebook". Typically, a test turns out to be missing after the first submissions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torchgrade.errors import AuthorError
from torchgrade.nbgrader.course import open_gradebook

__all__ = ["make_room"]

_Kinds = dict[str, dict[str, Any]]
"""Kind of cell -> its name -> the cell."""


def make_room(db_url: str, lab: str, notebook: Any) -> None:
    """Add cells that are new in a source notebook, and remove those that it no longer has.

    Scores of removed test cells are removed, too; new cells of old submissions wait to be graded.
    Everything else, such as texts and points, is written by nbgrader when it generates the
    assignment.

    Args:
        db_url: the gradebook's URL.
        lab: the name of the assignment and its notebook.
        notebook: the new source notebook.

    Raises:
        AuthorError: somebody has marked, or commented on, a cell that would be removed.
    """
    from nbgrader.api import MissingEntry

    with open_gradebook(db_url) as gradebook:
        try:
            known = gradebook.find_notebook(lab, lab)
        except MissingEntry:
            return
        if not known.submissions:
            return  # nbgrader makes a new one
        wanted = _kinds(notebook)
        removed = list(_removed(known, wanted))
        _check_marks(known, removed)
        _remove(gradebook.db, removed)
        _add(gradebook.db, known, wanted)
        gradebook.db.commit()


def _kinds(notebook: Any) -> _Kinds:
    """Sort the cells of a notebook as nbgrader does."""
    from nbgrader.utils import is_grade, is_locked, is_solution

    kinds: _Kinds = {"grade": {}, "solution": {}, "source": {}}
    for cell in notebook.cells:
        if "nbgrader" not in cell.metadata:
            continue
        name = cell.metadata.nbgrader.grade_id
        if is_grade(cell):
            kinds["grade"][name] = cell
        if is_solution(cell):
            kinds["solution"][name] = cell
        if is_grade(cell) or is_solution(cell) or is_locked(cell):
            kinds["source"][name] = cell
    return kinds


def _removed(known: Any, wanted: _Kinds) -> Iterator[tuple[str, Any]]:
    for kind, new in wanted.items():
        for cell in getattr(known, f"{kind}_cells"):
            if cell.name not in new:
                yield kind, cell


def _check_marks(known: Any, removed: list[tuple[str, Any]]) -> None:
    marked = []
    for kind, cell in removed:
        if kind == "grade":
            given = [g for g in cell.grades if g.manual_score is not None or g.extra_credit]
        elif kind == "solution":
            given = [c for c in cell.comments if c.manual_comment]
        else:
            given = []
        marked += [f"{cell.name} of {one.student.id}" for one in given]
    if marked:
        raise AuthorError(
            f"{known.assignment.name}: a person's marks or comments would be lost with cells that "
            f"the lab has no longer: {', '.join(sorted(marked))}. Clear them in formgrader first, "
            "or keep the question"
        )


def _remove(db: Any, removed: list[tuple[str, Any]]) -> None:
    for _, cell in removed:
        for record in (*getattr(cell, "grades", ()), *getattr(cell, "comments", ())):
            db.delete(record)
        db.delete(cell)
    db.flush()


def _add(db: Any, known: Any, wanted: _Kinds) -> None:
    from nbgrader.api import Comment, Grade, GradeCell, SolutionCell, SourceCell

    have = {kind: {cell.name for cell in getattr(known, f"{kind}_cells")} for kind in wanted}
    for name, cell in wanted["grade"].items():
        if name not in have["grade"]:
            points = float(cell.metadata.nbgrader.points)
            new = GradeCell(name=name, notebook=known, max_score=points, cell_type=cell.cell_type)
            db.add(new)
            db.add_all(Grade(cell=new, notebook=submitted) for submitted in known.submissions)
    for name in wanted["solution"].keys() - have["solution"]:
        answer = SolutionCell(name=name, notebook=known)
        db.add(answer)
        db.add_all(Comment(cell=answer, notebook=submitted) for submitted in known.submissions)
    for name, cell in wanted["source"].items():
        if name not in have["source"]:
            db.add(SourceCell(name=name, notebook=known, cell_type=cell.cell_type))
