"""Writes the scores and automatic comments of a submission into nbgrader's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

from torchgrade.errors import GraderError
from torchgrade.gradecells import GradeCell, grade_cells
from torchgrade.nbgrader.cell_metadata import id_of
from torchgrade.nbgrader.gradebook.by_hand import (
    give_overrides,
    overrides_said,
    take_overrides_back,
)
from torchgrade.nbgrader.gradebook.comments import (
    NO_RESPONSE,
    notes_comment,
    plain,
    question_comment,
)
from torchgrade.nbgrader.submitted_cells import answer_ids, unanswered
from torchgrade.records import Grade, Manifest
from torchgrade.results.question_feedback import by_hand

__all__ = ["save"]

_TOLERANCE = 1e-6
"""Points by which a sum of points may be off."""


def save(
    gradebook: Gradebook,
    notebook: Any,
    grade: Grade,
    manifest: Manifest,
    student: str,
    *,
    earlier: Any = None,
    keep_overrides: bool = False,
) -> None:
    """Write a grade into the existing rows of a submission in the gradebook.

    What a person gave (scores, extra credit, comments) is never changed, except for points of
    overrides.csv, which are those of the grade. Nothing is written for an ungraded submission. The
    caller commits or rolls back.

    Args:
        gradebook: nbgrader's open gradebook.
        notebook: the sanitised submission; ``None`` if it can't be read.
        grade: the submission's grade.
        manifest: the manifest of the autograder that made the grade.
        student: nbgrader's id of the student.
        earlier: the sanitised notebook that people have marked; ``None`` if it is unknown.
        keep_overrides: the grade comes from nbgrader's own run, which reads no overrides.csv:
            points that came from there are kept, like all manual scores.

    Raises:
        GraderError: a score is outside the range of its cell, a case has no score, or points of
            overrides.csv conflict with a person's.
        nbgrader.api.MissingEntry: there is no such submission.
    """
    if grade.status == "ungraded":
        return
    record = gradebook.find_submission_notebook(manifest.lab, manifest.lab, student)
    page = _Page.of(notebook, earlier)
    rows = {row.name: row for row in record.grades}
    overridden = overrides_said(record, manifest)
    if not keep_overrides:
        take_overrides_back(record, manifest, overridden)
    for cell in grade_cells(manifest):
        if cell.id not in rows:
            raise GraderError(f"the gradebook has no row for {cell.id} of {grade.submission}")
        _set_score(rows[cell.id], _auto_score(cell, grade, page), _is_changed(cell, page))
    give_overrides(record, grade, manifest)
    lines = overridden if keep_overrides else _by_hand(grade)
    said = _comments(record, grade, manifest, page, lines)
    for row in record.comments:
        row.auto_comment = said.get(row.name)


@dataclass(frozen=True)
class _Page:
    """A notebook's answers: its cells by ``grade_id``, and sources of an earlier version."""

    cells: Mapping[str, Any]
    before: Mapping[str, str] | None

    @classmethod
    def of(cls, notebook: Any, earlier: Any) -> _Page:
        before = None if earlier is None else {id_of(c): c.source for c in earlier.cells}
        cells = [] if notebook is None else notebook.cells
        return cls({id_of(cell): cell for cell in cells if id_of(cell)}, before)

    def is_changed(self, name: str) -> bool:
        """Return whether an answer has changed, or may have."""
        if self.before is None:
            return True
        cell = self.cells.get(name)
        return self.before.get(name) != (None if cell is None else cell.source)


def _auto_score(cell: GradeCell, grade: Grade, page: _Page) -> float | None:
    """Return a cell's automatic score; ``None`` if a person or a GPU must decide."""
    if grade.status == "rejected":
        return 0.0  # as in nbgrader for a missing notebook
    if cell.manual:
        answer = page.cells.get(cell.id)
        return 0.0 if answer is not None and unanswered(answer) else None
    cases = {case.name: case for question in grade.questions for case in question.cases}
    if missing := [name for name in cell.cases if name not in cases]:
        raise GraderError(f"the grade of {grade.submission} has no test case {missing[0]!r}")
    found = [cases[name] for name in cell.cases]
    if any(case.status in ("pending", "ungraded") for case in found):
        return None
    for name, score, most in [
        *((case.name, case.score, case.max_score) for case in found),
        (cell.id, sum(case.score for case in found), cell.points),
    ]:
        if not 0 <= score <= most + _TOLERANCE:
            raise GraderError(
                f"{grade.submission}: the score of {name} is {score:g}, expected 0 to {most:g}; "
                "nothing of this submission was written"
            )
    return min(score, cell.points)


def _is_changed(cell: GradeCell, page: _Page) -> bool:
    """Return whether a cell has changed since a person marked it."""
    known = {**page.cells, **(page.before or {})}
    answers = [cell.id] if cell.manual else answer_ids(cell.question, known)
    return any(page.is_changed(name) for name in answers)


def _set_score(row: Any, score: float | None, changed: bool) -> None:
    """Write an automatic score, and whether a person has to look.

    After any regrade, nbgrader asks people to review every mark: after one changed test a marker
    would have to confirm a whole course. Here a mark is kept as long as the answer and the results
    of its tests are unchanged; once a review is requested, only a person (in formgrader) can end
    that.
    """
    if row.manual_score is None:
        row.needs_manual_grade = score is None
    elif changed or row.auto_score != score:
        row.needs_manual_grade = True
    row.auto_score = score


def _by_hand(grade: Grade) -> dict[str, str]:
    return {q.name: plain(by_hand(q)) for q in grade.overridden_questions}


def _comments(
    record: Any, grade: Grade, manifest: Manifest, page: _Page, lines: Mapping[str, str]
) -> dict[str, str | None]:
    """Set the automatic comment on every answer cell.

    If a person changed points, its first line says so, before any text that a student can
    influence.
    """
    cells = {cell.name: page.cells.get(cell.name) for cell in record.notebook.solution_cells}
    said: dict[str, str | None] = {
        name: NO_RESPONSE if cell is not None and unanswered(cell) else None
        for name, cell in cells.items()
    }
    notes = notes_comment(grade)  # follow the first comment
    for question, text in _messages(grade, manifest):
        answers = answer_ids(question, cells)
        answered = [name for name in answers if said[name] is None]
        there = [name for name in answered if cells[name] is not None]
        if first := (there or answered or (answers if question in lines else []))[:1]:
            text = "\n".join(filter(None, [lines.get(question), notes, text]))
            said[first[0]] = text or None
            notes = None
    return said


def _messages(grade: Grade, manifest: Manifest) -> Iterator[tuple[str, str | None]]:
    if grade.status == "rejected":
        for question in manifest.questions:
            yield question.name, plain(f"This submission was not graded. {grade.message}")
    for result in grade.questions:
        yield result.name, question_comment(result)
