"""`torchgrade replay`: the same grade again, or what of its receipt is not here."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import torchgrade_here
from tests.support.term import MENDED, Term
from torchgrade.bundle import open_bundle
from torchgrade.engine.supervisor.host import sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Path:
    """A term with grades, those of one question mended in another folder: to copy."""
    term = Term(tmp_path_factory.mktemp("term"))
    term.begin()
    with sharing_host(engine.host):
        assert term.grade("old").returncode == 0
        with open_bundle(term.autograder) as bundle:
            bundle.pack(term.root / "old.zip")
        term.mend("q2", *MENDED)
        assert term.grade("new", "--only", "q2", "--merge", "old").returncode == 0
    return term.root


def replay(term: Term, receipt: str, *words: str) -> subprocess.CompletedProcess[str]:
    return torchgrade_here("replay", receipt, *words, "--jobs", "1", cwd=term.root)


def change(term: Term, out: str, student: str, **receipt: Any) -> None:
    path = term.root / out / "submissions" / student / "grade.json"
    grade = json.loads(path.read_text())
    grade["receipts"] = [{**one, **receipt} for one in grade["receipts"]]
    path.write_text(json.dumps(grade))


def test_a_run_is_made_again_by_its_zip_rejections_too(term: Term) -> None:
    done = replay(term, "old", "inbox", "--autograder", "old.zip")
    assert done.returncode == 0, done.stderr
    for student in ("ada", "bob", "cyd"):
        assert f"{student}: the same grade\n" in done.stdout


def test_what_was_graded_in_two_runs_is_made_again_in_one(term: Term) -> None:
    """Its receipts name two builds, and each question's tests are those of today."""
    builds = {one["build"] for one in term.found("new", "ada")["receipts"]}
    assert len(builds) == 2
    done = replay(term, "new/submissions/ada", "inbox/ada", "--autograder", "lab/autograder")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ada: the same grade\n"


def test_other_tests_are_named_and_nothing_runs(term: Term) -> None:
    done = replay(term, "old/submissions/ada", "inbox", "--autograder", "lab/autograder")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "ada can't be made again: the tests of q2 are others\n"
        "lab/autograder is not what graded these: name what did with --autograder\n"
    )


def test_without_submissions_it_says_whether_it_could(term: Term) -> None:
    receipt = "old/submissions/bob/grade.json"
    done = replay(term, receipt, "--autograder", "old.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 of 1 can be made again here: name what was handed in\n"
    assert replay(term, receipt, "--autograder", "lab/autograder").returncode == 1


def test_another_submission_is_named(term: Term) -> None:
    done = replay(term, "old", "inbox/bob", "--autograder", "old.zip")
    assert done.returncode == 1
    assert "bob: the same grade" in done.stdout
    digest = term.found("old", "ada")["digest"][:12]
    assert f"ada can't be made again: what was handed in ({digest}) is not among" in done.stderr


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        ({"files": "x"}, "files that come with the autograder are others"),
        ({"settings": "x"}, "limits or settings are others"),
        ({"salt": "x"}, "the lab's solution is another, and with it all random inputs"),
        ({"dataset": "mnist"}, "measured on mnist, and here is no data"),
        ({"lab": "other"}, "it is a grade of other, and this is lab"),
        ({"tests": {"q1": "x"}}, "the tests of q1 are others; there is no receipt for q2, q3"),
    ],
)
def test_what_decides_and_is_another_is_named(
    term: Term, receipt: dict[str, Any], said: str
) -> None:
    change(term, "old", "ada", **receipt)
    done = replay(term, "old/submissions/ada", "inbox/ada", "--autograder", "old.zip")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_other_versions_are_named_beside_what_came_of_it(term: Term) -> None:
    [made] = term.found("old", "ada")["receipts"]
    change(term, "old", "ada", versions={**made["versions"], "torch": "1.0"})
    done = replay(term, "old/submissions/ada", "inbox/ada", "--autograder", "old.zip")
    assert done.returncode == 0
    assert "ada: the same grade (torch 1.0 before, " in done.stdout


def test_another_grade_is_told_case_by_case(term: Term) -> None:
    path = term.root / "old" / "submissions" / "ada" / "grade.json"
    grade = json.loads(path.read_text())
    grade["questions"][2]["cases"][0] |= {"status": "failed", "score": 0}
    grade["questions"][2]["score"], grade["score"] = 0, 0
    grade["questions"][0]["cases"][0]["message"] = "q1 drew another number"
    path.write_text(json.dumps(grade))
    done = replay(term, "old/submissions/ada", "inbox/ada", "--autograder", "old.zip")
    assert done.returncode == 1
    assert done.stderr == (
        "ada: another grade (1 tests say it in other words)\n"
        "  q3: test_other (hidden): failed before, passed now\n"
    )


def test_what_was_changed_by_hand_is_no_part_of_it(term: Term) -> None:
    path = term.root / "new" / "overrides.csv"
    path.write_text("student,question,points,reason,who\nada,q3,0,copied,Kim\n")
    assert term.grade("new", "--only", "q2", "--merge", "new").returncode == 0
    assert term.found("new", "ada")["score"] == 2
    done = replay(term, "new/submissions/ada", "inbox/ada", "--autograder", "lab/autograder")
    assert (done.returncode, done.stderr) == (0, "")


def test_who_was_late_gets_the_same_grade_again(term: Term) -> None:
    path = term.root / "old" / "submissions" / "ada" / "grade.json"
    late = {"due": "2026-11-20 23:59:59+01:00", "seconds": 60.0, "days": 1, "share": 0.1}
    path.write_text(json.dumps({**json.loads(path.read_text()), "lateness": late}))
    done = replay(term, "old/submissions/ada", "inbox/ada", "--autograder", "old.zip")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none"], "none can't be read: No such file"),
        (["inbox"], "inbox has no grades"),
        (["old/run.json"], "expected a grade.json written by `torchgrade grade`"),
        (["old"], "there is no lab 'lab'"),
        (["old", "--autograder", "inbox"], "inbox"),
        (["old", "nothing", "--autograder", "old.zip"], "nothing"),
    ],
)
def test_a_wrong_call_is_refused(term: Term, words: list[str], said: str) -> None:
    done = replay(term, *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_grades_of_an_earlier_torchgrade_have_no_receipt(term: Term) -> None:
    for path in term.old.rglob("grade.json"):
        grade = json.loads(path.read_text())
        path.write_text(json.dumps({**grade, "receipts": []}))
    done = replay(term, "old", "inbox", "--autograder", "old.zip")
    assert done.returncode == 2
    assert "old has no receipt: an earlier torchgrade graded it" in done.stderr
