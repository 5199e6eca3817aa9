"""overrides.csv and the command: it survives every regrade, and a row that goes takes all back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import torchgrade_here
from tests.support.term import MENDED, Term, but, files
from torchgrade.engine.supervisor.host import sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

HEAD = "student,question,points,reason,who\n"
ROW = "ada,q3,1,half of it,Kim\n"
VARYING = ("seconds", "notebook_seconds", "isolation")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Path:
    """A term whose submissions are graded, without and with a change by hand: to copy."""
    term = Term(tmp_path_factory.mktemp("term"))
    term.begin()
    with sharing_host(engine.host):
        assert term.grade("old").returncode == 0
        (term.root / "by_hand").mkdir()
        (term.root / "by_hand" / "overrides.csv").write_text(HEAD + ROW)
        assert term.grade("by_hand").returncode == 0
    return term.root


def question(term: Term, out: str, student: str, name: str) -> dict[str, object]:
    [found] = [q for q in term.found(out, student)["questions"] if q["name"] == name]
    return found


def test_a_file_beside_the_grades_is_found_and_everything_says_so(term: Term) -> None:
    assert (term.found("old", "ada")["score"], term.found("by_hand", "ada")["score"]) == (4, 1)
    assert term.found("by_hand", "bob")["score"] == 4
    changed = question(term, "by_hand", "ada", "q3")
    assert (changed["score"], changed["cases"]) == (1, question(term, "old", "ada", "q3")["cases"])
    assert changed["override"] == {
        "graded": 4, "reason": "half of it", "who": "Kim", "pending": 0,
    }  # fmt: skip
    row = term.row("by_hand", "ada")
    assert (row["score"], row["q3"], row["graded_score"]) == ("1", "1", "4")
    assert row["changed_by_hand"] == "q3: 1 in place of 4 (Kim: half of it)"
    folder = term.root / "by_hand" / "submissions" / "ada"
    said = "Changed by hand: 1 of 4 points in place of 4. half of it"
    assert said in (folder / "feedback.html").read_text()
    assert said in (folder / "results.json").read_text()
    [ada, _, _] = json.loads((term.root / "by_hand" / "grades.json").read_text())["grades"]
    assert (ada["score"], ada["graded"]) == (1, 4)


def test_resume_takes_up_a_changed_file_and_grades_nothing_anew(term: Term) -> None:
    out = term.root / "by_hand"
    before, listed = files(out), json.loads((out / "grades.json").read_text())
    assert term.grade("by_hand", "--resume").returncode == 0
    assert json.loads((out / "grades.json").read_text()) == listed
    assert but(files(out), "grades.json") == but(before, "grades.json")
    (out / "overrides.csv").write_text(HEAD + "bob,q1,1,it did draw,Kim\n")
    assert term.grade("by_hand", "--resume").returncode == 0
    assert term.found("by_hand", "ada") == term.found("old", "ada") | {
        key: term.found("by_hand", "ada")[key] for key in VARYING
    }
    assert "by hand" not in (out / "submissions" / "ada" / "feedback.html").read_text()
    assert term.found("by_hand", "bob")["score"] == 5
    assert "it did draw" in (out / "submissions" / "bob" / "feedback.html").read_text()


def test_a_file_that_is_gone_is_asked_for(term: Term) -> None:
    (term.root / "by_hand" / "overrides.csv").unlink()
    before = files(term.root / "by_hand")
    for options in (
        ["by_hand", "--resume"],
        ["new", "--only", "q2", "--merge", "by_hand"],
        ["new", "--only", "pending", "--merge", "by_hand"],
    ):
        done = term.grade(*options)
        assert done.returncode == 2
        assert "1 of the earlier grades were changed by hand (ada for one)" in done.stderr
    assert files(term.root / "by_hand") == before
    assert not (term.root / "new").exists()
    (term.root / "by_hand" / "overrides.csv").write_text(HEAD)
    assert term.grade("by_hand", "--resume").returncode == 0
    assert term.found("by_hand", "ada")["score"] == 4


def test_a_question_graded_anew_keeps_what_was_changed_by_hand(term: Term) -> None:
    """In another folder, which gets the file, and in place; then the row goes."""
    term.mend("q2", *MENDED)
    assert term.grade("new", "--only", "q2", "--merge", "by_hand").returncode == 0
    assert (term.root / "new" / "overrides.csv").read_text() == HEAD + ROW
    assert (term.found("new", "ada")["score"], term.found("new", "bob")["score"]) == (3, 6)
    assert term.found("new", "ada")["graded"] == 6
    term.mend("q3", "double(1) == 2", "double(1) == 3")
    assert term.grade("new", "--only", "q3", "--merge", "new").returncode == 0
    ada = term.found("new", "ada")
    assert (ada["score"], ada["graded"], term.found("new", "bob")["score"]) == (3, 2, 2)
    (term.root / "new" / "overrides.csv").write_text(HEAD)
    assert term.grade("new", "--only", "q3", "--merge", "new").returncode == 0
    assert (term.found("new", "ada")["score"], term.found("new", "ada")["graded"]) == (2, None)


def test_a_stopped_regrade_goes_on_with_what_the_file_says_then(term: Term) -> None:
    term.mend("q2", *MENDED)
    assert term.grade("new", "--only", "q2", "--merge", "by_hand").returncode == 0
    (term.root / "new" / "overrides.csv").write_text(HEAD + "bob,q2,0,copied,Kim\n")
    done = term.grade("new", "--only", "q2", "--merge", "by_hand", "--resume")
    assert done.returncode == 0
    assert (term.found("new", "ada")["score"], term.found("new", "bob")["score"]) == (6, 4)


def test_a_new_run_gives_the_same_with_the_file_named(term: Term) -> None:
    path = term.root / "mine.csv"
    path.write_text(HEAD + ROW)
    assert term.grade("new", "--overrides", str(path)).returncode == 0
    for student in ("ada", "bob"):
        found = (term.found(out, student) for out in ("new", "by_hand"))
        one, other = (but(grade, *VARYING) for grade in found)
        assert one == other
    (term.root / "new" / "overrides.csv").write_text(HEAD)
    done = term.grade("new", "--overrides", str(path))
    assert done.returncode == 2
    assert "overrides.csv differ: keep one of them" in done.stderr


def test_the_terminal_says_that_people_changed_points(term: Term) -> None:
    done = term.grade("by_hand", "--resume")
    assert "changed by hand: questions 1, in submissions 1\n" in done.stdout


def test_a_row_that_is_wrong_ends_the_run_before_it_begins(term: Term) -> None:
    path = term.root / "mine.csv"
    path.write_text(HEAD + "ada,q3,9,r,w\nzed,q3,1,r,w\n")
    done = term.grade("new", "--overrides", str(path))
    assert done.returncode == 2
    assert "row 2, points: expected 0 to 4 for q3, got 9" in done.stderr
    assert "row 3, student: nobody is called 'zed'" in done.stderr
    assert not (term.root / "new").exists()


def test_a_row_of_what_was_rejected_is_told(term: Term) -> None:
    path = term.root / "mine.csv"
    path.write_text(HEAD + "cyd,q3,1,r,w\n")
    done = term.grade("new", "--overrides", str(path))
    assert done.returncode == 1
    assert "row 2 of the overrides changes nothing: cyd was rejected" in done.stderr


def test_a_shard_takes_rows_of_all_the_class_and_refuses_strangers(term: Term) -> None:
    path = term.root / "mine.csv"
    path.write_text(HEAD + ROW)
    for number in (1, 2, 3):
        done = term.grade(f"part{number}", "--overrides", str(path), "--shard", f"{number}/3")
        assert done.returncode == 0
    assert term.found("part1", "ada")["score"] == 1


def test_runs_that_are_put_together_bring_their_file_along_if_it_is_the_same(term: Term) -> None:
    for out, student in (("one", "ada"), ("two", "bob")):
        (term.root / out).mkdir()
        (term.root / out / "overrides.csv").write_text(HEAD + f"{student},q3,1,r,w\n")
        assert term.grade(out).returncode == 0
    done = torchgrade_here("merge", "one", "two", "--out", "all", cwd=term.root)
    assert done.returncode == 2
    assert "differ, and grades that are put together have one file" in done.stderr
    assert not (term.root / "all").exists()
    done = torchgrade_here("merge", "one", "by_hand", "--out", "all", cwd=term.root)
    assert done.returncode == 2, "the same points, for another reason"
    (term.root / "one" / "overrides.csv").write_text(HEAD + ROW)
    assert term.grade("one", "--resume").returncode == 0
    done = torchgrade_here("merge", "one", "by_hand", "--out", "all", cwd=term.root)
    assert done.returncode == 0, done.stderr
    assert (term.root / "all" / "overrides.csv").read_text() == HEAD + ROW
    assert term.row("all", "ada")["score"] == "1"


def test_a_row_that_goes_is_taken_back_of_who_is_not_graded_again_too(term: Term) -> None:
    (term.root / "by_hand" / "overrides.csv").write_text(HEAD)
    words = ["grade", "--autograder", term.autograder, term.inbox / "bob", "--out", "by_hand"]
    done = torchgrade_here(*words, "--only", "q2", "--merge", "by_hand", cwd=term.root)
    assert done.returncode == 1
    assert "ada stays as it was: it is not among the submissions" in done.stderr
    assert (term.found("by_hand", "ada")["score"], term.row("by_hand", "ada")["score"]) == (4, "4")
    page = (term.root / "by_hand" / "submissions" / "ada" / "feedback.html").read_text()
    assert "by hand" not in page
