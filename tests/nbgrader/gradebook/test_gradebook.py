"""Grades go into nbgrader's own gradebook, and marks that people gave stay there."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import sqlalchemy
from nbconvert.filters import markdown2html_mistune

from tests.support.nbcourse import RIGHT, NbCourse
from torchgrade.bundle import open_bundle
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import GraderError
from torchgrade.grade import Intake, TakenIn, of_student
from torchgrade.nbgrader.gradebook import open_course
from torchgrade.records import Grade


@pytest.fixture
def course(nbgrader_course: NbCourse) -> NbCourse:
    return nbgrader_course


def write(course: NbCourse, grade: Grade) -> None:
    """Write a grade, whatever it says, of what the student has handed in."""
    with open_bundle(course.root / "autograder" / "lab") as bundle:
        manifest = bundle.manifest
    folder = course.submitted / grade.sid / "lab"
    with Intake(manifest) as intake, intake.taken(of_student(grade.sid, folder, "lab")) as taken:
        notebook = taken.notebook if isinstance(taken, TakenIn) else None
    open_course(course.root, str(course.database)).write(grade, manifest, folder, notebook)


def dump(course: NbCourse) -> dict[str, list[Any]]:
    """Read everything that the gradebook holds."""
    engine = sqlalchemy.create_engine(f"sqlite:///{course.database}")
    metadata = sqlalchemy.MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


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
    assert said["q1-answer"] == "    q1 - 2 (hidden test): failed\n    Try other numbers."
    assert set(course.comments("ada").values()) == {None}
    with course.gradebook() as gradebook:
        assert [student.id for student in gradebook.students] == ["ada", "bob"]
        submission = gradebook.find_submission("lab", "ada")
        assert submission.timestamp.isoformat() == "2026-01-02T03:04:05"


def test_an_answer_of_spaces_is_none(course: NbCourse, engine: IsolatedEngine) -> None:
    course.hand_in("ada", {"q3-answer": " \n"})
    course.grade(engine)
    assert course.rows("ada")["q3-answer"] == (0, None, False)
    assert course.comments("ada")["q3-answer"] == "No response."


def test_a_regrade_changes_no_mark_and_asks_for_a_look_only_where_something_changed(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada", {**RIGHT, "q1-answer": "def double(x):\n    return 4"})
    course.grade(engine)
    course.mark("ada", "q3-answer", 3.5)
    course.mark("ada", "q1-1", 0.5)
    course.mark("ada", "q1-2", 1.5)
    with course.gradebook() as gradebook:
        gradebook.find_grade("q3-answer", "lab", "lab", "ada").extra_credit = 0.25
        gradebook.find_comment("q3-answer", "lab", "lab", "ada").manual_comment = "Well said."
        gradebook.db.commit()

    course.change_test("double(20) == 40", "double(20) == 4")
    course.grade(engine)
    rows = course.rows("ada")
    assert rows["q3-answer"] == (None, 3.5, False), "the answer is the one that was marked"
    assert rows["q1-1"] == (1, 0.5, False), "the test still says what it said"
    assert rows["q1-2"] == (2, 1.5, True), "the test says something else now"

    course.hand_in("ada", {**RIGHT, "q3-answer": "Another answer."})
    course.grade(engine)
    assert course.rows("ada")["q3-answer"] == (None, 3.5, True)
    course.grade(engine)
    assert course.rows("ada")["q3-answer"] == (None, 3.5, True), "nobody has looked yet"
    assert course.rows("ada")["q1-1"] == (1, 0.5, True)
    with course.gradebook() as gradebook:
        assert gradebook.find_grade("q3-answer", "lab", "lab", "ada").extra_credit == 0.25
        comment = gradebook.find_comment("q3-answer", "lab", "lab", "ada")
        assert comment.manual_comment == "Well said."


def test_the_same_grades_written_again_change_nothing(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    course.grade(engine)
    course.mark("ada", "q3-answer", 4)
    before = dump(course)
    course.grade(engine)
    assert dump(course) == before


@pytest.mark.parametrize("score", [3.5, -1.0])
def test_a_score_out_of_bounds_leaves_nothing_of_the_submission(
    course: NbCourse, engine: IsolatedEngine, score: float
) -> None:
    course.hand_in("ada")
    [grade] = course.grade(engine).values()
    before = dump(course)
    course.hand_in("bob", RIGHT)
    *first, last = grade.questions
    cases = (*last.cases[:-1], dataclasses.replace(last.cases[-1], score=score))
    wrong = dataclasses.replace(
        grade, sid="bob", questions=(*first, dataclasses.replace(last, cases=cases))
    )
    with pytest.raises(GraderError, match=r"the score of q2 - 2 is .*, expected 0 to 2"):
        write(course, wrong)
    assert dump(course) == before, "no student, no submission, no score"
    assert not (course.root / "autograded" / "bob" / "lab").exists()


def test_a_fault_of_ours_leaves_the_gradebook_as_it_is(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    [grade] = course.grade(engine).values()
    before = dump(course)
    write(course, dataclasses.replace(grade, status="ungraded", score=None, questions=()))
    assert dump(course) == before


def test_what_waits_for_a_gpu_is_no_zero_and_comes_later(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    [grade] = course.grade(engine).values()
    first, *others = grade.questions
    waits = dataclasses.replace(first.cases[1], status="pending", score=0, gpu=True)
    open_question = dataclasses.replace(first, cases=(first.cases[0], waits), pending=2, score=1)
    write(course, dataclasses.replace(grade, questions=(open_question, *others)))
    assert course.rows("ada")["q1-2"] == (None, None, True)
    assert "needs a GPU" in str(course.comments("ada")["q1-answer"])
    write(course, grade)
    assert course.rows("ada")["q1-2"] == (2, None, False)
    assert course.comments("ada")["q1-answer"] is None


def test_a_submission_that_can_not_be_read_scores_zero_and_says_why(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    course.grade(engine)
    course.mark("ada", "q3-answer", 3)
    (course.submitted / "ada" / "lab" / "lab.ipynb").write_text("<script>alert(1)</script>")
    course.grade(engine)
    rows = course.rows("ada")
    assert rows["q1-2"] == (0, None, False)
    assert rows["q3-answer"] == (0, 3, True), "what was marked is gone: somebody must look"
    assert "This submission was not graded" in str(course.comments("ada")["q2-answer"])
    [cell] = course.graded("ada").cells
    assert [output.output_type for output in cell.outputs] == ["stream"]
    assert "not valid JSON" in cell.outputs[0].text


def test_a_late_submission_gets_the_penalty_of_the_courses_plugin(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    (course.root / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class HalfPointAnHour(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return min(score, 0.5 * total_seconds_late / 3600)\n"
    )
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.AssignLatePenalties.plugin_class = 'late.HalfPointAnHour'\n")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("lab", duedate="2026-01-02 12:00:00 UTC")
    course.hand_in("ada", time="2026-01-02 15:00:00 UTC")
    course.hand_in("bob", time="2026-01-02 12:00:00 UTC")
    course.hand_in("eve", {}, time="2026-01-02 15:00:00 UTC")
    course.grade(engine)
    with course.gradebook() as gradebook:
        penalties = {
            student: gradebook.find_submission("lab", student).late_submission_penalty
            for student in ("ada", "bob", "eve")
        }
        assert gradebook.find_submission("lab", "ada").score == 6
    assert penalties == {"ada": 1.5, "bob": 0, "eve": 0}, "and never more than the score"


def test_two_labs_of_one_course_do_not_touch_each_other(
    course: NbCourse, engine: IsolatedEngine
) -> None:
    course.hand_in("ada")
    course.hand_in("ada", {}, lab="other")
    course.hand_in("bob", lab="other")
    assert set(course.grade(engine)) == {"ada"}, "bob has not handed in this one"
    assert set(course.grade(engine, lab="other")) == {"ada", "bob"}
    assert course.rows("ada")["q1-2"] == (2, None, False)
    assert course.rows("ada", "other")["q1-2"] == (0, None, False)


def test_what_a_student_wrote_is_never_markup(course: NbCourse, engine: IsolatedEngine) -> None:
    evil = "</code></pre>\n\n<script>alert(1)</script>\r$$<img src=x onerror=alert(2)>$$"
    answer = f"def double(x):\n    return {evil!r}\n\n\nprint({evil!r})"
    course.hand_in("Zoë ½", {"q1-answer": answer, "q3-answer": "Ελληνικά"})
    course.grade(engine)
    comment = course.comments("Zoë ½")["q1-answer"]
    assert comment is not None
    assert "<script>" in comment
    page = markdown2html_mistune(comment)  # as nbgrader's feedback does
    assert "<script" not in page
    assert "<img" not in page
    kinds = {o.output_type for c in course.graded("Zoë ½").cells for o in c.get("outputs", ())}
    assert kinds == {"stream", "error"}, "plain text, all of it"
