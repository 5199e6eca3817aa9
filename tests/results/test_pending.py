"""Pending points are shown as what they are: neither earned nor lost."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from torchgrade.cli.grades.summary import grades_table
from torchgrade.records import Batch, CaseGrade, Grade, Manifest, QuestionGrade, QuestionSpec
from torchgrade.results import (
    feedback,
    read_grades,
    report,
    to_gradescope,
    write_batch,
    write_grade,
)
from torchgrade.results.ledger import read_run

MANIFEST = Manifest("lab", "A lab", "abc", (QuestionSpec("q1", 4), QuestionSpec("q2", 5)))
GRADE = Grade(
    "ada", "graded", 9, 3.0, pending=6.0, digest="d",
    questions=(
        QuestionGrade("q1", 3, 4, pending=1, cases=(
            CaseGrade("q1 - 1", "passed", False, 3, 3),
            CaseGrade("q1 - 2", "pending", True, 0, 1, "pending: it needs a GPU", gpu=True),
        )),
        QuestionGrade("q2", 0, 5, pending=5, cases=(
            CaseGrade("q2 - 1", "pending", True, 0, 5, "pending: it needs a GPU", gpu=True),
        )),
    ),
)  # fmt: skip
BATCH = Batch("lab", "isolated", "", {}, (GRADE,))
HIDDEN = {"show_stdout": True, "show_hidden": False}


def entries(config: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    result = to_gradescope(GRADE, config)
    assert result is not None
    return result, result["tests"]


def test_gradescope_takes_no_pending_point_for_a_lost_one() -> None:
    result, tests = entries(HIDDEN)
    assert result["score"] == 3
    q1, q2 = (next(test for test in tests if test["name"] == name) for name in ("q1", "q2"))
    assert (q1["score"], q1["max_score"]) == (3, 3)
    assert not {"score", "max_score"} & q2.keys(), "nothing of it is decided"


@pytest.mark.parametrize("hidden", [True, False])
def test_a_student_reads_what_is_pending_and_the_score_when_hidden_tests_show(hidden: bool) -> None:
    config = HIDDEN if hidden else {"show_hidden": True}
    _, tests = entries(config)
    shown = [
        test for test in tests if test["visibility"] == "visible" and "Pending" in test["name"]
    ]
    later = [test for test in tests if test["name"] == "So far"]
    assert "6 of 9 points pending" in shown[0]["output"]
    assert "q1, q2 needs a GPU" in shown[0]["output"]
    assert later[0]["output"] == "3 of 9 points, 6 pending"
    assert later[0]["visibility"] == "after_published", "it tells what hidden tests gave"
    assert not [test for test in (*shown, *later) if "score" in test]


def test_with_public_tests_alone_the_score_so_far_is_visible_at_once() -> None:
    question = QuestionGrade(
        "q1", 3, 4, pending=1, cases=tuple(
            CaseGrade(case.name, case.status, False, case.score, case.max_score, gpu=case.gpu)
            for case in GRADE.questions[0].cases
        ),
    )  # fmt: skip
    grade = Grade("ada", "graded", 4, 3.0, pending=1.0, questions=(question,))
    result = to_gradescope(grade, {"show_hidden": True, "show_all_public": True})
    assert result is not None
    assert result["tests"][0]["output"].startswith("3 of 4 points, 1 pending.")


def test_nothing_is_added_where_nothing_is_pending() -> None:
    case = CaseGrade("q1 - 1", "passed", False, 4, 4)
    grade = Grade("ada", "graded", 4, 4.0, questions=(QuestionGrade("q1", 4, 4, (case,)),))
    result = to_gradescope(grade, HIDDEN)
    assert result is not None
    assert "score" not in result
    assert not [test for test in result["tests"] if "ending" in test["name"]]


def test_pages_tables_and_files_say_how_many_points_are_pending(tmp_path: Path) -> None:
    page = feedback(GRADE, MANIFEST)
    assert "of 9, 6 pending" in page
    assert "✗" not in page
    titled = replace(
        MANIFEST, questions=(QuestionSpec("q1", 4, title="One"), MANIFEST.questions[1])
    )
    assert "Pending: a test of One; q2 needs a GPU" in feedback(GRADE, titled), "as people call it"
    assert "6 pending" in report(BATCH, MANIFEST)
    [score] = list(grades_table(BATCH, MANIFEST).columns[1].cells)
    [lost] = list(grades_table(BATCH, MANIFEST).columns[2].cells)
    assert (score, lost) == ("3/9, 6 pending", "")
    write_batch(BATCH, MANIFEST, tmp_path)
    with (tmp_path / "grades.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["score"], row["pending"], row["q2"]) == ("3", "6", "0")


def test_the_ledger_keeps_pending_cases_as_they_are(tmp_path: Path) -> None:
    write_grade(GRADE, "mark", tmp_path)
    assert list(read_grades(tmp_path, "mark")) == [GRADE]
    assert read_run(tmp_path, "mark") == [GRADE]


def test_a_question_that_could_not_be_graded_is_told_as_that_and_graded_anew(
    tmp_path: Path,
) -> None:
    case = CaseGrade("q2 - 1", "ungraded", False, 0, 5, "SECRET: there is no data set")
    question = QuestionGrade("q2", 0, 5, (case,), pending=5)
    grade = replace(GRADE, pending=5.0, questions=(replace(GRADE.questions[0], cases=()), question))
    assert (grade.is_whole, grade.ungraded_questions) == (False, ("q2",))
    result = to_gradescope(grade, {"show_hidden": True})
    assert result is not None
    [said] = [test["output"] for test in result["tests"] if test["name"] == "Not graded yet"]
    assert "No points are lost" in said
    assert "No points are lost" in feedback(grade, MANIFEST)
    assert "SECRET" not in str(result) + feedback(grade, MANIFEST)
    write_grade(grade, "mark", tmp_path)
    assert not list(read_grades(tmp_path, "mark"))
