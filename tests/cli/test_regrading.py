"""One question graded anew: all else of a class's grades stays as it was, to the byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.term import MENDED, Term, but, files
from torchgrade.engine.supervisor.host import sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.notes import Note


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Path:
    """A term whose submissions are graded: to copy."""
    term = Term(tmp_path_factory.mktemp("term"))
    term.begin()
    with sharing_host(engine.host):
        assert term.grade("old").returncode == 0
    return term.root


def test_a_mended_question_changes_its_own_score_and_nothing_else(term: Term) -> None:
    before = files(term.old)
    term.mend("q2", *MENDED)
    assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
    assert files(term.old) == before
    for student in ("ada", "bob"):
        old, new = term.found("old", student), term.found("new", student)
        changing = ("mark", "seconds", "score", "seed", "questions", "isolation", "receipts")
        assert but(new, *changing) == but(old, *changing)
        assert (old["score"], new["score"]) == (4, 6)
        for index in (0, 2):
            assert json.dumps(new["questions"][index]) == json.dumps(old["questions"][index])
        assert new["questions"][1]["seed"] != old["questions"][1]["seed"]
        assert (term.row("old", student)["score"], term.row("new", student)["score"]) == ("4", "6")
    cyd = term.found("new", "cyd")
    assert but(cyd, "mark") == but(term.found("old", "cyd"), "mark")
    assert cyd["mark"] == term.found("new", "ada")["mark"]
    # What comes of it is what a run of everything gives, but for what students may not be told.
    assert term.grade("all").returncode == 0
    for student in ("ada", "bob"):
        new, fresh = term.found("new", student), term.found("all", student)
        for grade in (new, fresh):
            grade["questions"][1]["cases"][1]["message"] = ""
        varying = ("seconds", "notebook_seconds", "isolation", "receipts")
        assert but(new, *varying) == but(fresh, *varying)


def test_the_same_tests_give_the_same_grade_to_the_byte(term: Term) -> None:
    assert term.grade("new", "--only", "q1", "--only", "q2", "--merge", "old").returncode == 0
    for student in ("ada", "bob", "cyd"):
        old, new = term.found("old", student), term.found("new", student)
        varying = ("seconds", "isolation")  # that has the uid in it
        assert but(new, *varying) == but(old, *varying)
        feedback = f"submissions/{student}/feedback.html"
        assert (term.root / "new" / feedback).read_bytes() == (term.old / feedback).read_bytes()


def test_no_new_word_of_a_public_case_is_shown(term: Term) -> None:
    """Hidden cases had run before it: the code may have known their inputs."""
    term.mend("q2", "said at first: ", "said later: ")
    assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
    for name, text in files(term.root / "new").items():
        assert b"said later" not in text, name
        assert b"said at first" not in text, "that is another test's word"
    [case] = [c for c in term.found("new", "ada")["questions"][1]["cases"] if not c["hidden"]]
    assert case["message"] == Note.AFTER_HIDDEN.text()


def test_what_was_handed_in_since_is_refused_by_name(term: Term) -> None:
    term.mend("q2", *MENDED)
    path = term.inbox / "bob" / "lab.ipynb"
    later = term.inbox / "zed" / "lab.ipynb"
    shutil.copytree(path.parent, later.parent)
    later.write_text(path.read_text().replace("x * 2", "x * 2.0"))
    path.write_text(path.read_text().replace("x * 2", "x + x"))
    done = term.grade("new", "--only", "q2", "--merge", "old")
    assert done.returncode == 1
    assert "bob stays as it was: it has changed since it was graded" in done.stderr
    assert "zed stays as it was: it has no grade yet" in done.stderr
    assert "ada" not in done.stderr
    assert term.found("new", "bob") == term.found("old", "bob")
    assert term.found("new", "ada")["score"] == 6


def test_another_question_whose_tests_have_changed_is_named(term: Term) -> None:
    term.mend("q2", *MENDED)
    term.mend("q3", "double(1) == 2", "double(1) == 3")
    done = term.grade("new", "--only", "q2", "--merge", "old")
    assert done.returncode == 2
    assert "its scores in q3 can't stay" in done.stderr
    assert "--only q2 --only q3" in done.stderr
    assert not (term.root / "new").exists()


def test_grades_of_an_earlier_torchgrade_say_no_seeds_of_questions(term: Term) -> None:
    for path in term.old.rglob("grade.json"):
        grade = json.loads(path.read_text())
        for question in grade["questions"]:
            del question["seed"]
        path.write_text(json.dumps(grade))
    done = term.grade("new", "--only", "q2", "--merge", "old")
    assert done.returncode == 2
    assert "an earlier torchgrade graded it: grade everything once" in done.stderr


def test_new_points_of_a_mended_question_count_in_the_total(term: Term) -> None:
    term.mend("q2", "points=2", "points=5")
    term.mend("q2", *MENDED)
    manifest = term.autograder / "torchgrade.json"
    content = json.loads(manifest.read_text())
    content["questions"][1]["points"] = 6
    content["questions"][1]["cases"][0]["points"] = 5
    manifest.write_text(json.dumps(content))
    assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
    grade = term.found("new", "ada")
    assert (grade["score"], grade["max_score"]) == (9, 11)
    assert term.found("new", "cyd")["max_score"] == 11, "rejected, of as many points as all"
    assert term.grade("other", "--only", "q3", "--merge", "old").returncode == 2


def test_grades_may_be_mended_in_place_and_what_was_stopped_goes_on(term: Term) -> None:
    term.mend("q2", *MENDED)
    assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
    bob = term.root / "new" / "submissions" / "bob" / "grade.json"
    shutil.copy(term.old / "submissions" / "bob" / "grade.json", bob)  # not reached, say
    ada = bob.parent.with_name("ada") / "grade.json"
    before = ada.stat().st_mtime_ns
    assert term.grade("new", "--only", "q2", "--merge", "old", "--resume").returncode == 0
    assert ada.stat().st_mtime_ns == before
    assert term.found("new", "bob")["score"] == 6
    assert term.grade("old", "--only", "q2", "--merge", "old").returncode == 0
    marks = {term.found("old", student)["mark"] for student in ("ada", "bob", "cyd")}
    assert marks == {term.found("new", "ada")["mark"]}
    assert term.found("old", "bob")["score"] == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--only", "q9", "--merge", "old"], "no question q9: there are q1, q2, q3"),
        (["--only", "q2"], "need each other"),
        (["--merge", "old"], "need each other"),
        (["--only", "q2", "--only", "pending", "--merge", "old"], "combined with a question"),
        (["--only", "q2", "--merge", "old", "--engine", "otter"], "isolated engine"),
    ],
)
def test_what_does_not_go_together_is_refused(term: Term, options: list[str], said: str) -> None:
    done = term.grade("new", *options)
    assert done.returncode == 2
    assert said in done.stderr
