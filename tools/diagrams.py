"""Draw what pages show as boxes and arrows: the order of labs, and who hands what to whom.

    python -m tools.diagrams

The order of the labs is read from the table of docs/course.md. A test looks whether the pictures in
docs/images are those that are drawn here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.pictures import IMAGES, ROOT, box, svg

COURSE = ROOT / "docs" / "course.md"
_ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| [^|]+ \| ([^|]+) \| (\d+) \|", re.MULTILINE)
_WIDTH, _GAP = 680.0, 46.0


@dataclass(frozen=True)
class Box:
    """A box: its key, its name, lines below it, and its kind (``trusted``, ``untrusted``)."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    kind: str = ""


def drawn(label: str, rows: list[list[Box]], arrows: list[tuple[str, ...]]) -> str:
    """Draw rows of boxes from top to bottom, and arrows between them: from, to, a word on it."""
    places: dict[str, tuple[int, float, float, float, float]] = {}
    parts, top = [], 10.0
    for number, row in enumerate(rows):
        width = min(320.0, (_WIDTH - 16 * (len(row) - 1)) / len(row))
        tall = 30.0 + 15 * max(len(one.lines) for one in row)
        left = 10 + (_WIDTH - width * len(row) - 16 * (len(row) - 1)) / 2
        for one in row:
            kind = f"box {one.kind}".rstrip()
            parts.append(box(left, top, width, tall, one.name, list(one.lines), kind))
            places[one.key] = (number, left, top, width, tall)
            left += width + 16
        top += tall + _GAP
    for start, end, *word in arrows:
        parts.append(_arrow(places[start], places[end], word[0] if word else ""))
    return svg(_WIDTH + 20, top - _GAP + 10, parts, label)


def _arrow(
    start: tuple[int, float, float, float, float],
    end: tuple[int, float, float, float, float],
    word: str,
) -> str:
    row, left, top, width, tall = start
    to_row, to_left, to_top, to_width, _ = end
    if row == to_row:
        x, y, to_x, to_y = left + width, top + tall / 2, to_left, top + tall / 2
    else:
        x, y, to_x, to_y = left + width / 2, top + tall, to_left + to_width / 2, to_top
    path = f'<path class="a" d="M{x:g} {y:g} L{to_x:g} {to_y:g}"/>'
    if not word:
        return path
    at = f'x="{(x + to_x) / 2 + 8:g}" y="{(y + to_y) / 2 + 4:g}"'
    return f'{path}\n<text class="s" text-anchor="start" {at}>{word}</text>'


def labs() -> str:
    """Draw which lab needs which, as the course's table says."""
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
        if not any(one in needs[other] for other in needs[number])  # else it is shown already
    ]
    return drawn("The ten labs, and which needs which.", lines, arrows)


def outbox() -> str:
    """Draw where grades go."""
    rows = [
        [Box("grades", "grades/", ("grades.csv, grades.json", "feedback of each student"))],
        [
            Box("export", "export", ("scores as a table",)),
            Box("feedback", "feedback --zip", ("one page a student",)),
            Box("gradebook", "gradebook", ("several labs, a term",)),
        ],
        [
            Box("canvas", "Canvas", ("gradebook", "feedback"), "trusted"),
            Box("moodle", "Moodle", ("worksheet", "feedback"), "trusted"),
            Box("term", "term/", ("gradebook.csv", "gradebook.html"), "trusted"),
        ],
    ]
    arrows = [
        *(("grades", one) for one in ("export", "feedback", "gradebook")),
        *((one, to) for one in ("export", "feedback") for to in ("canvas", "moodle")),
        ("gradebook", "term"),
    ]
    return drawn(
        "Grades go to Canvas and Moodle as tables and pages, and into a term.", rows, arrows
    )


def inbox() -> str:
    """Draw what becomes of things in the inbox."""
    rows = [
        [
            Box("canvas", "Canvas's zip"),
            Box("moodle", "Moodle's zip"),
            Box("gradescope", "Gradescope's zip"),
            Box("folder", "a folder", ("notebooks, zips",)),
        ],
        [Box("grade", "torchgrade grade", ("whose it is, which attempt, how late",), "trusted")],
        [
            Box("row", "grades.csv", ("a row a submission",)),
            Box("not", "not_taken.csv", ("with the reason",)),
            Box("missing", "missing", ("by the class list",)),
        ],
    ]
    arrows = [(one.key, "grade") for one in rows[0]] + [("grade", one.key) for one in rows[2]]
    label = "Each thing in the inbox becomes a row of grades.csv or is listed with the reason."
    return drawn(label, rows, arrows)


def cluster() -> str:
    """Draw who does what on a cluster."""
    worker = ("an engine, kept warm", "walls tried before a run")
    rows = [
        [Box("command", "torchgrade grade --cluster", ("course, inbox, grades, gradebook",))],
        [Box("scheduler", "Dask's scheduler", ("passes orders on",))],
        [Box(f"w{n}", f"worker {n}", worker, "trusted") for n in (1, 2, 3)],
        [Box(f"p{n}", "student's code", ("in the sandbox",), "untrusted") for n in (1, 2, 3)],
    ]
    arrows = [
        ("command", "scheduler", "autograder, submissions; grades come back"),
        *(("scheduler", f"w{n}") for n in (1, 2, 3)),
        *((f"w{n}", f"p{n}") for n in (1, 2, 3)),
    ]
    return drawn(
        "A command, a scheduler, and workers that each shut students' code in.", rows, arrows
    )


def containers() -> str:
    """Draw where each image is used."""
    rows = [
        [
            Box("release", "release/LAB", ("for students",)),
            Box("zip", "autograder/LAB.zip", ("one lab's tests",)),
            Box("clone", "a clone", ("of this repository",)),
        ],
        [
            Box("student", "student", ("JupyterLab, no grader",), "trusted"),
            Box("gradescope", "gradescope", ("one lab's autograder",), "trusted"),
            Box("grader", "grader", ("no lab, no data",), "trusted"),
        ],
        [
            Box("hub", "JupyterHub", ("a server a student",)),
            Box("web", "Gradescope", ("a container a submission",)),
            Box("own", "server or cluster", ("torchgrade grade",)),
        ],
    ]
    arrows = [
        ("release", "student", "requirements"),
        ("zip", "gradescope", "unzipped"),
        ("clone", "grader", "package"),
        ("student", "hub"),
        ("gradescope", "web"),
        ("grader", "own"),
    ]
    return drawn("What each of three images is made of, and where it runs.", rows, arrows)


def walls() -> str:
    """Draw who may do what while a submission is graded."""
    rows = [
        [Box("sup", "supervisor", ("queue, limits, files; reads no value of a student's",))],
        [Box("referee", "referee", ("tests, labels, expected values; scores",), "trusted")],
        [Box("player", "player", ("the student's cells, in the sandbox",), "untrusted")],
        [
            Box("hidden", "tests, others' work", ("closed; each player tries",)),
            Box("own", "its own folder", ("open, and bounded",)),
            Box("net", "network, processes", ("closed",)),
        ],
    ]
    arrows = [
        ("sup", "referee", "one for each submission"),
        ("referee", "player", "asks for values; plain data come back"),
        ("player", "own"),
    ]
    return drawn("Tests and scores live in another process than the student's code.", rows, arrows)


def gradescope() -> str:
    """Draw what happens on Gradescope, once and with each submission."""
    rows = [
        [Box("zip", "autograder/LAB.zip", ("uploaded once",))],
        [Box("setup", "setup.sh", ("makes the image, once",), "trusted")],
        [
            Box("hand", "a submission", ("notebook, or the export's zip",)),
            Box("run", "run_autograder", ("referee and player, apart",), "trusted"),
        ],
        [Box("results", "results.json", ("scores by question and test",))],
        [
            Box("student", "the student", ("public tests; scores when published",)),
            Box("staff", "staff", ("hidden tests, the log",)),
        ],
    ]
    arrows = [
        ("zip", "setup"),
        ("setup", "run"),
        ("hand", "run"),
        ("run", "results"),
        ("results", "student"),
        ("results", "staff"),
    ]
    return drawn(
        "The zip makes an image; each submission is run there, and gives results.", rows, arrows
    )


def gpu() -> str:
    """Draw how points that wait for a GPU are decided."""
    rows = [
        [Box("grade", "grade, without a GPU", ("all other tests are decided",))],
        [Box("pending", "grades/", ("74 of 100 points, 6 pending",))],
        [Box("only", "grade --only pending --merge", ("on a machine with a GPU",), "trusted")],
        [
            Box("done", "grades/", ("80 of 100 points",)),
            Box("pack", "--pack LAB.zip", ("verdicts, for Gradescope",)),
        ],
    ]
    arrows = [("grade", "pending"), ("pending", "only"), ("only", "done"), ("only", "pack")]
    return drawn(
        "Tests that need a GPU wait, and are decided later where there is one.", rows, arrows
    )


def regrading() -> str:
    """Draw the way from a wrong test to new grades."""
    rows = [
        [Box("old", "grades/", ("as students have read them",))],
        [Box("mend", "mend, build, verify", ("the answer in question becomes part of the proof",))],
        [Box("only", "grade --only q5 --merge grades", ("that question alone",), "trusted")],
        [
            Box("new", "regraded/", ("all else as it was",)),
            Box("by", "overrides.csv", ("what no test can decide",)),
        ],
        [Box("compare", "compare grades regraded", ("who went up or down, and why",), "trusted")],
    ]
    arrows = [
        ("old", "mend"),
        ("mend", "only"),
        ("only", "new"),
        ("new", "compare"),
        ("by", "compare"),
    ]
    return drawn(
        "A wrong test is mended, its question graded anew, and both runs compared.", rows, arrows
    )


DIAGRAMS = {
    "cluster.svg": cluster,
    "containers.svg": containers,
    "gpu.svg": gpu,
    "gradescope.svg": gradescope,
    "inbox.svg": inbox,
    "labs.svg": labs,
    "outbox.svg": outbox,
    "regrading.svg": regrading,
    "walls.svg": walls,
}

if __name__ == "__main__":
    for name, draw in DIAGRAMS.items():
        (IMAGES / name).write_text(draw(), "utf-8")
