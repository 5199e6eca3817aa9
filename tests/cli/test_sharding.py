"""A class in shards, graded apart and put together, with the real command."""

from __future__ import annotations

import csv
import re
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


ROSTER = "name,sid\nAda,17\nBob,18\nDora,19\n"


def test_of_attempts_in_several_shards_the_best_counts(course: Path) -> None:
    """And the latest, by Canvas's numbers; whose each is, a roster may say as late as then."""
    for name in NAMES:
        shutil.rmtree(course / "inbox" / name)
    _, submission = tiny.make(course / "more", ["def double(x):\n    return x + x"], TESTS)
    right = (submission.path / "lab.ipynb").read_text()
    for name, text in {
        "ada_17_101_lab.ipynb": right,
        "ada_LATE_17_105_lab-1.ipynb": right.replace("x + x", "x"),
        "bob_18_102_lab.ipynb": right.replace("x + x", "x + 0 * x"),
        "bob_18_103_lab-1.ipynb": right.replace("x + x", "2 * x"),
    }.items():
        (course / "inbox" / name).write_text(text)
    (course / "class.csv").write_text(ROSTER)
    command = ["grade", "--autograder", "lab/autograder", "inbox", "--jobs", "1"]
    refused = torchgrade(*command, "--out", "1", "--shard", "1/2", "--attempts", "best", cwd=course)
    assert refused.returncode == 2
    assert "with --attempts each" in refused.stderr
    for number in "12":
        shard = ["--out", number, "--shard", f"{number}/2", "--attempts", "each"]
        assert torchgrade(*command, *shard, cwd=course).returncode == 0

    def merged(attempts: str, *options: str) -> dict[str, str]:
        words = ["merge", "1", "2", "--out", attempts, "--attempts", attempts, *options]
        done = torchgrade(*words, cwd=course)
        assert done.returncode == 0, done.stderr
        return rows(course / attempts / "grades.csv")

    assert len(merged("each")) == 4
    assert merged("best") == {"ada_17_101_lab.ipynb": "2", "bob_18_103_lab-1.ipynb": "2"}
    assert not (course / "best" / "missing.csv").exists()
    latest = {"ada_LATE_17_105_lab-1.ipynb": "0", "bob_18_103_lab-1.ipynb": "2"}
    assert merged("latest", "--roster", "class.csv") == {**latest, "": ""}
    assert "Dora" in (course / "latest" / "missing.csv").read_text()
    assert "an earlier attempt of Ada" in (course / "latest" / "not_taken.csv").read_text()
    kept = course / "latest" / "submissions"
    assert {path.name for path in kept.iterdir()} == set(latest)
    assert all('"name": "Ada"' in path.read_text() for path in kept.glob("ada*/grade.json"))


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_shard_is_one_of_so_many(course: Path, shard: str) -> None:
    words = ["--autograder", "lab/autograder", "inbox", "--out", "out", "--shard", shard]
    done = torchgrade("grade", *words, cwd=course)
    assert done.returncode == 2
    assert "expected K/N" in done.stderr


def test_what_is_put_together_knows_its_class_and_goes_on_without_being_told(course: Path) -> None:
    """As a run on one machine does; of two rosters nobody chooses one silently."""
    (course / "class.csv").write_text("name,sid\nada,17\nbob,18\nDora,19\n")
    command = ["grade", "--autograder", "lab/autograder", "inbox", "--jobs", "1"]
    for number in "12":
        shard = ["--out", number, "--shard", f"{number}/2", "--roster", "class.csv"]
        assert torchgrade(*command, *shard, cwd=course).returncode == 0
    whole = [*command, "--out", "whole", "--roster", "class.csv"]
    wanted = torchgrade(*whole, cwd=course)
    done = torchgrade("merge", "1", "2", "--out", "all", cwd=course)

    def lines(said: str) -> list[str]:
        return sorted(line for line in said.splitlines() if re.match("not |missing|written", line))

    assert lines(done.stdout) == lines(wanted.stdout)
    assert "Dora" in done.stdout
    assert done.stderr == ""
    again = torchgrade(*command, "--out", "all", "--resume", cwd=course)
    assert again.returncode == 0, again.stderr
    assert lines(again.stdout) == lines(wanted.stdout)
    assert sids(course / "all" / "grades.csv") == sids(course / "whole" / "grades.csv")
    (course / "2" / ".roster.csv").write_text("name,sid\nada,20\n")
    two = torchgrade("merge", "1", "2", "--out", "two", cwd=course)
    assert "different rosters" in two.stderr
    assert not (course / "two" / ".roster.csv").exists()
    named = torchgrade("merge", "1", "2", "--out", "one", "--roster", "class.csv", cwd=course)
    assert named.stderr == ""
    assert (course / "one" / ".roster.csv").read_text() == (course / "class.csv").read_text()


def sids(path: Path) -> list[tuple[str, str]]:
    with path.open(newline="") as file:
        return [(row["student"], row["sid"]) for row in csv.DictReader(file)]
