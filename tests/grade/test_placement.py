"""Where the tests of plain otter's autograders run, settled on the assignment's solution."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.command import torchgrade_here as torchgrade
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.bundle.placement import PLACEMENT, placement_file
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook
from torchgrade.grade.placement import find_solution

pytestmark = pytest.mark.usefixtures("warm")

CELL = """
class Stack(list):
    pass
def plain(x):
    return x + 1
def connect():
    import socket
    socket.socket().close()
"""
TESTS = """\
>>> plain(1)
2

>>> type(Stack()).__name__
'Stack'
"""
SOCKET = "\n>>> connect()\n"


def otters(root: Path, tests: str) -> tuple[Path, Path]:
    """Write a zip as `otter assign` makes it, and the solution that it leaves beside it."""
    bundle, submission = tiny.make(root, [CELL], {"q1": tests})
    (bundle.folder / "torchgrade.json").unlink()
    path = root / "lab-autograder_2026_01_02T03_04_05_678901.zip"
    bundle.pack(path)
    solution = (submission.path / "lab.ipynb").rename(root / "lab.ipynb")
    return path, solution


def placement_of(path: Path) -> tuple[tuple[str, int], ...] | None:
    with open_bundle(path) as bundle:
        return bundle.inside


def test_a_solution_beside_the_zip_settles_it_and_pack_writes_it_down(tmp_path: Path) -> None:
    path, solution = otters(tmp_path, TESTS)
    assert find_solution(path) == solution
    assert placement_of(path) is None
    out = torchgrade("pack", path, "--out", tmp_path / "packed.zip", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    assert placement_of(tmp_path / "packed.zip") == (("q1", 1),)


def test_a_case_that_needs_what_one_inside_leaves_behind_goes_inside_too(tmp_path: Path) -> None:
    leaves = ">>> import builtins; builtins.left = 7\n>>> type(Stack()).__name__\n'Stack'\n"
    path, _ = otters(tmp_path, f"{leaves}\n>>> import builtins\n>>> builtins.left\n7\n\n{TESTS}")
    out = torchgrade("pack", path, "--out", tmp_path / "packed.zip", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    assert placement_of(tmp_path / "packed.zip") == (("q1", 0), ("q1", 1), ("q1", 3))


def test_a_case_that_fails_on_the_solution_in_both_is_named(tmp_path: Path) -> None:
    # The first fails for one reason on both sides, the second since it has a stand-in outside.
    wrong = ">>> plain(1)\n3\n\n>>> type(Stack()).__name__\n'Queue'\n"
    path, _ = otters(tmp_path, wrong)
    out = torchgrade("pack", path, "--out", tmp_path / "packed.zip", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    assert "q1, case 1: fails on lab.ipynb, the solution, in otter too" in out.stderr
    assert placement_of(tmp_path / "packed.zip") == (("q1", 1),)


def test_a_test_that_differs_from_otter_is_named_before_anything_is_graded(tmp_path: Path) -> None:
    path, solution = otters(tmp_path, TESTS + SOCKET)
    grading = ["grade", "--autograder", path, solution, "--out", tmp_path / "g", "--without-walls"]
    refused = torchgrade(*grading, cwd=tmp_path)
    assert refused.returncode == 2
    assert "q1, case 3: passes in otter, fails here" in refused.stderr
    assert "--accept-differences" in refused.stderr
    assert not (tmp_path / "g" / "grades.json").exists()
    accepted = torchgrade(*grading, "--accept-differences", cwd=tmp_path)
    assert accepted.returncode == 0, accepted.stderr
    assert "2/3" in accepted.stdout


def test_a_solution_is_of_no_use_to_our_own_autograders(tmp_path: Path) -> None:
    bundle, submission = tiny.make(tmp_path, [CELL], {"q1": TESTS})
    named = ["--solution", submission.path / "lab.ipynb", "--out", tmp_path / "g"]
    refused = torchgrade(
        "grade", "--autograder", bundle.folder, submission.path, *named, cwd=tmp_path
    )
    assert refused.returncode == 2
    assert "plain otter" in refused.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (placement_file([("q9", 0)]), "q9, case 1"),
        (placement_file([("q1", 7)]), "q1, case 8"),
        (b'{"inside": [["q1", "x"]]}', "expected"),
        (b"nothing", "Pack the autograder again"),
    ],
)
def test_a_broken_placement_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path, _ = otters(tmp_path, TESTS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(PLACEMENT, content)
    with pytest.raises(AuthorError, match=says):
        placement_of(path)


def test_mending_where_a_test_runs_rolls_no_dice(engine: IsolatedEngine, tmp_path: Path) -> None:
    path, solution = otters(tmp_path, TESTS)

    def seed(bundle: Bundle) -> str:
        return run_notebook(bundle, Submission(solution, "s"), engine)[1].seed

    with open_bundle(path) as bundle:
        assert seed(replace(bundle, inside=())) == seed(replace(bundle, inside=(("q1", 1),)))
