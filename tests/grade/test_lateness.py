"""What a rule for late work makes of a submission, and that it never takes what it may not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchgrade.errors import AuthorError
from torchgrade.grade.lateness import instant_of, late_penalty, with_lateness
from torchgrade.grade.submissions.submission import RosterDeadline, Submission
from torchgrade.records import Grade, Person
from torchgrade.settings import Late, duration, instant, read_late

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=timezone(timedelta(hours=1)))
RULE = Late(due=DUE, per_day=0.1, grace="15m", cap=0.5)

shares = st.floats(0.01, 1)
lates = st.timedeltas(timedelta(0), timedelta(days=400))


def handed_in(when: str = "", *, late: bool | None = None, **allowed: str) -> Submission:
    own = (RosterDeadline(**allowed),) if allowed else ()
    people = (Person("Ada", "s1"),)
    return Submission(
        Path("ada.ipynb"), "ada.ipynb", submitted_at=when, late=late, allowed=own, members=people
    )


@pytest.mark.parametrize(
    ("when", "days", "share"),
    [
        ("2026-11-20 23:59:00 +0100", 0, 0.0),
        ("2026-11-21 00:14:00 +0100", 0, 0.0),  # the end of the grace
        ("2026-11-21 00:14:01 +0100", 1, 0.1),
        ("2026-11-22 00:14:00 +0100", 1, 0.1),  # a whole day after that
        ("2026-11-22 00:14:01 +0100", 2, 0.2),
        ("2026-11-21 23:14:01.123456789 Z", 2, 0.2),  # the same in Gradescope's form
        ("2026-12-20 00:00:00 Europe/Berlin", 29, 0.5),
    ],
)
def test_each_day_that_has_begun_counts(when: str, days: int, share: float) -> None:
    found = with_lateness(handed_in(when), RULE)
    assert found.lateness is not None
    assert (found.lateness.days, found.lateness.share) == (days, share)
    assert found.late is bool(days)


@given(lates, lates, shares)
def test_later_never_costs_less_and_never_more_than_all(
    one: timedelta, more: timedelta, share: float
) -> None:
    rule = Late(due=DUE, per_day=share, grace="2h", cap=max(share, 0.6))
    (days, lost), (later_days, later_lost) = late_penalty(rule, one), late_penalty(rule, one + more)
    assert days <= later_days
    assert 0 <= lost <= later_lost <= rule.cap
    assert (lost == 0) == (one <= timedelta(hours=2))


@given(lates, st.floats(0, 1000))
def test_a_grade_keeps_what_was_earned_beside_what_is_left(late: timedelta, score: float) -> None:
    when = (DUE + late).astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S Z")
    lateness = with_lateness(handed_in(when), RULE).lateness
    grade = Grade("ada", "graded", 1000, score=score, lateness=lateness)
    assert grade.score == score
    assert grade.final is not None
    assert score * 0.5 - 1e-5 <= grade.final <= score + 1e-5


@given(st.integers(0, 20 * 24 * 60))
def test_a_day_is_24_hours_whatever_clocks_do(minutes: int) -> None:
    """In the night to 25 October 2026 clocks in Berlin are put back, to 28 March 2027 forward."""
    for due in ("2026-10-20T23:59:00", "2027-03-20T23:59:00"):
        rule = Late(due=datetime.fromisoformat(due), timezone="Europe/Berlin", per_day=0.01)
        when = rule.moment + timedelta(minutes=minutes)
        local = when.astimezone(rule.zone).strftime("%Y-%m-%d %H:%M:%S %z")
        lateness = with_lateness(handed_in(local), rule).lateness
        assert lateness is not None
        assert lateness.days == -(-minutes // (24 * 60))


def test_an_hour_that_comes_twice_is_the_later_one_and_one_that_is_not_there_an_error() -> None:
    berlin = Late(due=datetime(2026, 10, 25, 2, 30), timezone="Europe/Berlin", per_day=0.1)
    assert berlin.moment == datetime(2026, 10, 25, 1, 30, tzinfo=timezone.utc)
    with pytest.raises(ValueError, match="no 02:30 on 2027-03-28 in Europe/Berlin"):
        instant(datetime(2027, 3, 28, 2, 30), berlin.zone)


def test_a_roster_gives_more_time() -> None:
    late = "2026-11-22 12:00:00 +0100"
    for allowed in ({"extension": "2d"}, {"due": "2026-11-22 23:59"}, {"due": "2026-11-22T22:59Z"}):
        lateness = with_lateness(handed_in(late, **allowed), RULE).lateness
        assert lateness is not None
        assert (lateness.share, lateness.extended) == (0.0, True), allowed
    both = with_lateness(handed_in(late, due="2026-11-21 23:59", extension="1d"), RULE).lateness
    assert both is not None
    assert both.share == 0.0


def test_less_time_than_the_class_takes_nobody_and_a_group_has_the_most_of_its_members() -> None:
    early = with_lateness(
        handed_in("2026-11-20 12:00 +0100", due="2026-11-01 12:00"), RULE
    ).lateness
    assert early is not None
    assert not early.share
    group = handed_in("2026-11-22 12:00 +0100")
    group = Submission(group.path, "g", submitted_at=group.submitted_at,
                       allowed=(RosterDeadline(), RosterDeadline(extension="3d")))  # fmt: skip
    lateness = with_lateness(group, RULE).lateness
    assert lateness is not None
    assert not lateness.share


@pytest.mark.parametrize("allowed", [{"due": "next week"}, {"extension": "two days"}])
def test_what_a_roster_says_of_time_is_read_or_an_error(allowed: dict[str, str]) -> None:
    with pytest.raises(AuthorError, match=r"of Ada.*(next week|two days)"):
        with_lateness(handed_in("2026-11-20 12:00 Z", **allowed), RULE)


def test_nothing_is_taken_where_nothing_says_when() -> None:
    unknown, late = with_lateness(handed_in(), RULE), with_lateness(handed_in(late=True), RULE)
    for found in (unknown, late):
        assert found.lateness is not None
        assert found.lateness.is_unknown
        assert not found.lateness.share
    assert late.late is True
    in_time = with_lateness(handed_in(late=False), RULE).lateness
    assert in_time is not None
    assert not in_time.is_unknown


def test_moodles_worksheet_says_when() -> None:
    text = "Saturday, 21 November 2026, 12:14 PM"
    assert instant_of(text, RULE.zone) == datetime(2026, 11, 21, 11, 14, tzinfo=timezone.utc)
    found = with_lateness(handed_in(submitted_at=text), RULE)
    assert found.lateness is not None
    assert found.lateness.days == 1
    assert found.submitted_at == text, "for all tables that say when"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("due = 2026-11-20T23:59:00\nper_day = 0.1", r"late.due: .*has no time zone"),
        ("due = 2026-11-20\nper_day = 0.1", r"late.due: expected a date with its time"),
        ("due = 2026-11-20T23:59:00Z\nper_day = 10", r"late.per_day: expected a share"),
        ('due = 2026-11-20T23:59:00Z\nper_day = 0.1\ngrace = "soon"', r"late.grace: .*got 'soon'"),
        ('due = 2026-11-20T23:59:00\ntimezone = "Mars"\nper_day = 0.1', r"late.timezone.*'Mars'"),
        ("due = 2026-11-20T23:59:00Z\nper_day = 0.3\ncap = 0.2", r"late.cap: expected at least"),
        ("due = 2026-11-20T23:59:00Z\nper_day = 0.1\nperday = 1", r"unknown key 'perday'"),
        (
            'due = 2027-03-28T02:30:00\ntimezone = "Europe/Berlin"\nper_day = 0.1',
            r"late.due: there is no 02:30",
        ),
    ],
)
def test_a_rule_is_read_strictly(tmp_path: Path, said: str, message: str) -> None:
    path = tmp_path / "lab.toml"
    path.write_text(f"[late]\n{said}\n")
    with pytest.raises(AuthorError, match=message):
        read_late(path)


@given(st.integers(0, 9999), st.sampled_from("mhd"))
def test_durations_are_what_they_say(number: int, unit: str) -> None:
    seconds = {"m": 60, "h": 3600, "d": 86400}[unit] * number
    assert duration(f"{number}{unit}") == timedelta(seconds=seconds)
