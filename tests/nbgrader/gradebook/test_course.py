"""What of an nbgrader course is taken, what is refused, and what formgrader finds afterwards."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support.nbcourse import RIGHT, NbCourse, cell_of
from torchgrade.bundle import open_bundle
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Intake
from torchgrade.nbgrader.gradebook import open_course
from torchgrade.nbgrader.gradebook.database import one_transaction
from torchgrade.nbgrader.recorder import Recorder
from torchgrade.records import Manifest


@pytest.fixture
def course(nbgrader_course: NbCourse) -> NbCourse:
    return nbgrader_course


def manifest_of(course: NbCourse) -> Manifest:
    with open_bundle(course.root / "autograder" / "lab") as bundle:
        return bundle.manifest


def found(course: NbCourse, *paths: Path) -> list[str]:
    recorder = Recorder(open_course(course.root, str(course.database)))
    return [one.name for one in recorder.find(manifest_of(course), paths)]


def test_submissions_are_named_alone_or_all_together(course: NbCourse) -> None:
    folder = course.hand_in("ada")
    course.hand_in("bob")
    course.hand_in("eve", lab="other")
    (folder / "copy.ipynb").write_text("{}")  # one more notebook: still one submission
    assert found(course, course.submitted) == ["ada/lab", "bob/lab"]
    assert found(course, course.submitted / "bob") == ["bob/lab"]
    assert found(course, folder, course.submitted / "bob" / "lab") == ["ada/lab", "bob/lab"]


def test_students_code_may_open_nothing_of_a_course_but_its_release(course: NbCourse) -> None:
    closed = Recorder(open_course(course.root, str(course.database))).closed
    names = {path.relative_to(course.root).as_posix() for path in closed}
    folders = {"source", "submitted", "autograded", "feedback", "autograder"}
    assert names == {*folders, course.database.name}


def test_what_lies_elsewhere_is_refused_before_anything_is_graded(
    course: NbCourse, tmp_path: Path
) -> None:
    folder = course.hand_in("ada")
    course.hand_in("eve", lab="other")
    (tmp_path / "inbox").mkdir()
    for path in (
        tmp_path / "inbox",
        course.root,
        course.root / "release" / "lab",
        folder / "lab.ipynb",
        course.submitted / "eve",
    ):
        with pytest.raises(AuthorError, match=r"expected .*submitted/STUDENT/lab"):
            found(course, path)


def test_a_gradebook_that_is_none_is_refused_and_not_made(course: NbCourse) -> None:
    missing = course.root / "grades.db"
    for name in (str(missing), f"sqlite:///{missing}"):
        with pytest.raises(AuthorError, match=r"there is no gradebook .*grades.db"):
            open_course(course.root, name)
    assert not missing.exists()
    with contextlib.closing(sqlite3.connect(missing)) as other:
        other.execute("CREATE TABLE something (id INTEGER)")
    with pytest.raises(AuthorError, match="no gradebook of nbgrader's"):
        open_course(course.root, str(missing))
    missing.write_text("not a database, but long enough to look like a file of one" * 20)
    with pytest.raises(AuthorError, match="can't be read"):
        open_course(course.root, str(missing))
    for name in ("nosuch://host/db", f"sqlite+nosuch:///{course.database}"):
        with pytest.raises(AuthorError, match="expected a URL like"):
            open_course(course.root, name)


def test_a_gradebook_that_does_not_know_the_lab_or_a_cell_is_refused(course: NbCourse) -> None:
    manifest = manifest_of(course)
    opened = open_course(course.root, str(course.database))
    opened.check(manifest)
    with course.gradebook() as gradebook:
        gradebook.find_grade_cell("q1-2", "lab", "lab").max_score = 5
        gradebook.db.commit()
    with pytest.raises(AuthorError, match="q1-2: 5 points there, 2 points in the autograder"):
        opened.check(manifest)
    with course.gradebook() as gradebook:
        gradebook.remove_assignment("lab")
    with pytest.raises(AuthorError, match=r"does not know lab .*run `torchgrade nbgrader"):
        opened.check(manifest)


def test_a_wrong_configuration_is_named(course: NbCourse) -> None:
    (course.root / "nbgrader_config.py").write_text("c.Oops = 1 / 0\n")
    with pytest.raises(
        AuthorError, match=r"configuration of .* can't be loaded: ZeroDivisionError"
    ):
        open_course(course.root, str(course.database))


def test_the_courses_own_folders_are_respected(course: NbCourse, engine: IsolatedEngine) -> None:
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseDirectory.submitted_directory = 'collected'\n")
        config.write("c.CourseDirectory.autograded_directory = 'checked'\n")
    course.hand_in("ada")
    course.submitted.rename(course.root / "collected")
    course.grade(engine, course.root / "collected")
    assert (course.root / "checked" / "ada" / "lab" / "lab.ipynb").is_file()
    assert not (course.root / "autograded").exists()


def test_a_gradebook_in_use_is_a_problem_of_one_submission(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    [grade] = course.grade(engine).values()
    recorder = Recorder(open_course(course.root, f"sqlite:///{course.database}?timeout=0.05"))
    assert len(recorder.find(manifest_of(course), [course.submitted])) == 1
    notebook = course.notebook("ada")
    other = sqlite3.connect(course.database)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert not recorder.record(grade, notebook)
    finally:
        other.close()
    assert "locked" in recorder.problems["ada/lab"]
    assert recorder.record(grade, notebook)


def test_what_was_handed_in_since_is_not_given_another_ones_grade(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    [grade] = course.grade(engine).values()
    recorder = Recorder(open_course(course.root, str(course.database)))
    assert len(recorder.find(manifest_of(course), [course.submitted])) == 1
    course.hand_in("ada", {})
    with Intake(manifest_of(course)) as intake:
        recorder.record_earlier([grade], intake)
    assert "changed since it was graded" in recorder.problems["ada/lab"]


def test_formgrader_finds_what_cells_printed_and_why_tests_failed(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    folder = course.hand_in("ada", {**RIGHT, "q2-answer": "def half(x):\n    return x"})
    (folder / "helper.txt").write_text("the student's")
    (folder / "own").mkdir()
    (folder / "own" / "notes.txt").write_text("mine")
    (folder / "link.txt").symlink_to(course.database)
    course.grade(engine)
    notebook = course.graded("ada")
    assert cell_of(notebook, "q1-answer").outputs == [
        {"output_type": "stream", "name": "stdout", "text": "doubled\n"}
    ]
    assert cell_of(notebook, "q1-1").outputs == []
    [failed] = cell_of(notebook, "q2-tests").outputs
    assert (failed.output_type, failed.evalue) == ("error", "q2 - 1")
    assert "half(-2) == -1" in cell_of(notebook, "q2-tests").source, "the hidden test is back"
    assert not any("torchgrade_number" in cell.metadata for cell in notebook.cells)
    graded = course.root / "autograded" / "ada" / "lab"
    assert (graded / "helper.txt").read_text() == "the course's own\n"
    assert (graded / "own" / "notes.txt").read_text() == "mine"
    assert (graded / "timestamp.txt").read_text() == (folder / "timestamp.txt").read_text()
    assert not (graded / "link.txt").exists()
    assert stat.S_IMODE((graded / "lab.ipynb").stat().st_mode) == 0o444
    assert os.listdir(graded.parent) == ["lab"], "nothing half-made is left"


def ids(notebook: Any) -> list[str]:
    return [
        cell.metadata["nbgrader"]["grade_id"]
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    ]


def test_a_notebook_with_its_cells_taken_apart_is_put_right(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    def edit(notebook: Any) -> None:
        cells = notebook.cells
        cells.remove(cell_of(notebook, "q3-answer"))  # deleted, and answered elsewhere
        cells.append(nbformat.v4.new_markdown_cell("My answer to the last one."))
        cells.append(nbformat.v4.new_code_cell("print('the end')"))
        cell_of(notebook, "q1-2").metadata["nbgrader"]["points"] = "1000"
        cell_of(notebook, "q1-1").metadata["nbgrader"]["grade_id"] = "q9-1"
        cell_of(notebook, "q1-text").metadata["nbgrader"]["schema_version"] = 1
        answer = cell_of(notebook, "q2-answer")
        answer.cell_type = "raw"
        del answer["outputs"], answer["execution_count"]
        answer["attachments"] = {}
        cell_of(notebook, "q2-tests").metadata["nbgrader"] = ["not", "a", "table"]

    released = ids(nbformat.read(course.root / "release" / "lab" / "lab.ipynb", as_version=4))
    course.hand_in("ada", RIGHT, edit=edit)
    [grade] = course.grade(engine).values()
    assert grade.score == 3, "an answer in a raw cell is none"
    assert course.rows("ada") == {
        "q1-1": (1, None, False),
        "q1-2": (2, None, False),
        "q2-tests": (0, None, False),
        "q3-answer": (None, None, True),
    }
    notebook = course.graded("ada")
    assert sorted(ids(notebook)) == sorted(released)
    assert cell_of(notebook, "q1-2").metadata["nbgrader"]["points"] == 2
    assert "was missing from the submission" in cell_of(notebook, "q3-answer").source
    assert cell_of(notebook, "q1-answer").outputs[0].text == "doubled\n"
    assert notebook.cells[-1].outputs[0].text == "the end\n", "in the cell that printed it"


@pytest.mark.parametrize("place", [0, 1], ids=["before", "after"])
def test_of_copies_of_an_answer_the_one_that_was_written_counts(
    course: NbCourse, engine: IsolatedEngine, place: int
) -> None:
    def edit(notebook: Any) -> None:
        answer = cell_of(notebook, "q3-answer")
        copy = nbformat.v4.new_markdown_cell("My answer.", metadata=answer.metadata)
        notebook.cells.insert(notebook.cells.index(answer) + place, copy)

    course.hand_in("ada", {}, edit=edit)
    course.grade(engine)
    assert course.rows("ada")["q3-answer"] == (None, None, True)
    assert cell_of(course.graded("ada"), "q3-answer").source == "My answer."


def test_what_is_stopped_half_way_is_not_in_the_gradebook(course: NbCourse) -> None:
    def stopped() -> None:
        with course.gradebook() as gradebook, one_transaction(gradebook):
            gradebook.update_or_create_student("ada")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with course.gradebook() as gradebook:
        assert gradebook.students == []


def test_a_time_that_is_none_is_not_taken_for_in_time(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    folder = course.hand_in("ada")
    [grade] = course.grade(engine).values()
    (folder / "timestamp.txt").write_text("in time, honestly")
    recorder = Recorder(open_course(course.root, str(course.database)))
    assert len(recorder.find(manifest_of(course), [course.submitted])) == 1
    assert not recorder.record(grade, course.notebook("ada"))
    assert "timestamp.txt has no valid time" in recorder.problems["ada/lab"]


def test_without_nbgrader_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    with pytest.raises(AuthorError, match=r"pip install 'torchgrade\[nbgrader\]'"):
        open_course(tmp_path, "gradebook.db")
