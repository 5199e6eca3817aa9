"""What students find in the feedback that nbgrader makes after grading in its own kernel."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import nbcourse
from tests.support.nbcourse import NbCourse, cell_of
from tests.support.nbpeople import Person, words_of

_SECRETS = ("test_more", "double(20)", "the secret", "test_zero", "half(0)")
_OWN = "### BEGIN HIDDEN TESTS\nmine = 'my own words'\n### END HIDDEN TESTS"
_PNG = "89504e470d0a1a0a"
_LATER = (
    "print(In)",
    "found = next(cell for cell in In if 'double(' + '20)' in cell)\nraise ValueError(found)",
    "found",
    "from IPython.display import HTML\nHTML('<pre>' + '<br>'.join(In) + '</pre>')",
    "print('an honest line')",
    "from IPython.display import Image\n"
    f"Image(data=bytes.fromhex('{_PNG}'), width='1 onerror=alert(1)')",
)
"""Cells in which a student looks back at the cells that have been run."""


def _pry(notebook: Any) -> None:
    """Turn a test into text, write markers of one's own, and look back at all cells."""
    cells, tests = notebook.cells, cell_of(notebook, "q2-tests")
    tests.cell_type = "markdown"
    del tests["outputs"], tests["execution_count"]
    cells.insert(0, nbformat.v4.new_code_cell(_OWN, id="own"))
    cells += [nbformat.v4.new_code_cell(s, id=f"later{n}") for n, s in enumerate(_LATER)]


@pytest.fixture(scope="module")
def course(_nbgrader_once: Path, tmp_path_factory: pytest.TempPathFactory) -> NbCourse:
    """A course with two submissions, graded by nbgrader, with feedback."""
    root = tmp_path_factory.mktemp("feedback")
    made = NbCourse(root / "deep-learning")
    shutil.copytree(_nbgrader_once, made.root)
    made.use_own_kernel()
    made.hand_in("ada")
    wrong = "def double(x):\n    if x > 10:\n        raise ValueError(str(In))\n    return 2 * x"
    made.hand_in("eve", {**nbcourse.RIGHT, "q1-answer": wrong}, edit=_pry)
    teacher = Person("teacher", root, made.root)
    teacher.nbgrader("autograde", "lab")
    teacher.nbgrader("generate_feedback", "lab")
    return made


def _page(course: NbCourse, student: str) -> str:
    return words_of((course.root / "feedback" / student / "lab" / "lab.html").read_text())


@pytest.mark.parametrize("student", ["ada", "eve"])
def test_no_hidden_test_is_in_the_feedback(course: NbCourse, student: str) -> None:
    graded = nbformat.writes(course.graded(student))
    assert all(secret in graded for secret in _SECRETS), "nbgrader has put the hidden tests back"
    page = _page(course, student)
    assert [secret for secret in _SECRETS if secret in page] == []


def test_what_a_student_wrote_is_in_the_feedback(course: NbCourse) -> None:
    page = _page(course, "eve")
    assert "my own words" in page
    assert "an honest line" in page
    assert "doubled" in _page(course, "ada")


def test_outputs_with_a_hidden_test_in_them_are_withheld_and_the_page_says_so(
    course: NbCourse,
) -> None:
    assert _page(course, "eve").count("not shown: it has lines of a hidden test") == 4
    assert "not shown" not in _page(course, "ada")


def test_the_size_of_a_picture_brings_no_html_in(course: NbCourse) -> None:
    page = (course.root / "feedback" / "eve" / "lab" / "lab.html").read_text()
    assert "data:image/png" in page
    assert 'onerror="' not in page


def test_a_failed_hidden_test_shows_its_authors_hint_and_a_passed_one_nothing(
    course: NbCourse,
) -> None:
    assert "Try other numbers." in _page(course, "eve")
    assert "Try other numbers." not in _page(course, "ada")
