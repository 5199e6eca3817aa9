"""Makes the gradebook's automatic comments for students."""

from __future__ import annotations

from torchgrade.records import CaseGrade, Grade, QuestionGrade
from torchgrade.texts import cut, said, share

__all__ = ["NO_RESPONSE", "notes_comment", "plain", "question_comment"]

NO_RESPONSE = "No response."
"""nbgrader's own words."""

_COMMENT, _CASE = 8_000, 2_000
"""Most bytes of a whole comment, and of its part on a test case."""


def question_comment(question: QuestionGrade) -> str | None:
    """Describe for a student the test cases that did not pass; ``None`` if all did.

    For a hidden test this is the author's hint, for a public one also the test's message.
    """
    parts = [_case(case) for case in question.cases if case.status != "passed"]
    size = share([len(part.encode("utf-8", "replace")) for part in parts], _COMMENT)
    return plain("\n".join(cut(part, size) for part in parts)) if parts else None


def notes_comment(grade: Grade) -> str | None:
    """Return the comment on a whole submission; ``None`` if there is nothing to say."""
    return plain("\n".join(f"Note: {note}." for note in grade.notes)) if grade.notes else None


def plain(text: str) -> str:
    """Make a text that nbgrader's feedback shows literally.

    The feedback page renders comments as Markdown, including HTML. Lines indented by four spaces
    become a code block, which is escaped.
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
