"""A run on a cluster gives what a run on this machine gives, and nothing else."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support import tiny
from torchgrade.cli.batch import Options, run
from torchgrade.cluster import Where
from torchgrade.records import Grade

CELLS = [
    "def double(x):\n    return 2 * x",
    "print('half done <b>', '\\udcff')",
    'import otter; grader = otter.Notebook(); grader.check("q1")',
]
WRONG = ["def double(x):\n    return x + 2", *CELLS[1:]]
TESTS = {
    "q1": """
        @test_case(points=1, hidden=False)
        def test_two(double):
            assert double(2) == 4

        @test_case(points=2, hidden=True)
        def test_more(double):
            wanted, got = 42, double(21)
            assert wanted == got
    """
}


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Path]:
    """An autograder, and a folder with right, wrong and broken submissions."""
    bundle, right = tiny.make(tmp_path / "lab", CELLS, TESTS)
    _, wrong = tiny.make(tmp_path / "other", WRONG, TESTS)
    inbox = tmp_path / "inbox"
    for student, made in {"ada": right, "bob": wrong, "cyd": right}.items():
        (inbox / student).mkdir(parents=True)
        shutil.copy(next(made.path.rglob("*.ipynb")), inbox / student)
    (inbox / "eve").mkdir()
    (inbox / "eve" / "lab.ipynb").write_text("no notebook")
    return bundle.folder, inbox


def plain(grade: Grade) -> Grade:
    """Return a grade without what differs from run to run."""
    layers = tuple(layer for layer in grade.isolation if not layer.startswith("uid "))
    return replace(grade, seconds=0.0, notebook_seconds=0.0, isolation=layers)


@pytest.mark.usefixtures("warm")
def test_grades_are_those_of_one_machine(
    course: tuple[Path, Path], cluster: Any, tmp_path: Path
) -> None:
    autograder, inbox = course
    here = run(Options(autograder, [inbox], tmp_path / "here", explain=["q1"]))
    where = Where("address", address=cluster.scheduler_address)
    there = run(Options(autograder, [inbox], tmp_path / "there", explain=["q1"], cluster=where))
    assert [plain(one) for one in there.batch.grades] == [plain(one) for one in here.batch.grades]
    assert [one.status for one in there.batch.grades] == ["graded"] * 3 + ["rejected"]
    assert there.batch.grades[1].score == 1
    for folder in sorted((tmp_path / "here").rglob("*")):
        assert (tmp_path / "there" / folder.relative_to(tmp_path / "here")).exists()
    page = "submissions/bob/explain-q1.html"
    assert "wanted = 42" in (tmp_path / "there" / page).read_text()


def test_a_run_goes_on_where_it_stopped(
    course: tuple[Path, Path], cluster: Any, tmp_path: Path
) -> None:
    autograder, inbox = course
    where = Where("address", address=cluster.scheduler_address)
    options = Options(autograder, [inbox / "ada"], tmp_path / "out", cluster=where)
    [first] = run(options).batch.grades
    more = run(replace(options, paths=[inbox], resume=True)).batch.grades
    assert first.seconds in [one.seconds for one in more]
    assert len(more) == 4
    assert json.loads((tmp_path / "out" / "grades.json").read_text())["lab"]
