"""Diagrams of a course: the order of labs, and the steps of students, instructors and authors."""

from __future__ import annotations

import re

from tools.diagrams.drawing import Box, drawn
from tools.pictures import ROOT

__all__ = ["authoring", "importing", "instructor", "labs", "student", "weights"]

COURSE = ROOT / "docs" / "course.md"
_ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| [^|]+ \| ([^|]+) \| (\d+) \|", re.MULTILINE)


def labs() -> str:
    """Draw which lab needs which, by the course's table."""
    rows = _ROW.findall(COURSE.read_text("utf-8"))
    needs = {int(n): [int(m) for m in re.findall(r"\b\d+\b", before)] for n, _, before, _ in rows}
    level: dict[int, int] = {}
    for number in sorted(needs):
        level[number] = 1 + max((level[one] for one in needs[number]), default=0)
    boxes = {
        int(n): Box(n, f"{n}  {name}", (f"{hours} hours",), "trusted") for n, name, _, hours in rows
    }
    lines = [
        [boxes[number] for number in sorted(needs) if level[number] == one]
        for one in range(1, max(level.values()) + 1)
    ]
    arrows = [
        (str(one), str(number))
        for number in needs
        for one in needs[number]
        if not any(one in needs[other] for other in needs[number])  # otherwise it is already shown
    ]
    return drawn("The ten labs, and which needs which.", lines, arrows)


def student() -> str:
    """Draw a student's steps through a lab."""
    rows = [
        [Box("read", "read a question", ("shapes, defaults, what stays as it is",))],
        [Box("write", "write the answer", ("in the cell that says ...",), "trusted")],
        [Box("check", "run the check cell", ("right so far, or the line to mend",))],
        [Box("board", "grader.check_all()", ("which questions are right so far",))],
        [
            Box("rerun", "Restart, run all", ("as the grader will",)),
            Box("export", "the export cell", ("saves; says what is missing",)),
            Box("hand", "hand in the zip", ("with weights, if asked for",), "trusted"),
        ],
        [Box("page", "a page of feedback", ("graded: points, and hints of hidden tests",))],
    ]
    arrows = [
        ("read", "write"),
        ("write", "check"),
        ("check", "write"),
        ("check", "board", "right"),
        ("board", "read", "next question"),
        ("board", "rerun"),
        ("rerun", "export"),
        ("export", "hand"),
        ("hand", "page"),
    ]
    return drawn(
        "A student writes and checks question by question, then hands in and reads feedback.",
        rows,
        arrows,
    )


def instructor() -> str:
    """Draw an instructor's week."""
    rows = [
        [Box("build", "build, verify", ("before anybody sees the lab",), "trusted")],
        [Box("out", "give out release/LAB/", ("on Canvas, Moodle, Gradescope, a hub",))],
        [Box("grade", "grade, with the class list", ("at the deadline",), "trusted")],
        [Box("report", "report.html", ("tests that look wrong, who is missing",))],
        [
            Box("mend", "mend a wrong test", ("its question alone is graded anew",)),
            Box("mark", "mark written answers", ("blind, several people",)),
        ],
        [Box("back", "export, feedback", ("scores and pages, back to your system",), "trusted")],
    ]
    arrows = [
        ("build", "out"),
        ("out", "grade", "a week later"),
        ("grade", "report"),
        ("report", "mend"),
        ("report", "mark"),
        ("mend", "back"),
        ("mark", "back"),
    ]
    return drawn("An instructor's week, from the build to what students get back.", rows, arrows)


def authoring() -> str:
    """Draw how a lab is written and proved, until nothing is left to fix."""
    rows = [
        [Box("new", "new, add-question, import", ("a lab that builds as it is",))],
        [Box("write", "write", ("text, solution, tests, mistakes",), "trusted")],
        [Box("build", "build", ("solution, blank, leaks",))],
        [Box("verify", "verify --watch", ("mistakes, mutants, noise, order",))],
        [Box("release", "release it", ("students' answers come in",), "trusted")],
        [Box("adopt", "adopt", ("an answer that was judged wrongly",))],
    ]
    arrows = [
        ("new", "write"),
        ("write", "build"),
        ("build", "verify"),
        ("verify", "write", "a survivor: sharpen a test"),
        ("verify", "release", "every gate holds"),
        ("release", "adopt"),
        ("adopt", "verify", "is part of the proof"),
    ]
    return drawn(
        "A lab is written, built and proved until every gate holds; answers of students join in.",
        rows,
        arrows,
    )


def importing() -> str:
    """Draw how an existing assignment becomes a lab."""
    rows = [
        [
            Box("nbgrader", "nbgrader's source", ("test cells become functions",)),
            Box("otter", "otter's source", ("stays as it is, nearly",)),
            Box("zip", "otter's zip alone", ("no source at hand",)),
        ],
        [
            Box("import", "torchgrade import", ("names what can't be carried over",), "trusted"),
            Box("pack", "grade, pack", ("with otter's scores",), "trusted"),
        ],
        [
            Box("lab", "source/LAB/", ("build, verify, as any lab",)),
            Box("grades", "grades", ("isolated where otter's scores allow",)),
        ],
    ]
    arrows = [
        ("nbgrader", "import"),
        ("otter", "import"),
        ("zip", "pack"),
        ("import", "lab"),
        ("pack", "grades"),
    ]
    return drawn("Sources become a lab; a zip of plain otter is graded as it is.", rows, arrows)


def weights() -> str:
    """Draw how trained weights get from a student's machine to a score."""
    rows = [
        [Box("train", "a cell trains", ("tagged otter_ignore: graders skip it",))],
        [Box("file", "weights/LAB_DATA.safetensors", ("plain numbers; handed in",), "trusted")],
        [
            Box("header", "its header", ("names, shapes, size",), "trusted"),
            Box("model", "the student's network", ("gets plain tensors, images",), "untrusted"),
            Box("labels", "test labels", ("stay with the grader",), "trusted"),
        ],
        [Box("score", "accuracy", ("measured, never believed",), "trusted")],
    ]
    arrows = [
        ("train", "file"),
        ("file", "header"),
        ("header", "model"),
        ("model", "score"),
        ("labels", "score"),
    ]
    return drawn(
        "Weights are handed in as plain numbers, and measured by the grader.", rows, arrows
    )
