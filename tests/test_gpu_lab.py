"""A lab with a question that needs a GPU: built, proved and graded without one, completed with one.

The GPU is pretended: `checks.needs_gpu` is told that there is one, all the rest is real.
"""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from tests.support import gpu, source
from torchgrade import notebook as nb
from torchgrade.authoring import build
from torchgrade.bundle import open_bundle
from torchgrade.cli.batch import Ended, Options, run
from torchgrade.course import VERDICTS, Course, Lab
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook
from torchgrade.verify import RunCache, VerifyOptions, passed, verify

pytestmark = pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")


@dataclass(frozen=True)
class Graded:
    """A course whose lab is built, and two submissions with what they scored without a GPU.

    `ada` handed in the solution, `bob` a training that learns nothing.
    """

    course: Course
    lab: Lab
    said: tuple[str, ...]
    inbox: Path
    out: Path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, engine: IsolatedEngine) -> Graded:
    root = tmp_path_factory.mktemp("gpu")
    course, lab = source.hello(root / "course")
    gpu.add_question(lab)
    lab = course.lab("hello")
    with sharing_host(engine.host):
        [built] = build(course, [lab])
    assert built.status == "built", built.message
    # A question that was decided is not looked at again: there this answer would be wrong.
    here_only = (
        "    from torchgrade.checks import gpu\n"
        "    assert not gpu.torch.cuda.is_available()\n    shifted ="
    )
    no_learning = "(0 * model(images)).sum().backward()"
    learning = "nn.functional.cross_entropy(model(images), labels).backward()"
    for student, old, new in (("ada", "    shifted =", here_only), ("bob", learning, no_learning)):
        notebook = nb.read(lab.solutions / lab.notebook.name)
        [cell] = [cell for cell in notebook.cells if old in nb.source(cell)]
        cell.source = nb.source(cell).replace(old, new)
        (root / "inbox" / student).mkdir(parents=True)
        nb.write(notebook, root / "inbox" / student / "hello.ipynb")
    out = root / "out"
    with sharing_host(engine.host):
        run(Options(lab.autograder, [root / "inbox"], out))
    return Graded(course, lab, built.pending, root / "inbox", out)


@pytest.fixture
def graded(once: Graded, tmp_path: Path) -> Graded:
    """The same, with folders of the test's own."""
    shutil.copytree(once.inbox, tmp_path / "inbox")
    shutil.copytree(once.out, tmp_path / "out")
    return Graded(once.course, once.lab, once.said, tmp_path / "inbox", tmp_path / "out")


def rows(out: Path) -> dict[str, tuple[str, str]]:
    """Student -> score and pending points, as grades.csv has them."""
    with (out / "grades.csv").open(newline="") as file:
        return {row["student"]: (row["score"], row["pending"]) for row in csv.DictReader(file)}


def results(out: Path, student: str) -> dict[str, object]:
    [path] = (out / "submissions" / student).rglob("results.json")
    return json.loads(path.read_text())  # type: ignore[no-any-return]


def test_a_build_accepts_what_it_can_not_prove_and_says_so(once: Graded) -> None:
    assert once.said == ("q3_retrained - 2 (test_retrained_from_scratch)",)


def test_without_a_gpu_the_points_are_pending_for_right_and_wrong_alike(once: Graded) -> None:
    assert rows(once.out) == {"ada": ("9", "3"), "bob": ("9", "3")}
    page = next((once.out / "submissions" / "bob").rglob("feedback.html")).read_text()
    assert "of 12, 3 pending" in page
    assert "must read digits" not in page, "nothing is wrong yet"
    assert "2 of them have tests that need a GPU" in (once.out / "report.html").read_text()
    shown = results(once.out, "bob")
    assert shown["score"] == 9


def test_verify_leaves_it_out_and_says_so(
    once: Graded, engine: IsolatedEngine, tmp_path: Path
) -> None:
    options = VerifyOptions((gpu.NAME,), quick=True, skip=frozenset({"mutants", "lint"}))
    with contextlib.closing(RunCache(tmp_path / "verify.sqlite")) as cache:
        proof, findings = verify(once.course, once.lab, engine, cache, options)
    assert proof is not None
    assert passed(findings)
    assert [(found.code, found.place) for found in findings] == [
        ("V104", "test_retrained_from_scratch")
    ]
    assert [case.test for case in proof.solution["isolated"].cases] == ["test_ten_scores"]


def _complete_in_two_goes(graded: Graded, tmp_path: Path) -> tuple[Ended, Path, Path]:
    """Return how the second has ended, where `bob` lies then, and the zip with the verdicts."""
    autograder, inbox, full = graded.lab.autograder, graded.inbox, tmp_path / "full"
    before = {path: path.read_bytes() for path in graded.out.rglob("*") if path.is_file()}
    elsewhere = tmp_path / "elsewhere.ipynb"
    shutil.move(inbox / "bob" / "hello.ipynb", elsewhere)
    ended = run(Options(autograder, [inbox / "ada"], full, merge=graded.out))
    assert (ended.stopped, ended.problems) == (False, {"bob": "it is not among the submissions"})
    assert rows(full) == {"ada": ("12", "0"), "bob": ("9", "3")}

    [done] = (full / "submissions" / "ada").rglob("grade.json")
    written, packed = done.read_bytes(), tmp_path / "hello.zip"
    shutil.copy(graded.lab.autograder_zip, packed)
    ended = run(Options(autograder, [elsewhere], full, merge=graded.out, resume=True, pack=packed))
    assert ended.problems == {}, "a submission is known by what is in it, wherever it lies"
    assert rows(full) == {"ada": ("12", "0"), "bob": ("9", "0")}
    assert done.read_bytes() == written, "it was not run again"
    assert {path: path.read_bytes() for path in before} == before, "the earlier run is as it was"
    assert "score" not in results(full, "ada"), "Gradescope adds the points up again"
    return ended, elsewhere, packed


def test_a_machine_with_a_gpu_completes_what_is_pending_and_leaves_the_rest(
    graded: Graded, engine: IsolatedEngine, gpu_host: Host, tmp_path: Path
) -> None:
    """In two goes; the autograder's zip then makes the same grades final where there is no GPU."""
    with sharing_host(gpu_host):
        ended, elsewhere, packed = _complete_in_two_goes(graded, tmp_path)
    with open_bundle(packed) as bundle:
        for completed, path in zip(
            ended.batch.grades, (graded.inbox / "ada", elsewhere), strict=True
        ):
            final, _ = run_notebook(bundle, Submission(path, "again"), engine)
            assert (final.score, final.pending) == (completed.score, 0)


def test_another_submission_another_build_or_no_gpu_decides_nothing(
    graded: Graded, warm: None, tmp_path: Path
) -> None:
    autograder, inbox, out = graded.lab.autograder, graded.inbox, graded.out
    notebook = inbox / "bob" / "hello.ipynb"
    changed = nb.read(notebook)
    changed.cells[-1].source += "\n# one line more"
    nb.write(changed, notebook)
    left = run(Options(autograder, [inbox], out, merge=out)).problems
    assert "no GPU that torch can use" in left["ada"]
    assert "has changed since it was graded" in left["bob"]
    assert rows(out) == {"ada": ("9", "3"), "bob": ("9", "3")}
    other = tmp_path / "other"
    shutil.copytree(autograder, other)
    manifest = json.loads((other / "torchgrade.json").read_text())
    (other / "torchgrade.json").write_text(json.dumps({**manifest, "stamp": "other"}))
    with pytest.raises(AuthorError, match="grade everything anew"):
        run(Options(other, [inbox], out, merge=out))
    with pytest.raises(AuthorError, match="has no grades"):
        run(Options(autograder, [inbox], out, merge=tmp_path / "none"))
    assert VERDICTS not in {path.name for path in autograder.iterdir()}
