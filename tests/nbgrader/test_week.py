"""A week of an instructor with nbgrader and torchgrade, and of three students."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import source
from tests.support.nbpeople import Person, answer, formgrader, settings, student, words_of
from tests.support.source import BuiltCourse
from torchgrade.course import Course

RIGHT = "import torch\n\n\ndef softmax(scores):\n    return torch.softmax(scores, dim=1)"
WHY = "The constant cancels."
SCRIPT = "No idea. <img src=x onerror=alert(1)>"
HINT = "Large scores must not overflow."
SECRETS = ("test_values_and_large_scores", "scale in", "BEGIN HIDDEN", "Traceback", "Rubric")
"""Of the hidden test, of what it raised, of the model answer."""


@pytest.mark.slow(
    reason="thirty commands of nbgrader, one after the other; each step is tested alone"
)
def test_an_instructors_week(built: BuiltCourse, tmp_path: Path) -> None:
    """What people see on each day of it, from a built lab to a second round of grading."""
    course, lab = built.course, built.lab
    mistake = (lab.mistakes / "no_shift.py").read_text().split('"""')[2]
    exchange, hub = tmp_path / "exchange", tmp_path / "deep-learning"
    exchange.mkdir()
    teacher = Person("teacher", tmp_path, hub)
    ada, bob, cyd = students = [
        student(name, tmp_path / "homes", hub.name, exchange) for name in ("ada", "bob", "cyd")
    ]

    # Monday: a course is made of the lab, and the lab is released.
    make(course, teacher)
    with (hub / "nbgrader_config.py").open("a") as config:
        config.write(settings(hub.name, exchange))
    teacher.nbgrader("release_assignment", "hello")

    # Tuesday to Thursday: students fetch it and hand in; bob does so twice.
    for one in students:
        one.nbgrader("fetch_assignment", "hello")
        assert not any(secret in handed_out(one).read_text() for secret in SECRETS)
    answer(handed_out(ada), {"q1_softmax-answer": RIGHT, "q2_why-answer": WHY})
    submit(students)
    answer(handed_out(bob), {"q1_softmax-answer": mistake, "q2_why-answer": SCRIPT})
    submit([bob])

    # Friday: they are collected and graded.
    assert "Processing 3 submissions" in teacher.nbgrader("collect", "hello")
    grade(teacher)
    assert export(teacher) == {"ada": 8, "bob": 1, "cyd": 0}

    # A marker finds two answers to mark, and marks one.
    with formgrader(teacher) as marking:
        rows = {row["student"]: row for row in marking.get("submitted_notebooks/hello/hello")}
        assert {name for name, row in rows.items() if row["needs_manual_grade"]} == {"ada", "bob"}
        bobs = rows["bob"]["id"]
        page = marking.page(f"/formgrader/submissions/{bobs}/")
        assert SCRIPT in words_of(page)
        assert 'onerror="' not in page, "it would run, as the marker"
        assert "exponentials" in page
        [mark] = [g for g in marking.get(f"grades?submission_id={bobs}") if "q2" in g["name"]]
        [note] = [c for c in marking.get(f"comments?submission_id={bobs}") if "q2" in c["name"]]
        marking.put(f"grade/{mark['id']}", manual_score=0.5)
        marking.put(f"comment/{note['id']}", manual_comment="Write the fraction down.")
    assert export(teacher)["bob"] == 1.5

    # The next Monday: feedback is made, released and fetched.
    teacher.nbgrader("generate_feedback", "hello")
    teacher.nbgrader("release_feedback", "hello")
    for one in students:
        one.nbgrader("fetch_feedback", "hello")
        page = feedback(one)
        assert not any(secret in page for secret in SECRETS)
        assert (HINT in page) == (one is not ada)
    assert "(Score: 8.0 / 10.0)" in feedback(ada)
    assert "(Score: 1.5 / 10.0)" in feedback(bob)
    assert "Write the fraction down." in feedback(bob)
    assert "No response." in feedback(cyd)

    # The hidden test asks too much: it is changed, and all is graded again.
    source.edit(lab, "for scale in (1.0, 1e4):", "for scale in (1.0, 10.0):")
    make(course, teacher)
    grade(teacher)
    assert export(teacher) == {"ada": 8, "bob": 8.5, "cyd": 0}
    teacher.nbgrader("generate_feedback", "hello", "--student=bob", "--force")
    [made] = (hub / "feedback" / "bob" / "hello").glob("*.html")
    assert "(Score: 8.5 / 10.0)" in words_of(made.read_text())
    assert "Write the fraction down." in words_of(made.read_text())


def make(course: Course, teacher: Person) -> None:
    """Make the nbgrader course of the lab, or bring it up to date."""
    author = replace(teacher, place=course.root)
    author.torchgrade("nbgrader", str(teacher.place), "hello")


def grade(teacher: Person) -> None:
    """Grade all that is handed in into the gradebook."""
    hub = str(teacher.place)
    options = ["--course", hub, "--gradebook", "gradebook.db", "--out", "grades"]
    teacher.torchgrade("grade", "hello", "submitted", *options)


def export(teacher: Person) -> dict[str, float]:
    """Export the gradebook: student -> score."""
    teacher.nbgrader("export")
    with (teacher.place / "grades.csv").open() as rows:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(rows)}


def submit(people: Iterable[Person]) -> None:
    """Have students hand in; nbgrader would take their names from the system."""
    for one in people:
        one.nbgrader("submit", "hello", f"--student={one.name}")


def handed_out(one: Person) -> Path:
    """The notebook that a student works in."""
    return one.place / "hello" / "hello.ipynb"


def feedback(one: Person) -> str:
    """The one page of feedback that a student has got, as text."""
    [page] = (one.place / "hello" / "feedback").rglob("*.html")
    return words_of(page.read_text())
