"""A term of a tiny lab: an autograder, an inbox of three, grades, and the command."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.support import tiny
from tests.support.command import torchgrade_here

__all__ = ["MENDED", "Term", "but", "files"]

CELLS = [
    "import torch\nprint('cells draw', torch.rand(1).item())",
    "def double(x):\n    return 2 * x\n\ndef shown():\n    return 'no'",
]
TESTS = {
    "q1": """
        @test_case(points=1, hidden=False)
        def test_draw(double):
            from torchgrade import checks
            import torch
            assert False, f"q1 drew {torch.rand(1, generator=checks.generator('x')).item()}"
    """,
    "q2": """
        @test_case(points=2, hidden=True)
        def test_wrong(double):
            assert double(4) == 9, "hidden of q2"

        @test_case(points=1, hidden=False)
        def test_shown(shown):
            assert shown() == "yes", "said at first: " + shown()
    """,
    "q3": """
        @test_case(points=4, hidden=True)
        def test_other(double):
            assert double(1) == 2
    """,
}
MENDED = ("double(4) == 9", "double(4) == 8")


class Term:
    """A tiny autograder, an inbox with three submissions, their grades, and the command."""

    def __init__(self, root: Path) -> None:
        self.root, self.old = root, root / "old"
        self.autograder, self.inbox = root / "lab" / "autograder", root / "inbox"

    def grade(self, out: str, *options: str) -> subprocess.CompletedProcess[str]:
        words = ["grade", "--autograder", self.autograder, self.inbox, "--out", self.root / out]
        return torchgrade_here(*words, "--jobs", "1", *options, cwd=self.root)

    def mend(self, question: str, wrong: str, right: str) -> None:
        path = self.autograder / "tests" / f"{question}.py"
        text = path.read_text()
        assert wrong in text
        path.write_text(text.replace(wrong, right))

    def found(self, out: str, student: str) -> dict[str, Any]:
        path = self.root / out / "submissions" / student / "grade.json"
        grade: dict[str, Any] = json.loads(path.read_text())
        return grade

    def row(self, out: str, student: str) -> dict[str, str]:
        with (self.root / out / "grades.csv").open(newline="") as file:
            [row] = [row for row in csv.DictReader(file) if row["submission"] == student]
        return row

    def begin(self) -> None:
        """Make the autograder and the inbox: ada and bob are right, cyd hands in no notebook."""
        _, submission = tiny.make(self.root / "lab", CELLS, TESTS)
        for student in ("ada", "bob"):
            shutil.copytree(submission.path, self.inbox / student)
        bob = self.inbox / "bob" / "lab.ipynb"
        bob.write_text(bob.read_text().replace("2 * x", "x * 2"))
        (self.inbox / "cyd").mkdir()
        (self.inbox / "cyd" / "lab.ipynb").write_text("no notebook")


def but(grade: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in grade.items() if key not in keys}


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
