"""The part of ``otter_config.json`` that torchgrade itself reads."""

from __future__ import annotations

import msgspec

__all__ = ["REFUSED", "OtterConfig"]

_UPLOADS = "it uploads PDFs to Gradescope; take out token, course_id and assignment_id"

REFUSED = {
    "plugins": "plugins run inside of otter; take them out, or grade with `otter run`",
    "grade_from_log": "grading from the log unpickles what a student wrote; take it out",
    "token": _UPLOADS,
    "course_id": _UPLOADS,
    "assignment_id": _UPLOADS,
    "debug": "it ends grading at a student's first error; take it out",
}
"""Unsupported settings, with the reason: with them otter grades differently."""


class OtterConfig(msgspec.Struct, frozen=True):
    """otter's settings that torchgrade acts on; all others are left to otter's own classes.

    Attributes:
        assignment_name: the assignment's name that a notebook must have, if any.
        score_threshold: the share of the points from which on a submission gets all points, and
            below which it gets none.
        points_possible: the total that scores are scaled to.
        seed: the seed for NumPy, Python and torch, set before each cell.
        seed_variable: a variable of the notebook that is set to the seed instead.
        show_stdout: whether students see the output of grading.
        show_hidden: whether otter would show them the results of hidden tests.
        pdf: whether otter would make a PDF of the submission.
    """

    assignment_name: str | None = None
    score_threshold: float | None = None
    points_possible: float | None = None
    seed: int | None = None
    seed_variable: str | None = None
    show_stdout: bool = False
    show_hidden: bool = False
    pdf: bool = False
