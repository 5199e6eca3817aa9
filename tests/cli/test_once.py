"""A command reads each file of a submission once, and hashes what it has taken in once."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

import torchgrade
from tests.support import tiny
from torchgrade.cli.batch import Options, run
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.grade import Intake, Submission
from torchgrade.records import Manifest

pytestmark = pytest.mark.usefixtures("warm")

CELLS = ["def double(x):\n    return 2 * x"]
HERE = "def test_two(double):\n    assert double(2) == 4"
GPU = (
    f"{HERE}\n\ndef test_more(double):\n    from torchgrade import checks\n    checks.needs_gpu()\n"
)
WEIGHTS = "weights/net.safetensors"

_counting: list[Counter[str]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _counting:
        _counting[-1][str(arguments[0])] += 1


sys.addaudithook(_hook)  # it stays for as long as the process, and counts where it is asked to


@contextmanager
def opens() -> Iterator[Counter[str]]:
    """Count the files that this process opens."""
    _counting.append(Counter())
    try:
        yield _counting[-1]
    finally:
        _counting.pop()


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Path]:
    """An autograder's folder, and a folder with three submissions that have weights."""
    bundle, submission = tiny.make(tmp_path / "lab", CELLS, {"q1": GPU}, hand_in=("weights",))
    inbox = tmp_path / "inbox"
    for seed, student in enumerate(("ada", "bob", "cyd")):
        (inbox / student).mkdir(parents=True)
        shutil.copy(submission.path / "lab.ipynb", inbox / student)
        torch.manual_seed(seed)
        torchgrade.save_weights(torch.nn.Linear(20, 20), inbox / student / WEIGHTS, dataset="x")
    return bundle.folder, inbox


def once(inbox: Path, count: Counter[str], most: int = 4) -> None:
    """See that what was handed in was opened once, and the copy of it hashed once.

    The copy of the weights is opened four times: to write it, to hash it, to sketch it, and to give
    it to the player.
    """
    expected = {str(path) for path in inbox.rglob("*") if path.is_file()}
    found = {path: times for path, times in count.items() if path.startswith(str(inbox))}
    assert found == dict.fromkeys(expected, 1)
    copies = {
        path: times
        for path, times in count.items()
        if path.endswith(WEIGHTS) and "torchgrade-" in path and "/player/" not in path
    }
    assert len(copies) == len(list(inbox.iterdir()))
    assert max(copies.values()) == most


def test_a_run_takes_each_submission_in_once(course: tuple[Path, Path], tmp_path: Path) -> None:
    autograder, inbox = course
    options = Options(autograder, [inbox], tmp_path / "out")
    with opens() as count:
        ended = run(options)
    assert [grade.pending for grade in ended.batch.grades] == [1, 1, 1]
    once(inbox, count)


def test_a_resumed_run_takes_each_in_once_held_changed_or_new(
    course: tuple[Path, Path], tmp_path: Path
) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    shutil.move(inbox / "cyd", tmp_path / "cyd")
    run(Options(autograder, [inbox], out))
    shutil.move(tmp_path / "cyd", inbox / "cyd")
    notebook = inbox / "bob" / "lab.ipynb"
    notebook.write_text(notebook.read_text().replace("2 * x", "3 * x"))
    with opens() as count:
        ended = run(Options(autograder, [inbox], out, resume=True))
    assert [grade.score for grade in ended.batch.grades] == [1, 0, 1]
    once(inbox, count)


def test_a_run_that_completes_another_takes_each_in_once(
    course: tuple[Path, Path], gpu_host: Host, tmp_path: Path
) -> None:
    autograder, inbox = course
    out = tmp_path / "out"
    run(Options(autograder, [inbox], out))
    with sharing_host(gpu_host), opens() as count:
        ended = run(Options(autograder, [inbox], out, merge=out))
    assert not ended.problems
    assert [grade.score for grade in ended.batch.grades] == [2, 2, 2]
    once(inbox, count, most=3)  # the earlier run has looked for weights that are alike


def test_what_there_is_no_room_to_keep_is_taken_in_again(
    course: tuple[Path, Path],
) -> None:
    autograder, inbox = course
    manifest = Manifest.from_dict(json.loads((autograder / "torchgrade.json").read_text()))
    submission = Submission(inbox / "ada", "ada")
    for most, times in ((0, 2), (10**6, 1)):
        with Intake(manifest, most) as intake, opens() as count:
            digests = []
            for _ in range(2):
                with intake.taken(submission) as taken:
                    digests.append(taken.digest)
                    intake.keep(taken)
        assert digests[0] == digests[1]
        assert count[str(inbox / "ada" / "lab.ipynb")] == times
