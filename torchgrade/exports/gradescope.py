"""A table in the format of Gradescope's *Download Grades*, for programs that read those.

Gradescope itself only accepts scores from autograders and people, not tables. Such a table has a
row for each student, a ``Status`` "Graded", "Ungraded" or "Missing", and a column for each
question. For a program that reads such tables see https://github.com/cs161-staff/grades-py
"""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.exports.filling import in_order
from torchgrade.exports.scores import Line
from torchgrade.exports.sheet import Sheet
from torchgrade.exports.tables import Exported, Wanted, as_csv, number
from torchgrade.records import Grade, QuestionSpec

__all__ = ["made"]

_HEADER = ("First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points",
           "Status", "Submission ID", "Submission Time", "Lateness (H:M:S)")  # fmt: skip


def made(
    sheet: Sheet | None, lines: Sequence[Line], wanted: Wanted, questions: Sequence[QuestionSpec]
) -> Exported:
    """Make the table.

    Args:
        sheet: a roster, which determines the order; without one, the run's order.
        lines: of the run.
        wanted: the options of the table.
        questions: the lab's questions, each of which gets a column.
    """
    numbered, problems = in_order(sheet, lines)
    ordered = [line for _, line in numbered]
    asked = [question for question in questions if not question.manual]
    titles = [
        f"{at}: {question.heading} ({question.points:.1f} pts)"
        for at, question in enumerate(asked, 1)
    ]
    rows = [_row(line, [question.name for question in asked]) for line in ordered]
    content = as_csv([*_HEADER, *titles], rows, ("SID", "Email"))
    missing = sum(line.grade is None for line in lines)
    return Exported(
        content, sum(line.score is not None for line in ordered), tuple(problems), missing
    )


def _row(line: Line, questions: Sequence[str]) -> list[str]:
    who, grade = line.person, line.grade
    first, _, last = who.name.rpartition(" ")
    if ", " in who.name:
        last, _, first = who.name.partition(", ")
    status = "Missing" if grade is None else "Ungraded" if line.score is None else "Graded"
    score = "" if line.score is None else number(line.score)
    return [
        *(first, last, who.sid, who.email, who.section, score, number(line.possible), status),
        *((grade.submission, grade.submitted_at, _late(grade)) if grade else ("", "", "")),
        *_of_questions(line, questions),
    ]


def _of_questions(line: Line, questions: Sequence[str]) -> list[str]:
    scores = {one.name: one.score for one in line.grade.questions} if line.grade else {}
    there = line.score is not None
    return [number(scores[name]) if there and name in scores else "" for name in questions]


def _late(grade: Grade) -> str:
    seconds = grade.lateness.seconds if grade.lateness else None
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
