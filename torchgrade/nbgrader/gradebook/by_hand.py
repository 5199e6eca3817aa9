"""Enters points of overrides.csv in nbgrader's gradebook as manual scores, as formgrader does.

nbgrader scores cells, while an override is for a question: its points are spread over the cells of
the question's tests, as close to their results as possible. nbgrader does not record who set a
manual score. So the question's automatic comment, which tells the student, is used here, too:
manual scores that add up to the points in it are ours to remove, all others are a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from torchgrade.errors import GraderError
from torchgrade.gradecells import GradeCell, grade_cells
from torchgrade.nbgrader.submitted_cells import answer_ids
from torchgrade.records import Grade, Manifest

__all__ = ["give_overrides", "overrides_said", "take_overrides_back"]

_SAID = re.compile(r"    Changed by hand: (\S+) of \S+ points .*")
"""As :func:`torchgrade.results.question_feedback.by_hand` says it, at the very beginning of a
comment: what comes later may be a student's words."""

_TOLERANCE = 1e-3  # in points, since comments show six digits


def overrides_said(record: Any, manifest: Manifest) -> dict[str, str]:
    """Return the comments on questions whose points are currently overridden in the gradebook.

    Args:
        record: nbgrader's record of a submitted notebook.
        manifest: the questions.

    Returns:
        The name of a question -> the line; without questions whose scores a person has changed
        since.
    """
    rows = {row.name: row for row in record.grades}
    comments = {row.name: row.auto_comment or "" for row in record.comments}
    found = {}
    for question, cells in _questions(manifest):
        lines = (_SAID.match(comments[name]) for name in answer_ids(question, comments))
        given = [rows[cell.id].manual_score for cell in cells if cell.id in rows]
        said = next(filter(None, lines), None)
        if said and None not in given and abs(sum(given) - float(said[1])) < _TOLERANCE:
            found[question] = said[0]
    return found


def take_overrides_back(record: Any, manifest: Manifest, questions: Mapping[str, str]) -> None:
    """Remove the manual scores of questions that :func:`overrides_said` found."""
    rows = {row.name: row for row in record.grades}
    for question, cells in _questions(manifest):
        for cell in cells if question in questions else ():
            rows[cell.id].manual_score = None


def give_overrides(record: Any, grade: Grade, manifest: Manifest) -> None:
    """Set the manual scores of questions with overridden points.

    Raises:
        GraderError: such a question was marked in formgrader.
    """
    rows = {row.name: row for row in record.grades}
    points = {question.name: question.score for question in grade.overridden_questions}
    for question, cells in _questions(manifest):
        if question not in points:
            continue
        if any(rows[cell.id].manual_score is not None for cell in cells):
            raise GraderError(
                f"{question} of {grade.submission} was marked in formgrader, and overrides.csv "
                f"gives it {points[question]:g} points: take one of them back; nothing of this "
                "submission was written"
            )
        earned = [rows[cell.id].auto_score or 0.0 for cell in cells]
        for cell, score in zip(cells, _spread(cells, earned, points[question]), strict=True):
            rows[cell.id].manual_score = score
            rows[cell.id].needs_manual_grade = False


def _questions(manifest: Manifest) -> Iterator[tuple[str, Sequence[GradeCell]]]:
    """Yield the questions that tests decide, with their cells with points."""
    cells = [cell for cell in grade_cells(manifest) if not cell.manual]
    for question in dict.fromkeys(cell.question for cell in cells):
        yield question, [cell for cell in cells if cell.question == question]


def _spread(cells: Sequence[GradeCell], earned: Sequence[float], points: float) -> list[float]:
    """Spread points over cells: the first cells that allow it take up the difference."""
    scores, left = list(earned), points - sum(earned)
    for at, cell in enumerate(cells):
        step = min(max(left, -scores[at]), cell.points - scores[at])
        scores[at] += step
        left -= step
    return scores
