"""Of several submissions of one student, that counts which was asked for; no other is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.grade import Found, Submission, best_of, latest_of
from torchgrade.grade.submissions.attempts import moment_of
from torchgrade.records import Grade, Person

ADA, BOB = Person("Ada", "17"), Person("Bob", "", "bob@x.org")


def handed(name: str, *members: Person, at: str = "", order: tuple[int, ...] = ()) -> Submission:
    return Submission(Path(name), name, members=members, submitted_at=at, order=order)


def graded(name: str, score: float | None, *members: Person) -> Grade:
    status = "rejected" if score is None else "graded"
    return Grade(name, status, 10.0, score, members=members)  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    return [one.name for one in found.submissions]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-20 23:59:01.000000000 Z", "2026-11-20 23:59:01.5 Z"),
        ("2026-11-20 23:59", "2026-11-21"),
        ("2026-11-21 01:30:00 +02:00", "2026-11-21 00:00:00 +0000"),
        ("2026-11-20 10:00:00 America/Los_Angeles", "2026-11-20 10:01:00 America/Los_Angeles"),
    ],
)
def test_the_latest_by_the_time_counts(earlier: str, later: str) -> None:
    found = latest_of(Found([handed("b", ADA, at=later), handed("a", ADA, at=earlier)]))
    assert names(found) == ["b"]
    assert [thing.name for thing in found.not_taken] == ["a"]


@pytest.mark.parametrize(
    "times",
    [
        ("2026-11-20 10:00 EST", "2026-11-20 10:00 CET"),
        ("2026-11-20", ""),
        ("2026-11-20", "2026-11-20"),
        ("2026-02-31", "2026-11-20"),
        ("", ""),
    ],
)
def test_where_nothing_says_which_is_the_latest_each_counts(times: tuple[str, str]) -> None:
    found = latest_of(Found([handed("a", ADA, at=times[0]), handed("b", ADA, at=times[1])]))
    assert names(found) == ["a", "b"]
    assert all("each counts" in one.flags[0] for one in found.submissions)


def test_files_that_are_counted_need_no_time() -> None:
    found = latest_of(Found([handed("a", ADA, order=(102,)), handed("b", ADA, order=(99,))]))
    assert names(found) == ["a"]


def test_people_without_id_and_address_may_have_the_same_name() -> None:
    same = [handed(name, Person("Ann Lee"), order=(at,)) for at, name in enumerate("ab")]
    assert names(latest_of(Found(same))) == ["a", "b"]
    assert names(latest_of(Found(same), {Person("Ann Lee")})) == ["b"]  # the only one of the class


def test_who_left_a_group_has_one_grade_and_the_others_keep_theirs() -> None:
    found = latest_of(
        Found([handed("both", ADA, BOB, at="2026-11-20"), handed("bob", BOB, at="2026-11-21")])
    )
    both, bob = found.submissions
    assert (both.members, bob.members) == ((ADA,), (BOB,))
    assert both.flags == ("Bob has a later one, which counts: bob",)
    assert not found.not_taken


def test_the_best_counts_and_the_others_are_listed() -> None:
    kept, others = best_of(
        [graded("a", 3, ADA), graded("b", 7.5, ADA), graded("c", 7.5, ADA), graded("d", None, ADA),
         graded("e", 1, BOB)]
    )  # fmt: skip
    assert [grade.submission for grade in kept] == ["b", "e"]
    assert [(thing.name, thing.reason) for thing in others] == [
        ("a", "an attempt of Ada with 3 points: b counts (--attempts best)"),
        ("c", "an attempt of Ada with 7.5 points: b counts (--attempts best)"),
        ("d", "an attempt of Ada with no score: b counts (--attempts best)"),
    ]


def test_each_member_of_a_group_gets_the_best_of_their_own() -> None:
    kept, others = best_of([graded("both", 5, ADA, BOB), graded("bob", 2, BOB)])
    assert [(grade.submission, grade.members) for grade in kept] == [("both", (ADA, BOB))]
    assert [thing.name for thing in others] == ["bob"]
    kept, others = best_of([graded("both", 5, ADA, BOB), graded("bob", 9, BOB)])
    assert [(grade.submission, grade.members) for grade in kept] == [
        ("both", (ADA,)),
        ("bob", (BOB,)),
    ]
    assert not others


def test_what_a_fault_of_ours_left_ungraded_is_never_passed_over() -> None:
    lost = Grade("a", "ungraded", 10.0, members=(ADA,))
    kept, others = best_of([lost, graded("b", 1, ADA)])
    assert [grade.submission for grade in kept] == ["a", "b"]
    assert not others


def test_a_time_of_another_zone_is_compared_and_of_an_unknown_one_not() -> None:
    assert moment_of("2026-11-21 01:00:00 +01:00") == moment_of("2026-11-21T00:00Z")
    assert moment_of("2026-11-21 01:00:00 CET") != moment_of("2026-11-21 01:00:00 EST")
    assert moment_of("soon") is None
