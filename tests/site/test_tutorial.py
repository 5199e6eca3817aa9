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
from torchgrade.authoring import read_source
from torchgrade.authoring.text import keep_in_step
from torchgrade.course import Course

ALL = list(steps())


def do(step: Step, course: Path) -> str:
    """Do a step, and return what its commands say."""
    said = ""
    for program, *words in step.commands:
        assert program == "torchgrade"
        done = torchgrade(*words, cwd=course)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        said += done.stdout
    if step.title:
        write(step, course)
    return said


def test_each_block_of_code_is_a_step() -> None:
    assert len(ALL) > 20
    assert PAGE.read_text("utf-8").count("\n```") == 2 * len(ALL)


@pytest.mark.parametrize("step", [step for step in ALL if step.title.endswith(".py")])
def test_code_is_python(step: Step) -> None:
    ast.parse(step.text)


def test_what_is_written_has_its_place(tmp_path: Path) -> None:
    """Without what takes long: the lab's parts and files, and their points."""
    for step in ALL:
        if all(words[1] == "new" for words in step.commands):
            do(step, tmp_path)
    lab = tmp_path / "source" / "attention"
    assert keep_in_step(lab / "attention.ipynb") == "attention.ipynb"
    [found] = Course(tmp_path).labs()
    outline = read_source(found)
    assert not outline.problems
    names = ["q1_softmax", "q2_why", "q3_attention", "q4_causal_attention", "q5_multi_head"]
    assert [question.name for question in outline.questions] == names
    assert sum(question.config["points"] for question in outline.questions) == found.points == 50
    assert len(list(found.mistakes.iterdir())) == 7


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
