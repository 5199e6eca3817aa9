"""A batch whose grades go into nbgrader's gradebook: graded, resumed, completed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import torchgrade
from tests.support.nbcourse import NbCourse
from torchgrade.cli.batch import Options, run
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.nbgrader.gradebook import open_course
from torchgrade.nbgrader.recorder import Recorder


@pytest.fixture
def course(nbgrader_course: NbCourse) -> NbCourse:
    return nbgrader_course


def recorder(course: NbCourse) -> Recorder:
    return Recorder(open_course(course.root, str(course.database)))


def test_a_batch_is_in_the_gradebook_and_stays_there_resumed_or_completed(
    course: NbCourse, warm: None, gpu_host: Host, tmp_path: Path
) -> None:
    head = "def test_more(double):\n"
    course.change_test(head, f"{head}    from torchgrade import checks\n    checks.needs_gpu()\n")
    for student in ("ada", "bob"):
        course.hand_in(student)
    autograder, out, empty = course.root / "autograder" / "lab", tmp_path / "out", tmp_path / "db"
    shutil.copy(course.database, empty)

    used = recorder(course)
    batch = run(Options(autograder, [course.submitted], out, jobs=2, recorder=used)).batch
    assert not used.problems
    assert [(grade.score, grade.pending) for grade in batch.grades] == [(4, 2), (4, 2)]
    assert course.rows("bob")["q1-2"] == (None, None, True)
    assert (out / "report.html").is_file()
    row = 'ada/lab,ada,ada,"2026-01-02 03:04:05 UTC",graded,4'
    assert row in (out / "grades.csv").read_text()

    # A run that was stopped before the gradebook had it all.
    shutil.copy(empty, course.database)
    run(Options(autograder, [course.submitted], out, resume=True, recorder=recorder(course)))
    assert course.rows("bob")["q1-1"] == (1, None, False)

    used = recorder(course)
    with sharing_host(gpu_host):
        ended = run(Options(autograder, [course.submitted], out, merge=out, recorder=used))
    assert (ended.problems, used.problems) == ({}, {})
    assert course.rows("ada")["q1-2"] == (2, None, False)

    # A roster says who they are for the tables; the gradebook knows them by nbgrader's ids.
    roster = tmp_path / "class.csv"
    roster.write_text("name;login;SID\nAda L;ada;s1\nBob;bob;s2\nCyd;cyd;s3\n")
    used = recorder(course)
    options = Options(autograder, [course.submitted], out, resume=True, recorder=used)
    batch = run(replace(options, roster=roster)).batch
    assert [(grade.student, grade.sid) for grade in batch.grades] == [
        ("Ada L", "s1"),
        ("Bob", "s2"),
    ]
    assert [who.name for who in batch.missing] == ["Cyd"]
    assert not used.problems
    assert course.rows("ada")["q1-2"] == (2, None, False)


def test_the_command_refuses_what_is_no_submission_of_the_course(
    course: NbCourse, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    words = ["grade", "lab", tmp_path / "inbox", "--out", tmp_path / "out"]
    done = torchgrade(*words, "--gradebook", "gradebook.db", cwd=course.root)
    assert done.returncode == 2
    assert "has no submission of lab that --gradebook accepts" in done.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()
