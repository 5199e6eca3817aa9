"""Two runs compared: pairs, cases, causes, totals, the table and the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.grades import EVIL, GRADE, MANIFEST, REJECTED
from tests.support.looking import faults_of, in_a_browser
from torchgrade.errors import AuthorError
from torchgrade.records import (
    Batch,
    CaseGrade,
    CaseSpec,
    Grade,
    Lateness,
    Manifest,
    Mark,
    Override,
    QuestionSpec,
    Receipt,
)
from torchgrade.regrade import (
    Differences,
    TextDifference,
    compare,
    comparison_csv,
    comparison_page,
    moved_of,
    open_run,
    totals_of,
    where_of,
)
from torchgrade.regrade.runs import GradedRun
from torchgrade.results import to_json

RECEIPT = Receipt(
    lab="lab", engine="isolated", build="b", files="f", settings="s", salt="x",
    tests={"q1": "one"}, versions={"torch": "2.15.0"}, environment="e", machine="Linux x86_64",
)  # fmt: skip


def graded(name: str, *passed: bool, digest: str = "d", **receipt: Any) -> Grade:
    """A grade of q1, whose two cases are worth 1 and 3."""
    question = GRADE.questions[0]
    cases = tuple(
        replace(case, status="passed" if ok else "failed", score=case.max_score * ok)
        for case, ok in zip(question.cases, passed, strict=True)
    )
    score = sum(case.score for case in cases)
    question = replace(question, cases=cases, score=score)
    made = (replace(RECEIPT, **receipt),)
    return replace(
        GRADE, submission=name, student="", score=score, questions=(question,), digest=digest,
        receipts=made,
    )  # fmt: skip


def a_run(*grades: Grade, manifest: Manifest | None = MANIFEST, where: str = "run") -> GradedRun:
    return GradedRun(Path(where), Batch("lab", "isolated", "", {}, grades), manifest)


def test_students_go_up_and_down_case_by_case() -> None:
    old = a_run(graded("ada", True, False), graded("bob", True, True), graded("cyd", True, True))
    new = a_run(
        graded("ada", True, True, tests={"q1": "two"}),
        graded("bob", False, True, tests={"q1": "two"}),
        graded("cyd", True, True, tests={"q1": "two"}),
    )
    found = compare(old, new)
    bob, ada = found.changes
    assert (bob.direction, bob.points, ada.direction, ada.points) == ("down", -1, "up", 3)
    [question] = ada.questions
    [case] = question.cases
    assert (case.test, case.before and case.before.status, case.now and case.now.status) == (
        "test_b", "failed", "passed",
    )  # fmt: skip
    assert [cause.text for cause in question.causes] == ["its tests were changed"]
    assert found.fell
    first, second = totals_of(found)
    assert first == "3 submissions in both runs: 1 up, 1 down, 1 the same; 0 new, 0 gone."
    assert second == "The mean of their scores was 3.00 and is 3.67, of 4 points."
    [moved] = moved_of(found)
    assert (moved.up, moved.down, moved.points) == (1, 1, 2)
    assert moved.causes == (("its tests were changed", 2),)
    assert moved.cases == (
        "test_a (public): 1 passed before, failed now",
        "test_b (hidden): 1 failed before, passed now",
    )
    assert where_of(ada) == "q1: 1 to 4 (test_b)"


def test_other_points_for_the_same_verdicts_and_other_verdicts_for_the_same_points() -> None:
    one = graded("ada", True, False)
    half = replace(one.questions[0].cases[1], status="passed", score=0)  # all or nothing, say
    cases = (replace(one.questions[0].cases[0], score=0), half)
    question = replace(one.questions[0], cases=cases, score=1)
    [change] = compare(a_run(one), a_run(replace(one, questions=(question,)))).changes
    assert change.direction == "same"
    assert [case.test for case in change.questions[0].cases] == ["test_a", "test_b"]
    assert not compare(a_run(one), a_run(one)).changes


def test_a_case_that_is_new_shifts_no_others() -> None:
    """otter calls cases by their numbers: a new first one makes another of each."""
    old = graded("ada", True, False)
    new_case = CaseGrade("q1 - 1", "passed", False, 2, 2)
    shifted = (
        new_case,
        replace(old.questions[0].cases[0], name="q1 - 2"),
        replace(old.questions[0].cases[1], name="q1 - 3"),
    )
    question = replace(old.questions[0], cases=shifted, score=3, max_score=6)
    new = replace(old, questions=(question,), score=3, max_score=6)
    specs = tuple(
        CaseSpec(case.name, test, case.hidden, case.max_score)
        for case, test in zip(shifted, ("test_new", "test_a", "test_b"), strict=True)
    )
    manifest = replace(MANIFEST, questions=(QuestionSpec("q1", 6, cases=specs),))
    [change] = compare(a_run(old), a_run(new, manifest=manifest)).changes
    [case] = change.questions[0].cases
    assert (case.test, case.before, case.now) == ("test_new", None, new_case)
    causes = [cause.text for cause in change.questions[0].causes]
    assert causes == ["its points, or the list of its tests, were changed"]
    [change] = compare(a_run(old, manifest=None), a_run(new, manifest=manifest)).changes
    assert [case.test for case in change.questions[0].cases] == ["q1 - 1", "q1 - 2", "q1 - 3"]


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        ({"tests": {"q1": "two"}}, "its tests were changed"),
        ({"files": "g"}, "files that come with the autograder were changed"),
        ({"salt": "y"}, "the lab's solution was changed, and with it all random inputs"),
        ({"settings": "t"}, "limits or settings were changed"),
        ({"dataset": "mnist"}, "measured on no data before, on mnist now"),
        ({"data": "i"}, "the images that tests measure on were changed"),
        ({"engine": "otter"}, "graded by the engine isolated before, by otter now"),
        ({"versions": {"torch": "2.16.0"}, "environment": "f"}, "torch 2.15.0 before, 2.16.0 now"),
        ({"environment": "f"}, "other packages, or versions of them, are installed"),
        ({"machine": "Linux aarch64"}, "on Linux x86_64 before, on Linux aarch64 now"),
        ({}, "nothing that is written down differs"),
        ({"digest": "another"}, "something else was handed in"),
        ({"digest": "another", "tests": {"q1": "two"}}, "something else was handed in"),
    ],
)
def test_what_did_it_is_named(receipt: Mapping[str, Any], said: str) -> None:
    old = a_run(graded("ada", True, False))
    [change] = compare(old, a_run(graded("ada", True, True, **receipt))).changes
    [cause] = change.questions[0].causes
    assert cause.text.startswith(said)


def test_grades_of_an_earlier_torchgrade_have_seeds_alone() -> None:
    olds, news = (
        replace(one, receipts=(), questions=(replace(one.questions[0], seed=seed),))
        for one, seed in ((graded("ada", True, False), "1"), (graded("ada", True, True), "2"))
    )
    [change] = compare(a_run(olds), a_run(news)).changes
    [cause] = change.questions[0].causes
    assert cause.text == "its tests, files that they read, or the lab's solution were changed"


def test_what_people_gave_is_named_as_theirs() -> None:
    old = graded("ada", True, False)
    by_hand = replace(old.questions[0], score=2, override=Override(1, "fair", "Kim"))
    new = replace(old, score=2, questions=(by_hand,))
    [change] = compare(a_run(old), a_run(new)).changes
    assert [c.text for c in change.questions[0].causes] == ["changed by hand (Kim): fair"]
    [change] = compare(a_run(new), a_run(old)).changes
    assert [c.text for c in change.questions[0].causes] == ["it is no longer changed by hand"]
    marked = replace(old, score=3, marks=(Mark("q2", 2, 5, marker="Lee"),))
    [change] = compare(a_run(old), a_run(marked)).changes
    assert [(q.name, q.before, q.now) for q in change.questions] == [("q2", None, 2)]
    assert change.questions[0].causes[0].text == "marked by Lee"


def test_what_being_late_costs_is_in_what_counts() -> None:
    late = replace(graded("ada", True, True), lateness=Lateness("2026-01-01", 90, 1, 0.25))
    later = replace(late, lateness=replace(late.lateness or Lateness(""), share=0.5))
    [change] = compare(a_run(late), a_run(later)).changes
    assert (change.direction, change.points) == ("down", -1)
    [question] = change.questions
    assert (question.name, question.before, question.now) == ("late work", -1, -2)
    assert question.causes[0].text == "25% is lost by being late before, 50% now"
    gained = replace(graded("ada", True, False), lateness=late.lateness)
    [change] = compare(a_run(gained), a_run(late)).changes
    assert change.points == 2.25
    assert [question.name for question in change.questions] == ["q1"]


def test_who_is_new_or_gone_or_under_another_name() -> None:
    old = a_run(
        graded("1.ipynb", True, True, digest="same"),
        replace(graded("2.ipynb", True, True, digest="x"), sid="b1"),
        graded("gone", True, True, digest="y"),
    )
    new = a_run(
        graded("ada/1.ipynb", True, True, digest="same"),
        replace(graded("bob_2.ipynb", True, False, digest="z"), sid="b1"),
        graded("new", True, True, digest="w"),
    )
    found = compare(old, new)
    assert [pair.now.submission for pair in found.pairs] == ["ada/1.ipynb", "bob_2.ipynb"]
    assert [grade.submission for grade in found.new] == ["new"]
    assert [grade.submission for grade in found.gone] == ["gone"]
    assert [change.now.submission for change in found.changes] == ["bob_2.ipynb"]


@pytest.mark.parametrize(
    ("old", "new", "fell"),
    [
        ([graded("ada", True, True)], [graded("ada", True, True)], False),
        ([graded("ada", True, False)], [graded("ada", True, True)], False),
        ([graded("ada", True, True)], [graded("ada", True, False)], True),
        ([graded("ada", True, True)], [replace(REJECTED, submission="ada")], True),
        ([replace(REJECTED, submission="ada")], [graded("ada", False, False)], False),
        ([graded("ada", True, True)], [], True),
        ([REJECTED], [], False),
        ([], [graded("ada", True, True)], False),
    ],
)
def test_a_score_that_fell_or_is_gone_is_a_fall(
    old: list[Grade], new: list[Grade], fell: bool
) -> None:
    assert compare(a_run(*old), a_run(*new)).fell is fell


def test_two_labs_are_not_compared() -> None:
    other = GradedRun(Path("other"), Batch("bn", "isolated", "", {}))
    with pytest.raises(AuthorError, match="run has grades of lab, other of bn: expected two runs"):
        compare(a_run(), other)


def test_the_table_has_a_row_for_each_case_and_status() -> None:
    old = [graded("ada", True, False), graded("bob", True, True), graded("gone", True, True)]
    new = [
        graded("ada", False, True, tests={"q1": "two"}),
        replace(REJECTED, submission="bob", student="=1+1"),
        graded("new", True, True, digest="n"),
    ]
    text = comparison_csv(compare(a_run(*old), a_run(*new)))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["submission"], row["change"], row["test"]) for row in rows] == [
        ("bob", "down", ""), ("ada", "up", "test_a"), ("ada", "up", "test_b"),
        ("new", "new", ""), ("gone", "gone", ""),
    ]  # fmt: skip
    bob, ada, *_ = rows
    assert (bob["student"], bob["score_before"], bob["score_now"]) == ("'=1+1", "4", "")
    assert bob["why"] == "graded before, rejected now"
    assert (ada["points_before"], ada["points_now"]) == ("1", "3")
    assert (ada["test_before"], ada["test_now"], ada["hidden"]) == ("passed", "failed", "no")
    assert ada["why"] == "its tests were changed"


def test_the_page_escapes_what_anybody_wrote() -> None:
    old, new = graded("ada", True, False), graded("ada", True, True, tests={"q1": "two"})
    new = replace(new, student=EVIL)
    found = compare(a_run(old), a_run(new))
    lines = ("@@ -1 +1 @@", f"-assert {EVIL}", "+assert 1")
    difference = TextDifference("tests/q1.py", "old.zip", "new.zip", lines)
    page = comparison_page(found, Differences({"q1": (difference,)}))
    assert EVIL not in page
    assert '<span class="good">+assert 1</span>' in page
    assert "old.zip → new.zip" in page
    assert "q1: 1 to 4 (test_b)" in page
    assert "Its tests were changed (1)" in page


@in_a_browser
def test_the_page_is_for_everybody_on_a_phone_and_in_the_dark(tmp_path: Path) -> None:
    old = a_run(graded("ada", True, False), graded("bob", True, True), graded("x" * 90, True, True))
    new = a_run(graded("ada", True, True), graded("bob", True, False), graded("new", True, True))
    lines = ("@@ -1 +1 @@", f"-{'a long line ' * 30}", "+assert 1", " x")
    known = TextDifference("tests/q1.py", "old.zip", "new.zip", lines)
    unknown = TextDifference("tests/q1.py", why="its text is not at hand")
    page = comparison_page(compare(old, new), Differences({"q1": (known, unknown)}, (known,)))
    assert faults_of(page, tmp_path) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the folder .* has no grades.json: expected the --out folder"),
        ("{", "it is not from `torchgrade grade`, damaged"),
        ("[]", "it is not from"),
        ('{"lab": 1}', "lab: expected a text, got 1"),
    ],
)
def test_what_is_no_run_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "grades.json").write_text(content)
    with pytest.raises(AuthorError, match=said):
        open_run(tmp_path)
    with pytest.raises(AuthorError, match=r"there is no .*none"):
        open_run(tmp_path / "none")


def test_a_run_is_read_with_or_without_what_it_was_made_by(tmp_path: Path) -> None:
    batch = a_run(graded("ada", True, True)).batch
    (tmp_path / "grades.json").write_text(to_json(batch.to_dict()))
    assert open_run(tmp_path / "grades.json") == replace(
        open_run(tmp_path), path=tmp_path / "grades.json"
    )
    assert open_run(tmp_path).batch == batch
    (tmp_path / "run.json").write_text("{")
    assert open_run(tmp_path).manifest is None
