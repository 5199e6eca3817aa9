"""Diagrams of submissions coming in, grades going out, and later changes of grades."""

from __future__ import annotations

from tools.diagrams.drawing import Box, drawn

__all__ = ["gpu", "inbox", "marking", "outbox", "regrading"]


def inbox() -> str:
    """Draw what happens to things in the inbox."""
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


def gpu() -> str:
    """Draw how points that need a GPU are decided."""
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
    """Draw the steps from a wrong test to new grades."""
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


def marking() -> str:
    """Draw how a person's mark gets into a grade."""
    rows = [
        [
            Box("a", "a marker", ("in a browser",)),
            Box("b", "another one", ("in another",)),
            Box("form", "formgrader", ("where nbgrader is used",)),
        ],
        [Box("db", "marks.db", ("by the content of an answer; kept at once",), "trusted")],
        [
            Box(
                "apply",
                "written into grades",
                ("by a button, Ctrl-C or --apply,", "and each time you grade"),
            )
        ],
        [
            Box("json", "grades.json, .csv", ("points join the score",)),
            Box("page", "feedback.html", ("reasons and comment",)),
            Box("report", "report.html, marks.csv", ("who gave what",)),
        ],
    ]
    arrows = [
        *((one, "db") for one in ("a", "b", "form")),
        ("db", "apply"),
        *(("apply", one) for one in ("json", "page", "report")),
    ]
    return drawn(
        "A mark is kept at once, written into grades, and survives a regrade.", rows, arrows
    )
