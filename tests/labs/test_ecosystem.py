"""Every lab is at home in otter: plain `otter assign` and `otter run` take it, its export works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import torch
from nbclient import NotebookClient

from tests.support.fork_engine import ForkEngine
from torchgrade import notebook as nb
from torchgrade.bundle import open_bundle
from torchgrade.course import Course
from torchgrade.grade import Submission, run_notebook

COURSE = Course(Path(__file__).parents[2])
SLOW = pytest.mark.slow(
    reason="a kernel for each lab; a small one is always taken through otter and exported"
)
OTTER = [sys.executable, "-m", "otter"]
PUBLIC = {"q13_from_scratch": 1}
"""Points without those that a grader with a GPU decides."""


@pytest.mark.parametrize("name", COURSE.lab_names)
def test_what_tests_alone_use_is_a_file_of_plain_otters_autograder_too(name: str) -> None:
    lab = COURSE.lab(name)
    config = nb.source(nb.read(lab.notebook).cells[0])
    assert all(file in config.partition("autograder_files:")[2] for file in lab.settings.private)


@SLOW
@pytest.mark.parametrize("name", COURSE.lab_names)
def test_plain_otter_assigns_the_source_and_grades_the_solution(name: str, tmp_path: Path) -> None:
    lab = COURSE.lab(name)
    shutil.copytree(lab.source, tmp_path / "source")
    made = tmp_path / "made"
    subprocess.run(
        [*OTTER, "assign", str(tmp_path / "source" / lab.notebook.name), str(made)],
        check=True,
        capture_output=True,
    )
    [autograder] = (made / "autograder").glob("*.zip")
    submission = tmp_path / "submission.zip"
    with zipfile.ZipFile(submission, "w") as archive:
        archive.write(made / "autograder" / lab.notebook.name, lab.notebook.name)
        for folder in lab.hand_in:
            for file in (lab.source / folder).iterdir():
                archive.write(file, f"{folder}/{file.name}")
    subprocess.run(
        [*OTTER, "run", "-a", str(autograder), "-o", str(tmp_path), "--no-logo", str(submission)],
        check=True,
        capture_output=True,
    )
    tests = json.loads((tmp_path / "results.json").read_text())["tests"]
    with open_bundle(lab.autograder) as bundle:
        expected = {q.name: q.points for q in bundle.manifest.questions if not q.manual}
    if not torch.cuda.is_available():  # otter knows no pending points
        expected |= {q: shown for q, shown in PUBLIC.items() if q in expected}
    assert {test["name"]: test["score"] for test in tests if "score" in test} == expected


@SLOW
@pytest.mark.parametrize("name", COURSE.lab_names)
def test_a_release_exports_on_the_first_day_and_with_its_weights(name: str, tmp_path: Path) -> None:
    """Only the first and the last cells run: whoever asks gets a zip of an unfinished one too."""
    lab = COURSE.lab(name)
    desk = tmp_path / "desk"
    shutil.copytree(lab.release, desk)
    for folder in lab.hand_in:
        shutil.copytree(lab.source / folder, desk / folder, dirs_exist_ok=True)
    notebook = nbformat.read(desk / lab.notebook.name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    missing = [cell for cell in code if "weights.missing" in cell.source]
    assert bool(missing) == bool(lab.hand_in), "a cell says what is missing, where weights are due"
    [export] = [cell for cell in code if cell.source.lstrip("# \n").endswith(")") and "grader.export(" in cell.source]  # fmt: skip  # noqa: E501
    notebook.cells = [code[0], nbformat.v4.new_code_cell("import torchgrade"), *missing, export]
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(desk)}})
    client.execute()
    assert not list(desk.glob("*.zip")), "what is not answered is named first"
    export.source = export.source.replace("grader.export(", "grader.export(anyway=True, ")
    client.execute()

    [zipped] = desk.glob("*.zip")
    with zipfile.ZipFile(zipped) as archive:
        names = set(archive.namelist())
    assert lab.notebook.name in names
    for folder in lab.hand_in:
        assert {f"{folder}/{file.name}" for file in (lab.source / folder).iterdir()} <= names
    with open_bundle(lab.autograder) as bundle:
        grade, _ = run_notebook(bundle, Submission(zipped, zipped.name), ForkEngine())
    assert grade.status == "graded", grade.message
    assert grade.flags == ()
