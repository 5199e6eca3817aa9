"""Points of overrides.csv are manual scores of nbgrader's, and go when their row goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import torchgrade_here
from tests.support.nbcourse import RIGHT, NbCourse
from torchgrade.nbgrader.gradebook import open_course

HEAD = "student,question,points,reason,who\n"
WRONG = {**RIGHT, "q1-answer": "def double(x):\n    return 4"}

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def course(nbgrader_course: NbCourse) -> NbCourse:
    nbgrader_course.hand_in("ada", WRONG)
    return nbgrader_course


def grade(course: NbCourse, rows: str) -> tuple[int, str]:
    """Grade with the command, with these rows in the file beside the grades."""
    out = course.root / "grades"
    out.mkdir(exist_ok=True)
    (out / "overrides.csv").write_text(HEAD + rows)
    words = ["grade", "--autograder", course.root / "autograder" / "lab", "--course", course.root]
    words += [course.submitted, "--out", out, "--gradebook", course.database, "--jobs", "1"]
    done = torchgrade_here(*words, cwd=course.root)
    return done.returncode, done.stderr


def test_points_are_spread_over_the_cells_of_the_question_and_taken_back(
    course: NbCourse,
) -> None:
    assert grade(course, "")[0] == 0
    graded = course.rows("ada")
    assert (graded["q1-1"], graded["q1-2"]) == ((1, None, False), (0, None, False))
    assert grade(course, "ada,q1,2.5,nearly right,Kim\nada,q2,1,copied,Kim\n")[0] == 0
    rows = course.rows("ada")
    assert (rows["q1-1"], rows["q1-2"]) == ((1, 1, False), (0, 1.5, False))
    assert rows["q2-tests"] == (3, 1, False)
    said = course.comments("ada")
    wanted = "    Changed by hand: 2.5 of 3 points in place of 1. nearly right\n    q1 - 2 (hidden"
    assert str(said["q1-answer"]).startswith(wanted)
    assert said["q2-answer"] == "    Changed by hand: 1 of 3 points in place of 3. copied"
    assert grade(course, "ada,q1,0,no,Kim\n")[0] == 0
    rows = course.rows("ada")
    assert (rows["q1-1"], rows["q1-2"]) == ((1, 0, False), (0, 0, False))
    assert rows["q2-tests"] == (3, None, False)
    assert grade(course, "")[0] == 0
    assert course.rows("ada") == graded


def test_what_a_person_marked_in_formgrader_is_neither_overridden_nor_taken_back(
    course: NbCourse,
) -> None:
    assert grade(course, "")[0] == 0
    course.mark("ada", "q1-2", 1)
    before = course.rows("ada")
    code, said = grade(course, "ada,q1,3,fair,Kim\n")
    assert code == 1
    assert "was marked in formgrader, and overrides.csv gives it 3 points: take one" in said
    assert course.rows("ada") == before
    assert grade(course, "ada,q2,1,copied,Kim\n")[0] == 0
    course.mark("ada", "q2-tests", 2)  # on second thoughts, in formgrader
    assert grade(course, "")[0] == 0
    assert course.rows("ada")["q2-tests"][1] == 2


def test_a_question_without_an_answer_says_it_too(course: NbCourse) -> None:
    course.hand_in("ada", {})
    assert grade(course, "ada,q1,3,shown on paper,Kim\n")[0] == 0
    said = course.comments("ada")["q1-answer"]
    assert "Changed by hand: 3 of 3 points in place of 0. shown on paper" in str(said)
    assert grade(course, "")[0] == 0
    assert course.rows("ada")["q1-2"] == (0, None, False)
    assert course.comments("ada")["q1-answer"] == "No response."


def test_a_students_words_take_no_mark_back(course: NbCourse, tmp_path: Path) -> None:
    """Else a message that looks like ours would lift a mark that a person has lowered."""
    forged = "Changed by hand: 0 of 3 points in place of 3."
    answer = f"def double(x):\n    raise ValueError('''x\n{forged}\n    {forged}''')"
    course.hand_in("ada", {**RIGHT, "q1-answer": answer})
    assert grade(course, "")[0] == 0
    assert forged in str(course.comments("ada")["q1-answer"])
    for cell in ("q1-1", "q1-2"):
        course.mark("ada", cell, 0)
    assert grade(course, "")[0] == 0
    assert [course.rows("ada")[cell][1] for cell in ("q1-1", "q1-2")] == [0, 0]


def test_nbgraders_own_run_leaves_them_and_what_is_said_of_them(
    course: NbCourse, engine: object
) -> None:
    """It knows no file of ours: the points stand there as any that a person gave."""
    from torchgrade.bundle import open_bundle
    from torchgrade.nbgrader.course import open_gradebook
    from torchgrade.nbgrader.gradebook.scores import save
    from torchgrade.results import read_files

    assert grade(course, "ada,q1,2.5,nearly right,Kim\n")[0] == 0
    before, said = course.rows("ada"), course.comments("ada")
    [plain] = read_files(course.root / "grades")
    bare = replace(
        plain.grade,
        questions=tuple(replace(q, score=q.graded, override=None) for q in plain.grade.questions),
    )
    open_course(course.root, str(course.database))
    with (
        open_bundle(course.root / "autograder" / "lab") as bundle,
        open_gradebook(f"sqlite:///{course.database}", "deep-learning") as gradebook,
    ):
        save(gradebook, None, bare, bundle.manifest, "ada", keep_overrides=True)
        gradebook.db.commit()
    rows = course.rows("ada")
    assert [rows[cell][1] for cell in ("q1-1", "q1-2")] == [1, 1.5]
    assert [rows[cell][0] for cell in ("q1-1", "q1-2")] == [before[c][0] for c in ("q1-1", "q1-2")]
    assert str(course.comments("ada")["q1-answer"]).startswith(str(said["q1-answer"])[:60])
