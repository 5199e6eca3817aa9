"""A course knows its labs, and what of it nobody else may open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from torchgrade.course import Course
from torchgrade.errors import AuthorError


def test_a_lab_knows_its_folders_and_settings(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    (lab.source / "lab.toml").write_text(
        'title = "T"\npoints = 10\nhand_in = ["weights"]\n[limits]\nseconds = 60\n'
        '[data]\ndataset = "mnist"\noffline = "digits"\n'
    )
    lab = course.lab("hello")
    assert course.lab_names == ["hello"]
    assert (lab.title, lab.points, lab.hand_in, lab.seconds) == ("T", 10, ("weights",), 60)
    assert lab.autograder_zip == tmp_path / "autograder" / "hello.zip"


def test_a_course_closes_what_nbgrader_keeps_too_whether_grades_go_there_or_not(
    tmp_path: Path,
) -> None:
    names = {path.name for path in Course(tmp_path).closed}
    assert names >= {"source", "autograder", "solutions"}
    assert names >= {"submitted", "autograded", "feedback", "gradebook.db"}


def test_wrong_settings_are_refused_with_the_file_that_they_stand_in(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    (lab.source / "lab.toml").write_text("points = 'many'")
    with pytest.raises(AuthorError, match=r"hello/lab\.toml: points: expected a number"):
        course.lab("hello")


@pytest.mark.parametrize("name", ["missing", "../hello", "Hello", ""])
def test_a_lab_that_is_not_there_is_an_author_error(tmp_path: Path, name: str) -> None:
    source.hello(tmp_path)
    with pytest.raises(AuthorError, match="lab"):
        Course(tmp_path).lab(name)


def test_a_course_without_labs_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="torchgrade new"):
        Course(tmp_path).labs()
