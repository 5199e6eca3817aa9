"""Applies late penalties like `nbgrader autograde`."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties

__all__ = ["penalise"]


def penalise(gradebook: Gradebook, converter: Autograde, lab: str, student: str) -> None:
    """Get a submission's penalty from the course's plugin, once its scores are written.

    The rules are those of nbgrader's ``AssignLatePenalties``, which itself opens the gradebook a
    second time, and could not see uncommitted changes.

    Args:
        gradebook: nbgrader's open gradebook, within the transaction of the scores.
        converter: a converter with the course's configuration.
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
        gradebook.db.expire_all()  # scores are sums that the database computes
        submission = gradebook.find_submission(lab, student)
        notebook = gradebook.find_submission_notebook(lab, lab, student)
        penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = rules.plugin_inst.late_submission_penalty(student, notebook.score, late)
        if penalty is not None:
            penalty = rules._check_late_penalty(notebook, penalty)
        notebook.late_submission_penalty = penalty
