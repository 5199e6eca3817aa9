"""Diagrams of what runs where: processes, images, workers, containers, and plug-ins."""

from __future__ import annotations

from tools.diagrams.drawing import Box, drawn

__all__ = ["cluster", "containers", "gradescope", "otter", "plugins", "walls"]


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


def walls() -> str:
    """Draw which process may do what while a submission is graded."""
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


def otter() -> str:
    """Draw how it is decided where the cases of a plain otter assignment run."""
    rows = [
        [
            Box("zip", "otter's zip", ("tests, as otter assign made them",)),
            Box("solution", "its solution", ("from the same folder",)),
        ],
        [Box("both", "both engines grade the solution", ("case by case, before the class",))],
        [
            Box(
                "out",
                "outside",
                ("the same result there as in otter", "nothing can forge it"),
                "trusted",
            ),
            Box(
                "in",
                "inside",
                ("the same result only there", "its own code could forge it"),
                "untrusted",
            ),
        ],
        [Box("grade", "a grade", ("otter's scores; names cases inside",))],
    ]
    arrows = [
        ("zip", "both"),
        ("solution", "both"),
        ("both", "out"),
        ("both", "in"),
        ("out", "grade"),
        ("in", "grade"),
    ]
    return drawn(
        "On the solution it is settled which cases run outside of the student's process.",
        rows,
        arrows,
    )


def plugins() -> str:
    """Draw what a plug-in can add, and which command uses it."""
    rows = [
        [Box("yours", "your package", ("entry points in its pyproject.toml",), "trusted")],
        [
            Box("checks", "checks"),
            Box("datasets", "datasets"),
            Box("rules", "rules"),
            Box("operators", "operators"),
            Box("discoverers", "discoverers"),
            Box("writers", "writers"),
        ],
        [
            Box("tests", "tests, notebooks", ("students install it, too",)),
            Box("verify", "torchgrade verify", ("authors",)),
            Box("grade", "torchgrade grade", ("whoever grades",)),
        ],
    ]
    arrows = [
        *(("yours", one.key) for one in rows[1]),
        ("checks", "tests"),
        ("datasets", "tests"),
        ("rules", "verify"),
        ("operators", "verify"),
        ("discoverers", "grade"),
        ("writers", "grade"),
    ]
    return drawn("A package adds to six groups, which three kinds of user load.", rows, arrows)
