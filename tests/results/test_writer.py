"""Grades are written whole, safe for spreadsheets and browsers, with nothing hidden in them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.grades import BATCH, CONFIG, EVIL, GRADE, MANIFEST, REJECTED, UNGRADED
from torchgrade.notes import Note
from torchgrade.records import Grade, QuestionGrade, SimilarWeights
from torchgrade.results import feedback, report, to_gradescope, write_batch, write_submission


def test_a_students_page_has_the_public_message_and_the_hint_and_nothing_hidden() -> None:
    page = feedback(GRADE, MANIFEST)
    assert "look at b" in page
    assert "SECRET" not in page
    assert "5 more points" in page
    assert "SECRET" not in feedback(UNGRADED, MANIFEST)
    assert "no points are lost" in feedback(UNGRADED, MANIFEST)
    assert "Not a zip." in feedback(REJECTED, MANIFEST)


def test_what_was_lost_comes_first_under_the_heading_that_the_notebook_has() -> None:
    specs = [replace(MANIFEST.questions[0], name=name, title=f"{name}: title") for name in "abc"]
    right = tuple(replace(case, status="passed", score=1) for case in GRADE.questions[0].cases)
    open_ = tuple(replace(case, status="ungraded") for case in GRADE.questions[0].cases)
    graded = (
        QuestionGrade("a", 4, 4, right),
        QuestionGrade("b", 0, 4, GRADE.questions[0].cases[:1] + right[1:]),
        QuestionGrade("c", 0, 4, open_),
    )
    written = MANIFEST.questions[1]
    manifest = replace(MANIFEST, questions=(*specs, replace(written, title="In your words")))
    page = feedback(replace(GRADE, questions=graded), manifest)
    places = [page.rindex(text) for text in ("b: title", "c: title", "a: title", "In your words")]
    assert places == sorted(places)
    assert "1 of 2 tests passed" in page
    assert "All points in 1 of 3 questions" in page
    assert page.count("look at a") == 1, "who was not graded has done nothing wrong"
    assert "look at b" not in page


def test_flags_are_for_staff_and_notes_for_the_student(tmp_path: Path) -> None:
    grade = replace(GRADE, flags=("FOR STAFF",), notes=(Note.CELL_RAISED.text(cell=3),))
    write_batch(replace(BATCH, grades=(grade,)), MANIFEST, tmp_path)
    for name in ("grades.json", "grades.csv", "report.html"):
        assert "FOR STAFF" in (tmp_path / name).read_text()
    gradescope = to_gradescope(grade, CONFIG, "mnist")
    assert gradescope is not None
    for shown in (feedback(grade, MANIFEST), gradescope["output"]):
        assert "Note: cell 3 raised an error." in shown
    assert "mnist" in gradescope["output"]
    assert "FOR STAFF" not in feedback(grade, MANIFEST) + json.dumps(gradescope)


def test_a_flag_that_all_graded_ones_have_stands_once() -> None:
    def flagged(name: str, *flags: str) -> Grade:
        return replace(GRADE, submission=name, flags=flags)

    rejected = replace(REJECTED, flags=("SHARED",))
    grades = (flagged("a", "SHARED", "OF ONE"), flagged("b", "SHARED"), rejected)
    page = report(replace(BATCH, grades=grades), MANIFEST)
    assert "Of each that was graded: SHARED." in page
    assert page.count("SHARED") == 2, "the rejected one says it too: it is not among the graded"
    assert page.count("OF ONE") == 1
    alone = report(replace(BATCH, grades=(flagged("a", "OF ONE"),)), MANIFEST)
    assert "Of each that was graded" not in alone


@pytest.mark.parametrize("page", [feedback(GRADE, MANIFEST), report(BATCH, MANIFEST)])
def test_what_a_student_wrote_is_never_markup(page: str) -> None:
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_the_json_has_the_documented_keys(tmp_path: Path) -> None:
    write_batch(BATCH, MANIFEST, tmp_path)
    data = json.loads((tmp_path / "grades.json").read_text())
    assert {"lab", "engine", "dataset", "versions", "grades"} <= set(data)
    first = data["grades"][0]
    assert {
        "submission", "student", "sid", "submitted_at", "status", "score", "max_score", "unmarked",
        "message", "seconds", "isolation", "questions",
    } <= set(first)  # fmt: skip
    assert {"name", "score", "max_score", "cases"} <= set(first["questions"][0])
    assert {"name", "status", "hidden", "score", "max_score", "message"} <= set(
        first["questions"][0]["cases"][0]
    )
    assert (first["max_score"], first["unmarked"]) == (4, 5), "written points are outside"
    assert [grade["score"] for grade in data["grades"]] == [0.0, None, None]


def test_the_csv_has_a_row_a_submission_and_a_column_a_question(tmp_path: Path) -> None:
    write_batch(BATCH, MANIFEST, tmp_path)
    with (tmp_path / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["submission"] for row in rows] == ["ada/lab.ipynb", "bob.zip", "cy.ipynb"]
    assert [row["q1"] for row in rows] == ["0", "", ""]
    assert [row["score"] for row in rows] == ["0", "", ""], "a fault is no zero"
    assert rows[1]["student"] == "'=1+1", "a spreadsheet must not run it"


def test_gradescope_gets_otters_own_dictionary() -> None:
    passed = replace(
        GRADE.questions[0],
        score=1.0,
        cases=(replace(GRADE.questions[0].cases[0], status="passed", score=1, message=""),
               GRADE.questions[0].cases[1]),
    )  # fmt: skip
    result = to_gradescope(replace(GRADE, score=1.0, questions=(passed,)), CONFIG)
    assert result is not None
    summary, question = result["tests"]
    assert summary["name"] == "Public Tests"
    assert summary["status"] == "passed"
    assert "SECRET" not in summary["output"]
    assert (question["score"], question["max_score"]) == (1.0, 4)
    assert question["visibility"] == "hidden"
    assert result["execution_time"] == 0.5, "of hidden tests, no time is told"


def test_every_report_says_which_data_set_was_used(tmp_path: Path) -> None:
    write_submission(GRADE, MANIFEST, CONFIG, tmp_path, dataset="digits (stands in for mnist)")
    folder = tmp_path / "submissions" / GRADE.submission
    for name in ("feedback.html", "results.json"):
        assert "digits (stands in for mnist)" in (folder / name).read_text()
    assert "data set mnist" in report(BATCH, MANIFEST)


def test_an_ungraded_submission_leaves_no_results_even_of_an_earlier_run(tmp_path: Path) -> None:
    folder = tmp_path / "submissions" / "cy.ipynb"
    write_submission(replace(GRADE, submission="cy.ipynb"), MANIFEST, CONFIG, tmp_path)
    assert json.loads((folder / "results.json").read_text())["tests"]
    write_submission(UNGRADED, MANIFEST, CONFIG, tmp_path)
    assert not (folder / "results.json").exists()
    assert (folder / "feedback.html").exists()


def test_a_rejected_submission_says_why_on_gradescope() -> None:
    result = to_gradescope(REJECTED, CONFIG)
    assert result is not None
    assert "Not a zip." in result["output"]


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    write_batch(BATCH, MANIFEST, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "grades.csv",
        "grades.json",
        "lecture.html",
        "report.html",
    ]


def test_weights_that_are_alike_are_listed_for_staff_alone(tmp_path: Path) -> None:
    """In a table and in the report, in no student's page, and gone with the next run."""
    pair = SimilarWeights("ada/lab.ipynb", "=bob", "weights/a", "weights/b", False, 0.99995)
    write_batch(replace(BATCH, similar=(pair,)), MANIFEST, tmp_path)
    text = (tmp_path / "similar_weights.csv").read_text()
    [row] = csv.DictReader(text.splitlines())
    assert row["second"] == "'=bob"
    assert (row["identical"], row["cosine"]) == ("no", "0.999950")
    assert "0.999950" in (tmp_path / "report.html").read_text()
    write_submission(GRADE, MANIFEST, CONFIG, tmp_path)
    for path in (tmp_path / "submissions").rglob("*.*"):
        assert path.is_dir() or "=bob" not in path.read_text()
    write_batch(BATCH, MANIFEST, tmp_path)
    assert not (tmp_path / "similar_weights.csv").exists()
    assert "alike" not in (tmp_path / "report.html").read_text()
