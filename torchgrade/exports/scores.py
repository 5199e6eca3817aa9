"""A run's score for each student, or the reason why there is none, which is never exported as 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from torchgrade.grade.submissions.joining import People
from torchgrade.grade.submissions.roster import Entry, Roster
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Batch, Grade, Person
from torchgrade.texts import one_line

__all__ = ["Line", "Placed", "lines_of", "placed", "shown"]


@dataclass(frozen=True)
class Line:
    """The result of a student.

    ``grade`` is None if nothing was handed in. ``score`` is None if there is none to publish, and
    then ``why`` says what is open. ``possible`` are the maximum points.
    """

    person: Person
    possible: float
    grade: Grade | None = None
    score: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Placed:
    """The lines of a run, each with its row in a table: ``lines`` by row number.

    ``problems`` names students with a grade and no row, or with two that differ.
    """

    lines: dict[int, Line]
    problems: tuple[str, ...]


def lines_of(batch: Batch, possible: float, *, tests_alone: bool = False) -> list[Line]:
    """List a run's result for each student, including each member of a group.

    Args:
        batch: the grades.
        possible: all points of the lab.
        tests_alone: publish the points of tests if written answers are not marked yet.
    """
    handed_in = [
        Line(person, possible, grade, None if why else _score(grade, tests_alone), why)
        for grade in batch.grades
        for why in [_open(grade, tests_alone)]
        for person in grade.people
    ]
    return [*handed_in, *(Line(who.person, possible) for who in batch.missing)]


def _score(grade: Grade, tests_alone: bool) -> float | None:
    """Return a grade's score, without people's marks if only tests are requested."""
    if not tests_alone or grade.score is None:
        return grade.final
    return replace(grade, score=grade.score - sum(mark.points for mark in grade.marks)).final


def _open(grade: Grade, tests_alone: bool) -> str:
    """Say why a grade has no score to publish; empty if it has one."""
    if grade.status == "rejected":
        return f"rejected: {one_line(grade.message, 120)}"
    if grade.status == "ungraded" or grade.final is None:
        return "ungraded: grading it failed"
    if names := grade.ungraded_questions:
        return f"not graded yet: {', '.join(names)}"
    if names := grade.pending_questions:
        return f"pending: {', '.join(names)}"
    if grade.unmarked and not tests_alone:
        return f"written answers for {grade.unmarked:g} points are not marked yet"
    return ""


def placed(lines: Sequence[Line], roster: Roster) -> Placed:
    """Find the row of each line in the table of a roster.

    Rows are found by id, else by address, else by name; fitting two rows, or none, is a problem.
    """
    people = People(roster)
    found: dict[int, Line] = {}
    problems: list[str] = []
    double: set[int] = set()
    for line in lines:
        entries, reasons = people.of(_submission(line))
        if reasons and line.grade is not None:
            problems.append(f"{shown(line)}: {'; '.join(dict.fromkeys(reasons))}")
        for entry in filter(None, entries):
            earlier = found.get(entry.row)
            if earlier is not None and _differ(earlier, line):
                double.add(entry.row)
                problems.append(
                    f"{_called(entry)} has two grades, of {shown(earlier)} and {shown(line)}: "
                    "grade with --attempts latest or best"
                )
            if earlier is None or line.grade is not None:
                found[entry.row] = line
    return Placed({row: line for row, line in found.items() if row not in double}, tuple(problems))


def _submission(line: Line) -> Submission:
    """Return a line as a submission to look up on a roster."""
    name = line.grade.submission if line.grade else line.person.name or "_"
    who = line.person
    known = line.grade is None or line.grade.members
    members = (who,) if known else ()
    return Submission(Path(name), name, student=who.name, sid=who.sid, members=members)


def _differ(one: Line, other: Line) -> bool:
    return one.grade is not None and other.grade is not None and one.score != other.score


def _called(entry: Entry) -> str:
    who = entry.person
    return who.name or who.sid or who.email


def shown(line: Line) -> str:
    """Return the student's name for people."""
    who = line.person
    name = who.name or who.email or who.sid
    if line.grade is None or not name:
        return name or (line.grade.submission if line.grade else "")
    return name if name in line.grade.submission else f"{name} ({line.grade.submission})"
