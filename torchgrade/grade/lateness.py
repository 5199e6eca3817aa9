"""How late a submission is, and what that costs by the lab's rule.

A day is 24 hours, even if clocks were put forward or back meanwhile. Days are counted from the end
of the grace period, and a day that has begun counts whole. If nothing says when a submission was
handed in, it loses nothing, and staff are told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from torchgrade.errors import AuthorError
from torchgrade.grade.submissions.submission import RosterDeadline, Submission
from torchgrade.records import Lateness
from torchgrade.settings import Late, duration, instant

__all__ = ["instant_of", "late_penalty", "with_lateness"]

_DAY = timedelta(days=1)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d|[A-Za-z_/]+)?"
)
_MOODLES = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M")
"""Formats of dates in an English Moodle's grading worksheet, in its own time zone."""


def late_penalty(policy: Late, late: timedelta) -> tuple[int, float]:
    """Return how many days late count, and the share of its score that a submission loses."""
    over = late - policy.forgiven
    if over <= timedelta(0):
        return 0, 0.0
    days = -(-over // _DAY)
    return days, min(policy.cap, round(policy.per_day * days, 9))


def with_lateness(submission: Submission, policy: Late) -> Submission:
    """Return a submission with the rule's verdict on its lateness.

    For a group, the member with the most time counts.

    Raises:
        AuthorError: the roster has a date or an extension that can't be parsed.
    """
    usual = policy.moment
    due = max([usual, *(_due(one, policy, submission) for one in submission.allowed)])
    extended, shown = due > usual, due.astimezone(policy.zone).isoformat(sep=" ")
    when, handed_in = _handed_in(submission, policy.zone)
    if handed_in is not None:
        submission = replace(submission, submitted_at=when)
        # Some systems leave out fractions of a second: ignore them.
        late = max(timedelta(0), handed_in.replace(microsecond=0) - due)
        days, share = late_penalty(policy, late)
        found = Lateness(shown, late.total_seconds(), days, share, extended)
        return replace(submission, lateness=found, late=bool(days))
    if submission.late is False:  # the system says so, and it knows the date
        return replace(submission, lateness=Lateness(shown, 0.0, extended=extended))
    return replace(submission, lateness=Lateness(shown, extended=extended))


def _handed_in(submission: Submission, zone: tzinfo) -> tuple[str, datetime | None]:
    """Return when it was handed in, as its system or the roster writes it, and as an instant."""
    known = [submission.submitted_at, *(one.submitted_at for one in submission.allowed)]
    read = ((text, instant_of(text, zone)) for text in known if text)
    return next((one for one in read if one[1] is not None), ("", None))


def _due(allowed: RosterDeadline, policy: Late, submission: Submission) -> datetime:
    """Return somebody's deadline."""
    due = policy.moment
    who = ", ".join(person.name or person.sid or person.email for person in submission.people)
    if allowed.due:
        found = instant_of(allowed.due, policy.zone)
        if found is None:
            raise AuthorError(
                f"the roster's `due` of {who}: expected a date with its time, such as 2026-11-20 "
                f"23:59 (in {policy.zone}) or 2026-11-20T23:59:59+01:00, got {allowed.due!r}"
            )
        due = found
    if allowed.extension:
        try:
            due += duration(allowed.extension)
        except ValueError as error:
            raise AuthorError(f"the roster's `extension` of {who}: {error}") from None
    return due


def instant_of(text: str, zone: tzinfo) -> datetime | None:
    """Parse a date and time as systems and people write them, and return it in UTC, or None.

    Args:
        text: such as ``2026-11-20 23:59``, with or without a zone, or as Moodle writes it.
        zone: the time zone, if the text has none.
    """
    text = text.strip()
    for form in _MOODLES:
        try:
            return instant(datetime.strptime(text, form), zone)
        except ValueError:
            continue
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    try:
        local = datetime.fromisoformat(f"{found[1]} {found[2]}")
        return instant(local, _zone(found[3]) or zone)
    except (ValueError, OverflowError, KeyError, OSError):  # no such date, or no such zone
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return timezone.utc
    if text[0] in "+-":
        return datetime.strptime(text.replace(":", ""), "%z").tzinfo
    return ZoneInfo(text)
