"""What the gradebook's automatic comments say to a student."""

from __future__ import annotations

from torchgrade.records import CaseGrade, Grade, QuestionGrade
from torchgrade.texts import cut, said, share

__all__ = ["NO_RESPONSE", "notes_comment", "plain", "question_comment"]

NO_RESPONSE = "No response."
"""nbgrader's own words."""

_COMMENT, _CASE = 8_000, 2_000
"""Bytes of a whole comment, and of what it says of one test case."""


def question_comment(question: QuestionGrade) -> str | None:
    """Say what a student may know of the test cases that did not pass; ``None`` if all did.

    Of a hidden test that is the hint that its author wrote for students, of a public one the
    test's message as well.
    """
    parts = [_case(case) for case in question.cases if case.status != "passed"]
    size = share([len(part.encode("utf-8", "replace")) for part in parts], _COMMENT)
    return plain("\n".join(cut(part, size) for part in parts)) if parts else None


def notes_comment(grade: Grade) -> str | None:
    """Say what a student is told of a whole submission; ``None`` if that is nothing."""
    return plain("\n".join(f"Note: {note}." for note in grade.notes)) if grade.notes else None


def plain(text: str) -> str:
    """Make a text that nbgrader's feedback shows as it is.

    The feedback page renders comments as Markdown, with HTML in it let through. Indented by four
    spaces, every line is part of a block of code, which is escaped.
    """
    return "\n".join(f"    {line}" for line in text.splitlines())


def _case(case: CaseGrade) -> str:
    kind = "hidden test" if case.hidden else "public test"
    if case.status == "pending":
        what = "pending, it needs a GPU; nothing is lost"
    elif case.status == "ungraded":
        what = "not graded yet, through no fault of yours"
    else:
        message = "" if case.hidden else said(case.message)
        what = "\n".join(filter(None, ["failed", case.hint, message]))
    return cut(f"{case.name} ({kind}): {what}", _CASE)
