"""Decide after grading which grades count, and whose they are, as when joining runs.

A grade records who handed the submission in, and when, so it can be matched with a roster, and with
the student's other grades, just as the submission was.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from torchgrade.grade.submissions import canvas
from torchgrade.grade.submissions.attempts import Attempts, best_of, latest_of
from torchgrade.grade.submissions.inbox import Found
from torchgrade.grade.submissions.joining import joined
from torchgrade.grade.submissions.roster import Roster
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Batch, Grade

__all__ = ["select_attempts"]


def select_attempts(batch: Batch, attempts: Attempts, roster: Roster | None = None) -> Batch:
    """Return a batch with only the grades that count; the others are listed as not taken.

    Args:
        batch: all grades.
        attempts: which of a student's several submissions counts.
        roster: tells whose each is, and who is missing; None: as in the batch.
    """
    found = Found([_handed_in(grade) for grade in batch.grades], list(batch.not_taken))
    if roster is not None:
        people = joined(found, roster)
        found = people.found
        batch = replace(batch, missing=people.missing, not_on_roster=people.not_on_roster)
    known = {person for one in found.submissions for person in one.members} if roster else set()
    if attempts == "latest":
        found = latest_of(found, known)
    by_path = {Path(grade.submission): grade for grade in batch.grades}
    grades = [_known_as(by_path[one.path], one) for one in found.submissions]
    others = list(found.not_taken)
    if attempts == "best":
        grades, worse = best_of(grades, known)
        others += worse
    return replace(batch, grades=tuple(grades), not_taken=tuple(others))


def _handed_in(grade: Grade) -> Submission:
    return Submission(
        Path(grade.submission),
        grade.submission,
        student=grade.student,
        sid=grade.sid,
        submitted_at=grade.submitted_at,
        flags=grade.flags,
        members=grade.members,
        late=grade.late,
        attempt=grade.attempt,
        order=_order(grade),
    )


def _order(grade: Grade) -> tuple[int, ...]:
    """Return Canvas's number of a file, which counts all files that it ever got; else nothing."""
    handed = canvas.read_name(PurePosixPath(grade.submission).name, grade.sid)
    return (handed.number,) if handed and grade.late is not None else ()


def _known_as(grade: Grade, one: Submission) -> Grade:
    return replace(
        grade, student=one.student, sid=one.sid, members=one.members, flags=tuple(one.flags)
    )
