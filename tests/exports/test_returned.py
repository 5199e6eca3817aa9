"""Feedback goes back in a zip whose names a system understands, and nothing of staff's with it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.systems import ADA, BOB, MANIFEST, canvas_takes_back, graded, moodle_takes_back
from torchgrade.authoring.archive import write_zip
from torchgrade.errors import AuthorError
from torchgrade.exports import returned
from torchgrade.records import Batch, CaseGrade, Person, QuestionGrade
from torchgrade.results import write_batch, write_grade, write_submission

SECRET = "the hidden test says 4711"


def run(tmp_path: Path, *names: str, score: float | None = 60.0) -> Batch:
    """A run as `grade` writes it, with what staff alone may see."""
    case = CaseGrade("q1 - 1", "failed", True, 0, 60, SECRET, "look at b")
    grades = [
        graded(who, score, name, questions=(QuestionGrade("q1", 0, 60, (case,)),))
        for who, name in zip((ADA, BOB, Person("Cy", "s8")), names, strict=False)
    ]
    batch = Batch("hw1", "isolated", "", {}, tuple(grades))
    for grade in grades:
        write_submission(grade, MANIFEST, {}, tmp_path)
        write_grade(grade, "mark", tmp_path)
        (tmp_path / "submissions" / grade.submission / "explain-q1.html").write_text(SECRET)
    write_batch(batch, MANIFEST, tmp_path)
    return batch


def test_canvas_takes_it_back(tmp_path: Path) -> None:
    names = ("lovelaceada_LATE_101_9001_hw1-1.ipynb", "mullerbob_102_9002_my_2_hw.zip")
    found = returned(run(tmp_path, *names), tmp_path, "canvas")
    assert canvas_takes_back(found.files, {9001: 101, 9002: 102}) == {
        101: "lovelaceada_LATE_101_9001_feedback.html",
        102: "mullerbob_102_9002_feedback.html",
    }
    assert found.problems == ()


def test_moodle_takes_it_back_in_folders_and_without(tmp_path: Path) -> None:
    names = ("Ada Lovelace_7001_assignsubmission_file", "Bob_7002_assignsubmission_file_hw1.ipynb",
             "Cy Young_7003_assignsubmission_file_")  # fmt: skip
    found = returned(run(tmp_path, *names), tmp_path, "moodle")
    assert moodle_takes_back(found.files, {"7001", "7002", "7003"}) == {
        "7001": "feedback.html", "7002": "feedback.html", "7003": "feedback.html",
    }  # fmt: skip


def test_it_goes_to_nobody_whose_number_is_in_somebodys_name(tmp_path: Path) -> None:
    """Each of two calls himself after the number of the first."""
    names = ("lovelaceada_101_9001_hw1.ipynb", "bob_101_102_9002_hw1.ipynb")
    first, second = run(tmp_path / "canvas", *names).grades
    batch = Batch("hw1", "", "", {}, (replace(first, sid="101"), replace(second, sid="102")))
    found = returned(batch, tmp_path / "canvas", "canvas")
    assert canvas_takes_back(found.files, {9001: 101, 9002: 102}) == {
        101: "lovelaceada_101_9001_feedback.html",
        102: "bob-101_102_9002_feedback.html",
    }
    names = ("Ada_7001_assignsubmission_file", "Bob_7001_7002_assignsubmission_file")
    found = returned(run(tmp_path / "moodle", *names), tmp_path / "moodle", "moodle")
    assert list(found.files) == [
        "Ada_7001_assignsubmission_file/feedback.html",
        "Bob 7001_7002_assignsubmission_file/feedback.html",
    ]
    assert moodle_takes_back(found.files, {"7001", "7002"}).keys() == {"7001", "7002"}


@pytest.mark.parametrize("system", ["canvas", "plain"])
def test_it_is_the_students_page_alone_and_the_same_bytes_each_time(
    tmp_path: Path, system: str
) -> None:
    batch = run(tmp_path, "lovelaceada_101_9001_hw1.ipynb", "mullerbob_102_9002_hw1.ipynb")
    zips = []
    for name in ("one.zip", "two.zip"):
        write_zip(tmp_path / name, returned(batch, tmp_path, system).files)
        zips.append((tmp_path / name).read_bytes())
    assert zips[0] == zips[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(contents) == 2
    assert all(name.endswith("feedback.html") for name in contents)
    assert all("look at b" in text and "4711" not in text for text in contents.values())


def test_who_has_nothing_to_get_back_is_named(tmp_path: Path) -> None:
    batch = run(tmp_path, "lovelaceada_101_9001_hw1.ipynb", "loose.ipynb")
    found = returned(batch, tmp_path, "canvas")
    assert found.problems == ("loose.ipynb: its name is not one of Canvas's",)
    with pytest.raises(AuthorError, match="no feedback that could go back to Moodle"):
        returned(batch, tmp_path, "moodle")
    ungraded = run(tmp_path / "x", "lovelaceada_101_9001_hw1.ipynb", score=None)
    with pytest.raises(AuthorError, match="no feedback"):
        returned(ungraded, tmp_path / "x", "canvas")


def test_of_two_with_one_name_neither_goes_back_and_all_others_do(tmp_path: Path) -> None:
    batch = run(tmp_path, "ada.ipynb", "bob.ipynb", "ada.zip")
    ada, bob, third = batch.grades
    again = replace(third, student=ada.student, sid=ada.sid)
    found = returned(replace(batch, grades=(ada, bob, again)), tmp_path, "plain")
    assert len(found.files) == 1
    assert str(bob.student) in next(iter(found.files))
    assert [problem.partition(":")[0] for problem in found.problems] == ["ada.ipynb", "ada.zip"]


def test_one_that_is_ungraded_holds_up_no_other_of_its_name(tmp_path: Path) -> None:
    batch = run(tmp_path, "ada.ipynb", "bob.ipynb")
    ada, bob = batch.grades
    failed = replace(bob, student=ada.student, sid=ada.sid, status="ungraded")
    found = returned(replace(batch, grades=(ada, failed)), tmp_path, "plain")
    assert len(found.files) == 1
    assert found.problems == ("bob.ipynb: ungraded: grading it failed",)
