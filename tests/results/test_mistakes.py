"""A report says which known mistakes a class has made, and feedback only what its author allows."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

from tests.support.grades import BATCH, EVIL, GRADE, MANIFEST
from torchgrade.records import AnswerCell, Grade, LikelyMistake
from torchgrade.results import feedback, lecture, report
from torchgrade.results.mistakes import mistakes_made

HALF = LikelyMistake("q1", ("half",), ("Half of it.",), True, "Read the definition again.", "g")
EITHER = LikelyMistake("q1", ("half", "none"), ("Half of it.", EVIL), group="h")
NOTHING = LikelyMistake("q1", group="i")
OTHER = LikelyMistake("q1", group="j")
WEAK = LikelyMistake("q1", ("half",), ("Half of it.",), group="k", weak=True)


def made(name: str, *mistakes: LikelyMistake, answer: str = "x = 1") -> Grade:
    cells = (AnswerCell("q1", 7, answer, 1),)
    return replace(GRADE, submission=name, mistakes=mistakes, answers=cells)


def test_each_mistake_stands_once_with_how_many_made_it_and_what_nothing_explains_last() -> None:
    grades = [
        made("a", NOTHING),
        made("b", HALF),
        made("c", EITHER),
        made("d", OTHER),
        made("e", NOTHING),
        made("f", EITHER),
        made("g"),
    ]
    found = mistakes_made(grades, MANIFEST)
    shown = [(one.mistake.names, one.submissions) for one in found]
    assert shown == [
        (("half", "none"), ("c", "f")),
        (("half",), ("b",)),
        ((), ("a", "e")),
        ((), ("d",)),
    ]
    assert {one.tried for one in found} == {7}
    assert found[0].tests == ("test_a", "test_b")


def test_an_answer_that_is_missing_is_no_mistake() -> None:
    assert mistakes_made([made("a", NOTHING, answer="def f(x):\n    ...")], MANIFEST) == []
    ungraded = replace(made("a", NOTHING), status="ungraded")
    assert mistakes_made([ungraded], MANIFEST) == []


def test_a_report_names_them_and_says_how_to_adopt_what_is_new() -> None:
    batch = replace(BATCH, grades=(made("a", HALF), made("b", EITHER), made("c", NOTHING)))
    page = report(batch, MANIFEST)
    assert "Half of it." in page
    assert "One of these:" in page
    assert "torchgrade adopt lab c q1 --as mistake" in page
    there = html.unescape(report(batch, MANIFEST, notebooks=["c"], out=Path("the grades")))
    assert "adopt lab 'the grades/submissions/c/notebook.ipynb' q1 --as mistake" in there
    assert EVIL not in page
    assert "<h2>Mistakes</h2>" not in report(replace(batch, grades=(made("a"),)), MANIFEST)


def test_what_too_little_speaks_for_is_unexplained_and_can_be_adopted() -> None:
    grades = (made("a", WEAK), made("b", WEAK), made("c", HALF), made("d", HALF))
    assert [one.submissions for one in mistakes_made(grades, MANIFEST)] == [("c", "d"), ("a", "b")]
    page = report(replace(BATCH, grades=grades[:2]), MANIFEST)
    assert "Unexplained." in page
    assert "looks the same, but so do others here: Half of it." in page
    assert "torchgrade adopt lab a q1 --as mistake" in page
    page = lecture(replace(BATCH, grades=grades[:2] * 3), MANIFEST)
    assert "Half of it." not in page


def test_a_student_reads_the_hint_and_not_the_name() -> None:
    page = feedback(made("a", HALF), MANIFEST)
    assert "Read the definition again." in page
    assert "Half of it." not in page
    missing = feedback(made("a", HALF, answer="def f(x):\n    ..."), MANIFEST)
    assert "Read the definition again." not in missing
