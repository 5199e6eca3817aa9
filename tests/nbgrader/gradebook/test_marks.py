"""Marks of `torchgrade mark` and of formgrader, in a real gradebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import torchgrade_here
from tests.support.nbcourse import RIGHT, NbCourse
from torchgrade.bundle import open_bundle
from torchgrade.errors import AuthorError
from torchgrade.nbgrader.gradebook import open_course

CELL = "q3-answer"


def marks_of(course: NbCourse) -> Any:
    with open_bundle(course.root / "autograder" / "lab") as bundle:
        return open_course(course.root, str(course.database)).written_marks(bundle.manifest)


def grade_of(out: Path, student: str) -> Any:
    grades = json.loads((out / "grades.json").read_text("utf-8"))["grades"]
    return next(grade for grade in grades if grade["sid"] == student)


def test_marks_go_from_formgrader_into_grades_and_back(
    nbgrader_course: NbCourse, warm: None
) -> None:
    course, out = nbgrader_course, nbgrader_course.root / "grades"
    course.hand_in("ada")
    course.hand_in("bob", {**RIGHT, CELL: "Hm."})
    course.hand_in("cy", {**RIGHT, CELL: f"{RIGHT[CELL]}  "})  # the same as ada's
    book = ("--gradebook", str(course.database))
    done = torchgrade_here("grade", "lab", "submitted", "--out", out, *book, cwd=course.root)
    assert done.returncode == 0, done.stderr
    course.mark("ada", CELL, 0.5)
    done = torchgrade_here("mark", out, "--apply", *book, cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert "marks of formgrader for 2 answers of students were taken" in done.stdout
    for student in ("ada", "cy"):
        assert [mark["points"] for mark in grade_of(out, student)["marks"]] == [0.5]
        assert course.rows(student)[CELL][1:] == (0.5, False)
    assert grade_of(out, "bob")["marks"] == []
    assert course.rows("bob")[CELL][1:] == (None, True)
    done = torchgrade_here(
        "grade", "lab", "submitted", "--out", out, "--resume", *book, cwd=course.root
    )
    assert done.returncode == 0, done.stderr
    assert [mark["points"] for mark in grade_of(out, "ada")["marks"]] == [0.5], "it stays"


def test_a_mark_with_a_comment_is_one_of_formgraders(
    nbgrader_course: NbCourse, warm: None, engine: Any
) -> None:
    nbgrader_course.hand_in("ada")
    nbgrader_course.grade(engine)
    marks = marks_of(nbgrader_course)
    assert marks.read() == {("ada", "q3"): (None, "")}
    assert marks.write({("ada", "q3"): (0.5, "Why?")}) == []
    assert marks.read() == {("ada", "q3"): (0.5, "Why?")}
    assert nbgrader_course.rows("ada")[CELL][1:] == (0.5, False)
    assert marks.write({("ada", "q3"): (None, "")}) == []
    assert nbgrader_course.rows("ada")[CELL][1:] == (None, True)


def test_marks_are_written_all_or_none(nbgrader_course: NbCourse, warm: None, engine: Any) -> None:
    nbgrader_course.hand_in("ada")
    nbgrader_course.grade(engine)
    marks = marks_of(nbgrader_course)
    for wrong in ({("nobody", "q3"): (0.5, "")}, {("ada", "q3"): (99.0, "")}):
        assert marks.write({("ada", "q3"): (0.5, ""), **wrong})
        assert marks.read() == {("ada", "q3"): (None, "")}


def test_a_gradebook_of_another_course_is_refused(
    nbgrader_course: NbCourse, tmp_path: Path
) -> None:
    with pytest.raises(AuthorError, match="there is no gradebook"):
        open_course(nbgrader_course.root, str(tmp_path / "none.db"))
