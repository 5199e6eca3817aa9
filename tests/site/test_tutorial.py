"""The tutorial's page, done step by step: what it tells one to run runs, and ends as it says."""

from __future__ import annotations

import ast
import csv
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.site.tutorial import PAGE, Step, steps, write
from tests.support.command import torchgrade

ALL = list(steps())


def do(step: Step, course: Path) -> str:
    """Do a step, and return what its commands say."""
    said = ""
    for program, *words in step.commands:
        if program == "rm":
            [pattern] = words
            gone = list(course.glob(pattern))
            assert gone
            for path in gone:
                path.unlink()
        else:
            assert program == "torchgrade"
            done = torchgrade(*words, cwd=course)
            assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
            said += done.stdout
    if step.title:
        write(step, course)
    return said


def test_each_block_of_code_is_a_step() -> None:
    assert len(ALL) > 25
    assert PAGE.read_text("utf-8").count("\n```") == 2 * len(ALL)


@pytest.mark.parametrize(
    "step", [step for step in ALL if ".py" in step.title or "test" in step.title]
)
def test_code_is_python(step: Step) -> None:
    ast.parse(step.text)


def test_what_is_written_has_its_place(tmp_path: Path) -> None:
    """Without what takes long: the lab's cells and files, and their points."""
    quick = ("new", "add-question")
    for step in ALL:
        if all(words[0] == "rm" or words[1] in quick for words in step.commands):
            do(step, tmp_path)
    lab = tmp_path / "source" / "attention"
    text = (lab / "attention.ipynb").read_text("utf-8")
    assert "class MultiHead" in text
    assert "def multi_head" not in text, "what add-question wrote is gone"
    assert "points = 50\n" in (lab / "lab.toml").read_text()
    assert len(list((lab / "mistakes").iterdir())) == 7


@pytest.mark.slow(reason="builds a lab twice, verifies, grades and makes an nbgrader course")
def test_the_tutorial_from_the_first_command_to_nbgrader(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    said = "".join(do(step, course) for step in ALL)
    assert re.search(
        r"every gate holds, 7 of 7 mistakes caught, 1 of 1 alternatives accepted, ", said
    )
    with (course / "grades" / "grades.csv").open() as file:
        scores = sorted(float(row["score"]) for row in csv.DictReader(file))
    assert scores[0] == 0.0
    assert scores[-1] == 48.0
    with zipfile.ZipFile(course / "autograder" / "attention.zip") as zipped:
        assert {"setup.sh", "run_autograder"} <= set(zipped.namelist())
    release = tmp_path / "hub" / "release" / "attention" / "attention.ipynb"
    assert "masked_fill" not in release.read_text("utf-8")
    shutil.rmtree(course)
