"""`nbgrader autograde` of a course that torchgrade has made, in nbgrader's own kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.nbcourse import NbCourse, cell_of
from tests.support.nbpeople import Person


def _skip_tests(notebook: Any) -> None:
    cell_of(notebook, "q1-2").metadata["tags"] = ["skip-execution"]
    cell_of(notebook, "q2-tests").metadata["tags"] = ["otter_ignore"]
    cell_of(notebook, "q2-answer").metadata["tags"] = ["otter_ignore"]


def test_a_test_that_a_student_has_tagged_to_be_skipped_is_run(
    nbgrader_course: NbCourse, tmp_path: Path
) -> None:
    course = nbgrader_course
    course.use_own_kernel()
    course.hand_in("eve", {"q1-answer": "def double(x):\n    return 4"}, edit=_skip_tests)
    Person("teacher", tmp_path, course.root).nbgrader("autograde", "lab")
    scores = {name: row[0] for name, row in course.rows("eve").items()}
    assert scores == {"q1-1": 1, "q1-2": 0, "q2-tests": 0, "q3-answer": 0}
