"""An instructor's term with the real commands: what a class hands in, and a test that was wrong."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import torchgrade_here
from tests.support.source import cells, code, edit, raw, rewrite, text
from torchgrade.authoring.template import new_lab
from torchgrade.course import Course, Lab
from torchgrade.notebook import read, source

pytestmark = pytest.mark.usefixtures("warm")

ANSWERS = {
    "total": "def total(numbers):\n    return sum(numbers)",
    "mean": "def mean(numbers):\n    return sum(numbers) / len(numbers)",
    "middle": "def middle(numbers):\n    return sorted(numbers)[(len(numbers) - 1) // 2]",
}
TESTS = {
    "total": [
        "def test_three(total):\n    assert total([1, 2, 3]) == 6",
        "# HIDDEN\ndef test_drawn(total):\n"
        "    from torchgrade import checks\n    import torch\n"
        "    drawn = torch.randint(99, (5,), generator=checks.generator('total')).tolist()\n"
        "    assert total(drawn) == sum(drawn), f'{drawn}'",
    ],
    "mean": [
        "def test_two(mean):\n    assert mean([1, 2]) == 1.5",
        "# HIDDEN\ndef test_far(mean):\n    assert mean([-4, 4]) == 0",
    ],
    "middle": [
        "def test_odd(middle):\n    assert middle([3, 1, 2]) == 2",
        "# HIDDEN\ndef test_even(middle):\n    assert middle([4, 3, 2, 1]) == 2",
    ],
}
UNFAIR, FAIR = "middle([4, 3, 2, 1]) == 2", "2 <= middle([4, 3, 2, 1]) <= 3"

BETWEEN = (
    "def middle(numbers):\n    a, b = sorted(numbers), len(numbers)\n"
    "    return (a[(b - 1) // 2] + a[b // 2]) / 2"
)
NO_FLOATS = "def mean(numbers):\n    return sum(numbers) // len(numbers)"
FIRST = "def middle(numbers):\n    return numbers[0]"
HANGS = "def total(numbers):\n    while True:\n        pass"

CLASS = 60


def new_course(root: Path) -> tuple[Course, Lab]:
    """A course with a lab of three questions, two points each."""
    course = Course(root)
    new_lab(course, "hw1")
    lab = course.lab("hw1")
    shutil.rmtree(lab.source / "mistakes")
    (lab.source / "hw1.lab.py").unlink()  # this lab is written as a notebook
    config = source(cells(lab)[0])
    made = [raw(config), text("# Homework 1")]
    for name, answer in ANSWERS.items():
        head, body = answer.split("\n", 1)
        marked = f"{head}\n    # BEGIN SOLUTION\n{body}\n    # END SOLUTION"
        made += [raw(f"# BEGIN QUESTION\nname: {name}\npoints: 2"), text(f"Write `{name}`.")]
        made += [raw("# BEGIN SOLUTION"), code(marked), raw("# END SOLUTION")]
        made += [raw("# BEGIN TESTS"), *map(code, TESTS[name]), raw("# END TESTS")]
        made += [raw("# END QUESTION")]
    rewrite(lab, made)
    (lab.source / "lab.toml").write_text(
        'title = "Homework 1"\npoints = 6\n[limits]\ncell = 2\ncase = 1\nseconds = 20\n'
    )
    return course, lab


@dataclass
class Term:
    """A course, its lab, and what a class has handed in."""

    course: Course
    lab: Lab
    files: dict[str, bytes] = field(default_factory=dict)

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return torchgrade_here(*words, cwd=self.course.root)

    def notebook(self, who: int, **answers: str) -> bytes:
        """The solution with other answers, and a line of the student's own."""
        found = read(self.lab.solutions / "hw1.ipynb")
        for cell in found.cells:
            for name, answer in ANSWERS.items():
                if cell.cell_type == "code" and f"def {name}(" in source(cell):
                    cell.source = f"# by student {who}\n{answers.get(name, answer)}"
        found.metadata["otter"] = {"assignment_name": answers.get("assignment", "hw1")}
        return json.dumps(found).encode()

    def hand_in(self, who: int, content: bytes, title: str = "hw1.ipynb", *, late: bool = False,
                number: int = 0) -> str:  # fmt: skip
        """Put a file into Canvas's download; return its name."""
        mark = "LATE_" if late else ""
        name = f"student{word(who)}_{mark}{1000 + who}_{number or 50000 + who}_{title}"
        self.files[name] = content
        return name

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in self.files.items():
                archive.writestr(name, content)
        return path

    def roster(self, path: Path) -> Path:
        lines = ["Student,ID,SIS User ID,Section", "Points Possible,,,"]
        lines += [f'"Student, {word(who).title()}",{1000 + who},s{who},A' for who in range(CLASS)]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        return path


def word(who: int) -> str:
    """A student's first name: 0 is Ba, 11 is Bebe."""
    syllables = [a + b for a in "bdfgk" for b in "aeiou"]
    return syllables[who % 25] + (syllables[who // 25 - 1] if who >= 25 else "")


def hand_in_all(term: Term) -> dict[str, int]:
    """Fill the download, and return who is who."""
    odd = {kind: number for number, kind in enumerate((
        *("late", "twice", "renamed", "wrong lab", "blank", "no bytes", "hangs", "pdf", "absent"),
    ))}  # fmt: skip
    for who in range(len(odd), CLASS):
        kind = ({"middle": BETWEEN}, {}, {"middle": FIRST}, {"mean": NO_FLOATS})[who % 4]
        term.hand_in(who, term.notebook(who, **kind))
    term.hand_in(odd["late"], term.notebook(0), late=True)
    term.hand_in(odd["twice"], term.notebook(1, mean=NO_FLOATS))
    again = term.notebook(1, middle=BETWEEN)
    term.hand_in(odd["twice"], again, "hw1-1.ipynb", number=60001)
    term.hand_in(odd["renamed"], term.notebook(2, middle=BETWEEN), "My Homework (1).ipynb")
    term.hand_in(odd["wrong lab"], term.notebook(3, assignment="hw2"))
    term.hand_in(odd["blank"], (term.lab.release / "hw1.ipynb").read_bytes())
    term.hand_in(odd["no bytes"], b"")
    term.hand_in(odd["hangs"], term.notebook(6, total=HANGS, middle=BETWEEN))
    term.hand_in(odd["pdf"], b"%PDF", "hw1.pdf")
    return odd


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["sid"]: row for row in csv.DictReader(file)}


def grades(out: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_text()) for path in (out / "submissions").glob("*/grade.json")]
    return {grade["sid"]: grade for grade in found}


def decided(grade: dict[str, Any], *left_out: str) -> dict[str, Any]:
    """All that a grade says, but for how long it took, of what build and with which uid."""
    varying = {"seconds", "notebook_seconds", "isolation", "mark", "seed", "receipts", *left_out}
    return {key: value for key, value in grade.items() if key not in varying}


@pytest.mark.slow(reason="a class of sixty, graded twice: half a minute of a processor")
def test_a_term(tmp_path: Path) -> None:
    term = Term(*new_course(tmp_path / "course"))
    assert term.run("build", "hw1").returncode == 0
    odd = hand_in_all(term)
    download, roster = term.write(tmp_path / "submissions.zip"), term.roster(tmp_path / "class.csv")
    out, mended = tmp_path / "grades", tmp_path / "mended"

    graded = term.run("grade", "hw1", download, "--roster", roster, "--out", out, "--jobs", "2")
    assert graded.returncode == 0, graded.stderr
    before, files = rows(out), {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    _all_is_accounted_for(out, before, odd)

    edit(term.lab, UNFAIR, FAIR)
    assert term.run("build", "hw1").returncode == 0
    only = ["--only", "middle", "--merge", out, "--out", mended, "--roster", roster]
    again = term.run("grade", "hw1", download, *only, "--jobs", "2")
    assert again.returncode == 0, again.stderr
    assert {path: path.read_bytes() for path in files} == files, "of the earlier run"
    _only_who_should_change_changes(out, mended, odd)

    late = term.notebook(odd["absent"], mean=NO_FLOATS)
    alone = tmp_path / f"studentgega_LATE_{1000 + odd['absent']}_70000_hw1.ipynb"
    alone.write_bytes(late)
    added = tmp_path / "added"
    assert term.run("grade", "hw1", alone, "--out", added, "--jobs", "1").returncode == 0
    both = term.run("merge", mended, added, "--out", tmp_path / "both")
    assert both.returncode == 0, both.stderr
    assert len(grades(tmp_path / "both")) == len(grades(mended)) + 1


def _all_is_accounted_for(out: Path, found: dict[str, dict[str, str]], odd: dict[str, int]) -> None:
    """Each of the class has a row, and each file a row or a line among what was not taken."""
    kinds = {kind: found[f"s{who}"] for kind, who in odd.items()}
    assert set(found) == {f"s{who}" for who in range(CLASS)}
    states = {kind: (row["status"], row["score"]) for kind, row in kinds.items()}
    assert states == {
        "late": ("graded", "6"),
        "twice": ("graded", "5"),
        "renamed": ("graded", "5"),
        "wrong lab": ("rejected", ""),
        "blank": ("graded", "0"),
        "no bytes": ("rejected", ""),
        "hangs": ("graded", "3"),
        "pdf": ("missing", ""),
        "absent": ("missing", ""),
    }
    assert [kind for kind, row in kinds.items() if row["late"] == "yes"] == ["late"]
    assert kinds["twice"]["attempt"] == "2"
    assert "hw2" in kinds["wrong lab"]["message"]
    assert "hw1.pdf" in kinds["pdf"]["message"]
    not_taken = (out / "not_taken.csv").read_text()
    assert "an earlier attempt of Student, " in not_taken
    scores = [found[f"s{who}"]["score"] for who in range(len(odd), CLASS)]
    assert [scores.count(score) for score in ("6", "5", "4")] == [13, 25, 13], scores


def _only_who_should_change_changes(out: Path, mended: Path, odd: dict[str, int]) -> None:
    old, new = grades(out), grades(mended)
    assert set(new) == set(old)
    changed = {who for who in old if old[who]["score"] != new[who]["score"]}
    between = {f"s{who}" for who in range(len(odd), CLASS) if who % 4 == 0}
    assert changed == between | {f"s{odd[kind]}" for kind in ("twice", "renamed", "hangs")}
    for who, grade in old.items():
        other = new[who]
        if grade["status"] != "graded":
            assert decided(grade) == decided(other)
            continue
        assert [q["name"] for q in grade["questions"]] == list(ANSWERS)
        assert json.dumps(other["questions"][:2]) == json.dumps(grade["questions"][:2])
        assert decided(other, "score", "questions") == decided(grade, "score", "questions")
        assert other["score"] == grade["score"] + (who in changed)
        assert not any("release" in flag for flag in other["flags"])
    for who, row in rows(mended).items():
        varying = {"score", "graded_score", "final", "middle", "seconds"}
        assert {**row, **dict.fromkeys(varying)} == {**rows(out)[who], **dict.fromkeys(varying)}
