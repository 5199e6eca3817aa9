"""Grades as a run writes them, with a student's text that tries to be markup."""

from __future__ import annotations

from torchgrade.records import (
    Batch,
    CaseGrade,
    CaseSpec,
    Grade,
    Manifest,
    QuestionGrade,
    QuestionSpec,
)

EVIL = "<script>alert(1)</script>"

CONFIG = {"show_stdout": True, "show_hidden": False}

MANIFEST = Manifest(
    lab="lab",
    title="A lab",
    stamp="abc",
    questions=(
        QuestionSpec(
            "q1",
            4,
            cases=(
                CaseSpec("q1 - 1", "test_a", False, 1, "look at a"),
                CaseSpec("q1 - 2", "test_b", True, 3, "look at b"),
            ),
        ),
        QuestionSpec("q2", 5, manual=True),
    ),
)

GRADE = Grade(
    submission="ada/lab.ipynb",
    status="graded",
    score=0.0,
    max_score=4,
    unmarked=5,
    student=EVIL,
    seconds=1.5,
    notebook_seconds=0.5,
    questions=(
        QuestionGrade(
            "q1",
            0.0,
            4,
            (
                CaseGrade(
                    "q1 - 1", "failed", False, 0, 1, f"❌ Test case failed\n{EVIL}", "look at a"
                ),
                CaseGrade("q1 - 2", "failed", True, 0, 3, "SECRET source and input", "look at b"),
            ),
        ),
    ),
)

REJECTED = Grade("bob.zip", "rejected", 4, message="Not a zip.", student="=1+1")

UNGRADED = Grade("cy.ipynb", "ungraded", 4, message="SECRET traceback")

BATCH = Batch("lab", "otter", "mnist", {"torch": "2.15.0"}, (GRADE, REJECTED, UNGRADED))
