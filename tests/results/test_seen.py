"""Our pages in a real browser: nothing for axe-core to find, on a phone and in the dark too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.grades import BATCH, EVIL, GRADE, MANIFEST, REJECTED, UNGRADED
from tests.support.looking import PHONE, faults_of, in_a_browser
from tools.browser import browser
from torchgrade.records import (
    AnswerCell,
    CaseGrade,
    Cause,
    CellOutput,
    Grade,
    Measured,
    Missing,
    NotTaken,
    Person,
    QuestionGrade,
    SimilarWeights,
)
from torchgrade.results import explain_question, explanation, feedback, overview, report

LONG = "a_name_without_any_place_to_break_it_" * 8


def case(number: int, status: str, *, hidden: bool = False, message: str = "") -> CaseGrade:
    score = 1 if status == "passed" else 0
    hint = f"Look at `this`: {LONG}" if status == "failed" else ""
    return CaseGrade(f"q - {number}", status, hidden, score, 1, message, hint)  # type: ignore[arg-type]


def full() -> Grade:
    """A grade that has all there is to show."""
    said = f"❌ Test case failed\nError at line 1 in test q:\n  {LONG}\nKeyError: {EVIL}"
    questions = (
        QuestionGrade(
            "q1", 1, 4, (case(1, "failed", message=said), case(2, "failed", hidden=True))
        ),
        QuestionGrade(
            "q3", 0, 2, (case(1, "failed", message=said), case(2, "failed", message=said))
        ),
        QuestionGrade(
            "q4", 0, 2, (case(1, "pending"), case(2, "ungraded", hidden=True)), pending=2
        ),
        QuestionGrade("q5", 1, 1, (case(1, "passed"),)),
    )
    answers = (
        AnswerCell("q1", 17, f"def f(x):\n    return '{LONG}{EVIL}'", 2),
        AnswerCell("q3", 19, "\n".join(f"y{n} = {n}" for n in range(100)), 300),
        AnswerCell("q2", 21, "", 0),
    )
    cause = Cause(17, f"NameError: {LONG}", f"def f(x:\n    {LONG}", ("f", "g"), (20,), ("q1",))
    return replace(
        GRADE,
        score=2.0,
        max_score=9,
        pending=2,
        questions=questions,
        answers=answers,
        causes=(cause,),
        notes=("cell 3 raised an error",),
        outputs=(CellOutput(2, LONG),),
        measured=(Measured("q5", 980, 1000, "", 0.97),),
        flags=("of note",),
        members=(Person("Ada", "1"), Person("Bob", "2")),
        late=True,
    )


def whole_class() -> str:
    grades = (full(), replace(full(), submission="bob", score=9.0), REJECTED, UNGRADED)
    batch = replace(
        BATCH,
        grades=grades,
        similar=(SimilarWeights("a", "b", "f.pt", "f.pt", True, 1.0, 0.99),),
        missing=(Missing("Cy", "3", "cy@x.org", "A", ("x.zip",)),),
        not_taken=(NotTaken("x.zip", "no notebook"),),
        not_on_roster=(NotTaken("y.ipynb", "nobody"),),
    )
    return report(batch, MANIFEST)


@in_a_browser
def test_feedback(tmp_path: Path) -> None:
    assert faults_of(feedback(full(), MANIFEST, "digits"), tmp_path) == []
    assert faults_of(feedback(REJECTED, MANIFEST), tmp_path) == []


@in_a_browser
def test_feedback_on_paper_is_unfolded_and_black_on_white(tmp_path: Path) -> None:
    path = tmp_path / "feedback.html"
    path.write_text(feedback(full(), MANIFEST), encoding="utf-8")
    with browser(color_scheme="dark") as page:
        page.goto(path.as_uri())
        lines = page.get_by_text("y99 = 99")
        colour = "getComputedStyle(document.body).backgroundColor"
        assert not lines.is_visible()
        assert page.evaluate(colour) != "rgb(255, 255, 255)"
        page.emulate_media(media="print", color_scheme="dark")
        assert lines.is_visible()
        assert page.evaluate(colour) == "rgb(255, 255, 255)"


@in_a_browser
def test_feedback_runs_nothing_of_the_students(tmp_path: Path) -> None:
    path = tmp_path / "feedback.html"
    path.write_text(feedback(full(), MANIFEST), encoding="utf-8")
    with browser(bypass_csp=True, viewport={"width": PHONE, "height": 740}) as page:
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(path.as_uri())
        assert page.evaluate("document.querySelectorAll('body script').length") == 0
        assert EVIL in page.locator("body").inner_text()


@in_a_browser
def test_the_report_of_a_class(tmp_path: Path) -> None:
    assert faults_of(whole_class(), tmp_path) == []


@in_a_browser
def test_no_name_of_a_table_covers_its_neighbour_on_a_phone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    named = tuple(replace(GRADE, submission=f"{LONG}{n}.ipynb", student="Ada") for n in range(2))
    strangers = (NotTaken(f"{LONG}.ipynb", "nobody on the roster has this name"),)
    path.write_text(report(replace(BATCH, grades=named, not_on_roster=strangers), MANIFEST))
    wide = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
    with browser(viewport={"width": PHONE, "height": 740}) as page:
        page.goto(path.as_uri())
        names = page.locator("tbody th")
        assert names.count() >= 3
        assert names.evaluate_all(wide) == 0


@in_a_browser
def test_the_overview_of_labs(tmp_path: Path) -> None:
    names = {grade.submission: "what is in it" for grade in BATCH.grades}
    assert faults_of(overview([(BATCH, MANIFEST, names)]), tmp_path) == []


@in_a_browser
def test_an_explanation_for_staff(tmp_path: Path) -> None:
    grade = replace(full(), submission="ada")
    explain_question(grade, {("q1", 0): f"x = {LONG}"}, "q1", tmp_path, tmp_path)
    assert faults_of(explanation(tmp_path, grade, "q1"), tmp_path) == []


@in_a_browser
def test_what_can_not_be_read_is_found(tmp_path: Path) -> None:
    pale = "<p style='color: #ddd; background: #fff; width: 900px'>pale</p>"
    dim = "@media (prefers-color-scheme: dark) { b { color: #333; background: #222 } }"
    page = f"<title>x</title><style>{dim}</style><main><h1>x</h1>{pale}<b>dim</b></main>"
    found = faults_of(f"<html lang=en>{page}", tmp_path)
    where = {fault.partition(":")[0] for fault in found if "<b>dim</b>" in fault}
    assert where == {"360, dark", "1280, dark"}
    assert any("color-contrast" in fault for fault in found)
    assert f"needs 908 pixels of {PHONE}" in found
