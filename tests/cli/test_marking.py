"""Marks of people through the commands of a term: what is graded again or merged has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.support import tiny
from tests.support.command import torchgrade_here
from torchgrade.marking.collected import collect
from torchgrade.marking.store import Store, Wanted
from torchgrade.marking.tables import Database

pytestmark = pytest.mark.usefixtures("warm")

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
CELLS = [
    "def double(x):\n    return 2 * x",
    'grader.check("q1")',
    new_markdown_cell("<!-- BEGIN QUESTION -->\n\n# Why?"),
    new_markdown_cell("Since it is so.", metadata={"tags": ["otter_answer_cell"]}),
    new_code_cell(
        "plot()",
        metadata={"tags": ["otter_ignore", "otter_answer_cell"]},
        outputs=[new_output("display_data", {"image/png": PICTURE})],
    ),
    new_markdown_cell("<!-- END QUESTION -->"),
]
HERE = "def test_two(double):\n    assert double(2) == 4"
Q = {"name": "q2", "points": 4.0, "manual": True, "title": "Why?"}


class Lab:
    """A lab with a question that tests decide and one that people do, and what is handed in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        _, submission = tiny.make(root / "lab", CELLS, {"q1": HERE})
        manifest = root / "lab" / "autograder" / "torchgrade.json"
        content = json.loads(manifest.read_text())
        content["questions"].append({**content["questions"][0], **Q, "cases": []})
        manifest.write_text(json.dumps(content))
        self.notebook = submission.path / "lab.ipynb"

    def run(self, *words: str | Path) -> str:
        """Run a command, which has to go well, and return what it says."""
        done = torchgrade_here(*words, cwd=self.root)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def grade(self, out: str, *options: str) -> str:
        where = ("--autograder", self.root / "lab" / "autograder", self.notebook)
        return self.run("grade", *where, "--out", out, *options)

    def mark(self, out: str, points_off: float) -> None:
        """Give the one answer a mark, and write it into the grades."""
        collected = collect(self.root / out)
        database = Database.of_file(self.root / out / "marks.db")
        store = Store(database, "lab")
        store.enter(collected.questions, {}, collected.groups)
        [number] = store.ids().values()
        store.put(number, "Ada", Wanted(0, True, (), -points_off, "Why?"))
        database.close()
        self.run("mark", out, "--apply")

    def found(self, out: str) -> Any:
        """Return what grades.json says of the one submission."""
        [grade] = json.loads((self.root / out / "grades.json").read_text())["grades"]
        return grade


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    made = Lab(tmp_path)
    made.grade("out")
    return made


def test_a_run_keeps_answers_with_their_figures(lab: Lab) -> None:
    [path] = (lab.root / "out").rglob("written.json")
    [answer] = json.loads(path.read_text())["answers"]
    assert [cell["source"] for cell in answer["cells"]] == ["Since it is so.", "plot()"]
    assert answer["cells"][1]["pictures"] == [{"kind": "image/png", "data": PICTURE}]


def test_marks_stay_whatever_is_graded_again(lab: Lab) -> None:
    lab.mark("out", 1)
    expected = (1 + 3, 1 + 4, 0)
    for out, options in (
        ("out", ["--resume"]),
        ("out", []),
        ("mended", ["--only", "q1", "--merge", "out"]),
        ("mended", ["--only", "q1", "--merge", "mended"]),
    ):
        lab.grade(out, *options)
        found = lab.found(out)
        assert (found["score"], found["max_score"], found["unmarked"]) == expected, options
        [page] = (lab.root / out).rglob("feedback.html")
        assert "3 / 4" in page.read_text("utf-8")
    lab.run("merge", "mended", "--out", "merged")
    assert lab.found("merged")["score"] == 4
    lab.run("mark", "merged", "--apply")
    assert lab.found("merged")["score"] == 4, "a new database takes over what grades have"


def test_an_answer_that_has_changed_is_open_and_another_change_leaves_it_marked(lab: Lab) -> None:
    lab.mark("out", 1)
    book = nbformat.read(lab.notebook, 4)
    book.cells[0].source += "\n\n\nmore = 1"
    nbformat.write(book, lab.notebook)
    lab.grade("out", "--resume")
    assert lab.found("out")["marks"] == [], "something else is handed in: nobody has looked"
    lab.run("mark", "out", "--apply")
    assert lab.found("out")["score"] == 4, "the answer is what it was"
    book.cells[3].source = "Since it is otherwise."
    nbformat.write(book, lab.notebook)
    lab.grade("out", "--resume")
    lab.run("mark", "out", "--apply")
    assert (lab.found("out")["score"], lab.found("out")["unmarked"]) == (1, 4)


def test_a_run_says_where_answers_are_to_mark(lab: Lab) -> None:
    said = "written answers are to mark in 1 of 1: torchgrade mark out\n"
    assert said in lab.grade("out", "--resume")
    lab.mark("out", 1)
    assert said not in lab.grade("out", "--resume")
