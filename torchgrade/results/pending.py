"""Shows on Gradescope which tests wait for a GPU, or could not be run."""

from __future__ import annotations

from typing import Any

from torchgrade.records import Grade

__all__ = ["show_pending"]


def show_pending(grade: Grade, result: dict[str, Any]) -> None:
    """Add to the content of ``results.json`` what is open; does nothing if nothing is.

    Pending points are in no ``max_score``, so that they don't look lost, and a question of which
    nothing is decided has no score; the total is set separately. Everybody sees how many points are
    pending. The points so far reveal results of hidden tests, and are shown no sooner than these.

    Args:
        grade: the grade of a submission.
        result: otter's result for the same grade, which is changed.
    """
    waiting = {
        question.name: question
        for question in grade.questions
        if question.is_pending or question.is_ungraded
    }
    if not waiting:
        return
    hidden = False
    for entry in result["tests"]:
        question = waiting.get(entry["name"])
        if question is not None and "max_score" in entry:
            entry["max_score"] = round(question.max_score - question.pending, 5)
            if not entry["max_score"]:
                del entry["score"], entry["max_score"]
            hidden = hidden or entry["visibility"] != "visible"
    result["score"] = round(grade.score or 0.0, 5)
    so_far = f"{grade.score:g} of {grade.max_score:g} points, {grade.pending:g} pending"
    points = f"{grade.pending:g} of {grade.max_score:g} points pending" if hidden else so_far
    said = {
        "Pending: needs a GPU": grade.pending_questions
        and f"A test of {', '.join(grade.pending_questions)} needs a GPU, which this machine does "
        "not have. Nothing is lost: your course's staff runs it where there is one.",
        "Not graded yet": grade.ungraded_questions
        and f"A test of {', '.join(grade.ungraded_questions)} could not be run, and not through "
        "your work. No points are lost.",
    }
    entries = [
        {"name": name, "visibility": "visible", "output": f"{points}. {what}"}
        for name, what in said.items()
        if what
    ]
    if hidden:
        entries.append({"name": "So far", "visibility": "after_published", "output": so_far})
    result["tests"][:0] = entries
