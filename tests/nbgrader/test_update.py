"""A lab changes after its first submissions: the course follows, and no mark is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.source import cells, code, edit, hello, rewrite
from torchgrade import notebook as nb
from torchgrade.errors import AuthorError
from torchgrade.nbgrader.authoring import make_course
from torchgrade.nbgrader.authoring.notebook import source_notebook
from torchgrade.nbgrader.authoring.update import make_room
from torchgrade.nbgrader.course import open_application, open_gradebook

CASE = '''\
""" # BEGIN TEST CONFIG
points: 2
hidden: true
failure_message: One row is enough.
""" # END TEST CONFIG
def test_one_row(softmax):
    import torch
    assert softmax(torch.zeros(1, 4)).shape == (1, 4)'''


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one submission, as `nbgrader autograde` begins it."""
    root = tmp_path_factory.mktemp("update")
    course, lab = hello(root / "labs")
    list(make_course(course, [lab], root / "hub"))
    with open_gradebook(open_application(root / "hub").coursedir.db_url) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission("hello", "ada")
    return root


@pytest.fixture
def course(template: Path, tmp_path: Path) -> Any:
    shutil.copytree(template, tmp_path / "c")
    from torchgrade.course import Course

    found = Course(tmp_path / "c" / "labs")
    return found, found.lab("hello"), tmp_path / "c" / "hub"


def _submission(gradebook: Any) -> Any:
    return gradebook.find_submission_notebook("hello", "hello", "ada")


def _mark(root: Path, cell: str, score: float) -> None:
    with open_gradebook(open_application(root).coursedir.db_url) as gradebook:
        grade = gradebook.find_grade(cell, "hello", "hello", "ada")
        grade.manual_score = score
        grade.needs_manual_grade = False
        gradebook.find_comment("q2_why-answer", "hello", "hello", "ada").manual_comment = "Nearly."
        gradebook.db.commit()


def test_a_new_test_case_gets_a_cell_and_old_submissions_wait_for_it(course: Any) -> None:
    labs, lab, root = course
    _mark(root, "q2_why-answer", 1.5)
    found = cells(lab)
    place = next(n for n, c in enumerate(found) if "test_values" in nb.source(c))
    edit(lab, "points: 7\nhidden", "points: 5\nhidden")
    rewrite(lab, [*cells(lab)[: place + 1], code(CASE), *cells(lab)[place + 1 :]])
    list(make_course(labs, [lab], root))
    with open_gradebook(open_application(root).coursedir.db_url) as gradebook:
        notebook = gradebook.find_notebook("hello", "hello")
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        assert points == {
            "q1_softmax-1": 1,
            "q1_softmax-2": 5,
            "q1_softmax-3": 2,
            "q2_why-answer": 2,
        }
        new = gradebook.find_grade("q1_softmax-3", "hello", "hello", "ada")
        assert new.auto_score is None
        assert new.needs_manual_grade
        assert "test_one_row" in gradebook.find_source_cell("q1_softmax-3", "hello", "hello").source
        kept = gradebook.find_grade("q2_why-answer", "hello", "hello", "ada")
        assert (kept.manual_score, kept.needs_manual_grade) == (1.5, False)
        comment = gradebook.find_comment("q2_why-answer", "hello", "hello", "ada")
        assert comment.manual_comment == "Nearly."
    release = (root / "release" / "hello" / "hello.ipynb").read_text()
    assert "q1_softmax - 3" in release
    assert "test_one_row" not in release


def _without(lab: Any, *names: str) -> Any:
    """The lab's nbgrader notebook without some of its cells."""
    from torchgrade.authoring import read_source, staged
    from torchgrade.course import Course, read_manifest

    with staged(Course(lab.course), lab) as trees:
        manifest = read_manifest(trees.autograder)
        made = source_notebook(read_source(lab), manifest, trees.autograder / "tests")
    made.cells = [
        c for c in made.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in names
    ]
    return made


def test_a_cell_that_is_gone_goes_with_its_scores(course: Any) -> None:
    _, lab, root = course
    url = open_application(root).coursedir.db_url
    make_room(url, "hello", _without(lab, "q1_softmax-1", "q1_softmax-answer"))
    with open_gradebook(url) as gradebook:
        assert {g.name for g in _submission(gradebook).grades} == {"q1_softmax-2", "q2_why-answer"}
        assert {c.name for c in _submission(gradebook).comments} == {"q2_why-answer"}


@pytest.mark.parametrize("gone", ["q1_softmax-1", "q2_why-answer"])
def test_a_mark_or_a_comment_of_a_person_is_not_removed(course: Any, gone: str) -> None:
    _, lab, root = course
    _mark(root, "q1_softmax-1", 0.5)
    url = open_application(root).coursedir.db_url
    with pytest.raises(AuthorError, match=f"{gone} of ada"):
        make_room(url, "hello", _without(lab, gone))
    with open_gradebook(url) as gradebook:
        assert len(_submission(gradebook).grades) == 3


def test_without_submissions_the_cells_are_nbgraders_matter(course: Any) -> None:
    _, lab, root = course
    url = open_application(root).coursedir.db_url
    with open_gradebook(url) as gradebook:
        gradebook.remove_submission("hello", "ada")
    make_room(url, "hello", _without(lab, "q1_softmax-1"))
    with open_gradebook(url) as gradebook:
        assert len(gradebook.find_notebook("hello", "hello").grade_cells) == 3
