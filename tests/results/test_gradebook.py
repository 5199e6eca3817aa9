"""Grades in nbgrader's own gradebook, and marks of people that stay there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import nbcourse
from tests.support.nbcourse import NbCourse
from torchgrade.grade import IsolatedEngine


@pytest.fixture(scope="session")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nbcourse.make(tmp_path_factory.mktemp("nbgrader"), ["lab", "other"]).root


@pytest.fixture
def course(_released: Path, tmp_path: Path) -> NbCourse:
    root = tmp_path / "course"
    shutil.copytree(_released, root)
    return NbCourse(root)


def test_each_test_case_has_its_score_and_a_written_answer_waits_for_a_person(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    course.hand_in("bob", {"q1-answer": "def double(x):\n    return 4"})
    grades = course.grade(engine)
    assert (grades["ada"].score, grades["bob"].score) == (6, 1)
    assert course.rows("ada") == {
        "q1-1": (1, None, False),
        "q1-2": (2, None, False),
        "q2-tests": (3, None, False),
        "q3-answer": (None, None, True),
    }
    assert course.rows("bob") == {
        "q1-1": (1, None, False),
        "q1-2": (0, None, False),
        "q2-tests": (0, None, False),
        "q3-answer": (0, None, False),
    }
    said = course.comments("bob")
    assert said["q2-answer"] == said["q3-answer"] == "No response."
    assert said["q1-answer"] is not None
    assert "Try other numbers." in said["q1-answer"]
    assert "secret" not in said["q1-answer"]
    assert set(course.comments("ada").values()) == {None}
