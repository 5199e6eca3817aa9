"""A class in shards, graded apart and put together, with the real command."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.command import torchgrade_here as torchgrade

pytestmark = pytest.mark.usefixtures("warm")

NAMES = ("ada", "bob", "cyd", "dee", "eve")
TESTS = {"q1": "@test_case(points=2, hidden=True)\ndef test_it(double):\n    assert double(2) == 4"}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    _, submission = tiny.make(tmp_path / "lab", ["def double(x):\n    return 2 * x"], TESTS)
    for name in NAMES:
        shutil.copytree(submission.path, tmp_path / "inbox" / name)
        path = tmp_path / "inbox" / name / "lab.ipynb"
        path.write_text(path.read_text().replace("2 * x", f"{len(name) - 1} * x  # {name}"))
    (tmp_path / "inbox" / "notes.txt").write_text("no notebook")
    return tmp_path


def rows(path: Path) -> dict[str, str]:
    with path.open(newline="") as file:
        return {row["submission"]: row["score"] for row in csv.DictReader(file)}


def test_shards_of_a_class_are_graded_apart_and_put_together(course: Path) -> None:
    command = ["grade", "--autograder", "lab/autograder", "inbox", "--jobs", "1"]
    shards = [("1", {"ada", "cyd", "eve"}), ("2", {"bob", "dee"})]
    for number, names in shards:
        done = torchgrade(*command, "--out", number, "--shard", f"{number}/2", cwd=course)
        assert done.returncode == 0, done.stderr
        assert set(rows(course / number / "grades.csv")) == names
        assert {path.name for path in (course / number / "submissions").iterdir()} == names
    alone = torchgrade("merge", "1", "--out", "half", cwd=course)
    assert alone.returncode == 1
    assert "not among these runs: shard 2/2" in alone.stderr
    done = torchgrade("merge", "2", "1", "--out", "all", cwd=course)
    assert done.returncode == 0, done.stderr
    assert rows(course / "all" / "grades.csv") == dict.fromkeys(NAMES, "2")
    assert "notes.txt" in (course / "all" / "not_taken.csv").read_text()
    for number, names in shards:
        for name in names:
            for file in ("grade.json", "feedback.html", "results.json"):
                path = Path("submissions") / name / file
                assert (course / "all" / path).read_bytes() == (course / number / path).read_bytes()
    # What was put together is a run as any other: a question of it can be graded anew, in parts.
    path = course / "lab" / "autograder" / "tests" / "q1.py"
    path.write_text(path.read_text().replace("== 4", "== 5"))
    again = ["--only", "q1", "--merge", "all", "--out", "new", "--shard", "2/2"]
    assert torchgrade(*command, *again, cwd=course).returncode == 0
    assert rows(course / "new" / "grades.csv") == {"bob": "0", "dee": "0"}
    refused = torchgrade("merge", "all", "new", "--out", "both", cwd=course)
    assert refused.returncode == 2
    assert "expected runs of one autograder" in refused.stderr
    assert not (course / "both").exists()


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_shard_is_one_of_so_many(course: Path, shard: str) -> None:
    words = ["--autograder", "lab/autograder", "inbox", "--out", "out", "--shard", shard]
    done = torchgrade("grade", *words, cwd=course)
    assert done.returncode == 2
    assert "expected K/N" in done.stderr
