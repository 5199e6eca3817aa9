"""The command: exit codes, messages for people, and what lands on the disk."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from rich.text import Text

from tests.support import source
from tests.support.command import torchgrade, torchgrade_here
from tests.support.source import BuiltCourse
from torchgrade.authoring.template import new_lab
from torchgrade.bundle import open_bundle
from torchgrade.cli import app


def test_help_has_an_example_for_every_command(tmp_path: Path) -> None:
    said = torchgrade("--help", cwd=tmp_path).stdout
    for command in ("build", "new", "grade", "samples", "demo", "doctor"):
        assert command in said
        assert "Example: torchgrade" in torchgrade(command, "--help", cwd=tmp_path).stdout


def test_help_swallows_no_word_in_brackets() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    helps = {
        (name, option.name): option.help
        for name, command in group.commands.items()
        for option in command.params
        if getattr(option, "help", None)
    }
    assert ("grade", "late") in helps
    for where, text in helps.items():
        shown = Text.from_markup(text).plain
        assert shown == text.replace("\\[", "["), where


def test_help_imports_no_room(tmp_path: Path) -> None:
    code = (
        "import sys, torchgrade.cli as c\n"
        "try: c.app(['--help'])\n"
        "except SystemExit: pass\n"
        "bad = {'torch', 'otter', 'nbformat', 'torchgrade.authoring'} & set(sys.modules)\n"
        "sys.exit(f'imported {bad}' if bad else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_new_makes_a_lab_and_refuses_to_overwrite(tmp_path: Path) -> None:
    assert torchgrade_here("new", "mine", cwd=tmp_path).returncode == 0
    assert (tmp_path / "source" / "mine" / "mine.ipynb").is_file()
    again = torchgrade_here("new", "mine", cwd=tmp_path)
    assert again.returncode == 2
    assert "already exists" in again.stderr
    for name in ("../x", "_x", "ünix"):
        refused = torchgrade_here("new", name, cwd=tmp_path)
        assert refused.returncode == 2, name
        assert "is not a lab's name" in refused.stderr
    assert [path.name for path in (tmp_path / "source").iterdir()] == ["mine"]


def test_build_check_exits_1_and_lists_what_differs(built: BuiltCourse, warm: None) -> None:
    root = built.course.root
    assert torchgrade_here("build", "--check", cwd=root).returncode == 0
    (built.lab.release / "hello.ipynb").write_text("changed")
    run = torchgrade_here("build", "--check", cwd=root)
    assert run.returncode == 1
    assert "release/hello/hello.ipynb" in run.stdout


def test_build_of_a_broken_lab_exits_2_and_says_where(built: BuiltCourse) -> None:
    (built.lab.source / "lab.toml").write_text("titel = 'x'")
    run = torchgrade_here("build", cwd=built.course.root)
    assert run.returncode == 2
    assert "unknown key 'titel'" in run.stderr


def test_a_lab_that_can_not_be_read_stops_no_other_and_each_is_named(built: BuiltCourse) -> None:
    new_lab(built.course, "unread")
    (built.course.root / "source" / "unread" / "lab.toml").write_text("titel = 'x'")
    new_lab(built.course, "conda")
    (built.course.root / "source" / "conda" / "conda.lab.py").unlink()
    source.edit(
        built.course.lab("conda"), "init_cell: true", "init_cell: true\nenvironment: env.yml"
    )
    wanted = built.course.root / "source" / "conda" / "env.yml"
    wanted.write_text("dependencies: [numpy]")
    run = torchgrade_here("build", cwd=built.course.root)
    assert run.returncode == 2
    assert "hello: " in run.stdout
    assert "unknown key 'titel'" in run.stderr
    assert "conda: environment.yml asks conda for 'numpy'" in run.stderr


def test_grade_writes_everything_and_exits_0(built: BuiltCourse, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "bad.zip").write_text("no zip")
    (inbox / "ada.ipynb").write_bytes((built.lab.solutions / "hello.ipynb").read_bytes())
    run = torchgrade(
        "grade", "hello", inbox, "--out", tmp_path / "out", "--jobs", "2", "--engine", "otter",
        cwd=built.course.root,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    out = tmp_path / "out"
    data = json.loads((out / "grades.json").read_text())
    assert [(g["submission"], g["status"], g["score"]) for g in data["grades"]] == [
        ("ada.ipynb", "graded", 8.0),
        ("bad.zip", "rejected", None),
    ]
    with open_bundle(built.lab.autograder) as bundle:
        assert data["versions"]["autograder"] == bundle.build
    with (out / "grades.csv").open() as file:
        assert len(list(csv.reader(file))) == 3
    results = json.loads((out / "submissions" / "ada.ipynb" / "results.json").read_text())
    assert sum(test.get("score", 0) for test in results["tests"]) == 8
    page = (out / "submissions" / "ada.ipynb" / "feedback.html").read_text()
    assert "test_values_and_large_scores" not in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hello", "missing"], "does not exist"),
        (["other", "."], "no lab 'other'"),
        (["source", "."], "source is not a lab: expected LAB"),
        (["hello", ".", "--engine", "magic"], "unknown engine"),
    ],
)
def test_a_wrong_call_exits_2(built: BuiltCourse, arguments: list[str], words: str) -> None:
    run = torchgrade_here("grade", *arguments, "--out", "out", cwd=built.course.root)
    assert run.returncode == 2
    assert words in " ".join(run.stderr.split())


def test_a_lab_that_is_not_built_is_told_how(built: BuiltCourse) -> None:
    shutil.rmtree(built.lab.autograder)
    run = torchgrade_here("grade", "hello", ".", "--out", "out", cwd=built.course.root)
    assert run.returncode == 2
    assert run.stderr.endswith("autograder/hello is missing: run `torchgrade build hello` first\n")


def test_a_fault_of_ours_exits_1(built: BuiltCourse, warm: None, tmp_path: Path) -> None:
    # A test file that can't be run is no fault of the student's.
    (built.lab.autograder / "tests" / "q1_softmax.py").write_text("raise RuntimeError('broken')")
    run = torchgrade_here(
        "grade", "hello", built.lab.solutions, "--out", tmp_path / "out", cwd=built.course.root
    )
    assert run.returncode == 1
    [grade] = json.loads((tmp_path / "out" / "grades.json").read_text())["grades"]
    assert (grade["status"], grade["score"]) == ("ungraded", None)


def test_a_demo_builds_and_grades_every_lab_with_one_page_of_all(
    built: BuiltCourse, warm: None
) -> None:
    root = built.course.root
    run = torchgrade_here("demo", "--out", "shown", cwd=root)
    assert run.returncode == 0, run.stderr
    assert "8/8" in run.stdout
    assert f"The report: {root / 'shown' / 'index.html'}" in run.stdout
    page = (root / "shown" / "index.html").read_text()
    graded = json.loads((root / "shown" / "hello" / "grades.json").read_text())["grades"]
    written = {path.stem for path in (root / "shown" / "samples" / "hello").iterdir()}
    assert {"solution", "blank"} < {Path(one["submission"]).stem for one in graded} == written
    assert all(Path(one["submission"]).stem in page for one in graded)


def test_samples_are_written_and_named(built: BuiltCourse) -> None:
    run = torchgrade_here("samples", "hello", "--out", "tried", cwd=built.course.root)
    assert run.returncode == 0, run.stderr
    written = sorted((built.course.root / "tried").iterdir())
    assert [line.partition(":")[0] for line in sorted(run.stdout.splitlines())] == [
        f"tried/{path.name}" for path in written
    ]


def test_an_assignment_of_otter_is_made_a_lab_and_the_next_step_is_named(
    built: BuiltCourse, tmp_path: Path
) -> None:
    shutil.copytree(built.lab.source, tmp_path / "hw1")
    other = tmp_path / "other"
    (other / "source").mkdir(parents=True)
    command = ("import", "otter", tmp_path / "hw1" / "hello.ipynb", "--name", "hw1")
    run = torchgrade_here(*command, "--course", other, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert (other / "source" / "hw1" / "hw1.ipynb").is_file()
    assert f"next: torchgrade build hw1 --course {other}" in run.stdout
    again = torchgrade_here(*command, "--course", other, cwd=tmp_path)
    assert again.returncode == 2
    assert "hw1" in again.stderr
