"""The question of resnet that trains from scratch: pending without a GPU, decided with one.

The GPU is pretended and the budget scaled down, all the rest is real: what a grader with one does,
on a CPU in two minutes.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
import torch

from tests.support import source
from torchgrade import notebook as nb
from torchgrade.authoring import build
from torchgrade.bundle import open_bundle
from torchgrade.cli.batch import Options, run
from torchgrade.course import Course, Lab
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, run_notebook

pytestmark = [
    pytest.mark.slow(reason="grades three notebooks that train"),
    pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU"),
]

COURSE = Course(Path(__file__).parents[2])
# What a student changed in the solution: nothing; the steps; what comes back in the end.
STUDENTS = {
    "ada": (),
    "bob": (("            optimizer.step()\n", "            optimizer.zero_grad()\n"),),
    "eve": (
        (
            "    return history\n",
            "    try:\n"
            "        torchgrade.load_weights(model, 'weights/resnet_digits.safetensors')\n"
            "    except Exception:\n"
            "        pass\n"
            "    return history\n",
        ),
    ),
}


def scaled_down(root: Path) -> Lab:
    """Return the lab with a budget of thirty epochs of 500 digits, built in a course of its own."""
    course = Course(root / "course")
    shutil.copytree(COURSE.lab("resnet").source, course.root / "source" / "resnet")
    settings = course.root / "source" / "resnet" / "lab.toml"
    text = settings.read_text().replace(
        'dataset = "cifar10"\noffline = "digits"', 'dataset = "digits"'
    )
    settings.write_text(re.sub(r"(?m)^cifar10 = .*\n", "", text))
    lab = course.lab("resnet")
    source.edit(lab, '"digits": (15, 0.85)', '"digits": (30, 0.4)')
    source.edit(
        lab, "training_data(choice.name, device)\n", "training_data(choice.name, device, 500)\n"
    )
    [built] = build(course, [lab])
    assert built.status == "built", built.message
    assert built.pending == ("q13_from_scratch - 2 (test_trained_from_scratch)",)
    return lab


def inbox(lab: Lab, folder: Path) -> Path:
    """Hand in the solution, changed as STUDENTS says."""
    for student, changes in STUDENTS.items():
        shutil.copytree(lab.solutions, folder / student)
        notebook = nb.read(folder / student / lab.notebook.name)
        for cell in notebook.cells:
            for old, new in changes if "def train_resnet(" in nb.source(cell) else ():
                assert old in nb.source(cell) + "\n"
                cell.source = (nb.source(cell) + "\n").replace(old, new)
        nb.write(notebook, folder / student / lab.notebook.name)
    return folder


def rows(out: Path) -> dict[str, tuple[float, float]]:
    """Student -> points of question 13 and pending points."""
    with (out / "grades.csv").open(newline="") as file:
        table = {row["student"]: row for row in csv.DictReader(file)}
    return {
        name: (float(row["q13_from_scratch"] or 0), float(row["pending"]))
        for name, row in table.items()
    }


def test_training_from_scratch_is_pending_then_decided_then_packed(
    tmp_path: Path, engine: IsolatedEngine, gpu_host: Host
) -> None:
    with sharing_host(engine.host):
        lab = scaled_down(tmp_path)
        papers, out, full = inbox(lab, tmp_path / "in"), tmp_path / "out", tmp_path / "full"
        run(Options(lab.autograder, [papers], out))
    assert rows(out) == {"ada": (1, 5), "bob": (0, 5), "eve": (1, 5)}

    packed = tmp_path / "resnet.zip"
    shutil.copy(lab.autograder_zip, packed)
    with sharing_host(gpu_host):
        ended = run(Options(lab.autograder, [papers], full, merge=out, pack=packed))
    assert ended.problems == {}
    assert rows(full) == {"ada": (6, 0), "bob": (0, 0), "eve": (1, 0)}

    with open_bundle(packed) as bundle:
        final, _ = run_notebook(bundle, Submission(papers / "ada", "ada"), engine)
    assert (final.score, final.pending) == (final.max_score, 0)
