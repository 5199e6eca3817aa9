"""Late penalties, as `nbgrader autograde` gives them."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties

__all__ = ["penalise"]


def penalise(gradebook: Gradebook, converter: Autograde, lab: str, student: str) -> None:
    """Ask the course's plugin for the penalty of a submission, once its scores are written.

    The rules are those of nbgrader's ``AssignLatePenalties``, which opens the gradebook a second
    time and could not see what is not yet committed.

    Args:
        gradebook: of nbgrader, open, within the transaction of the scores.
        converter: configured as the course is.
        lab: the name of the assignment and of its notebook.
        student: nbgrader's id of the student.
    """
    kinds: list[Any] = [
        kind
        for kind in converter.autograde_preprocessors
        if isinstance(kind, type) and issubclass(kind, AssignLatePenalties)
    ]
    for kind in kinds:
        rules = kind(parent=converter)
        if not rules.enabled:
            continue
        rules.init_plugin()
        gradebook.db.flush()
        gradebook.db.expire_all()  # scores are sums that the database makes
        submission = gradebook.find_submission(lab, student)
        notebook = gradebook.find_submission_notebook(lab, lab, student)
        penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = rules.plugin_inst.late_submission_penalty(student, notebook.score, late)
        if penalty is not None:
            penalty = rules._check_late_penalty(notebook, penalty)
        notebook.late_submission_penalty = penalty
