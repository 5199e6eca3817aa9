"""The page that explains how a question was graded, for staff only."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path

from torchgrade.files.writing import write_text
from torchgrade.records import Grade
from torchgrade.results.html import templates
from torchgrade.results.writer import submission_folder

__all__ = ["explain_question", "explanation"]


def explain_question(
    grade: Grade,
    details: Mapping[tuple[str, int], str],
    question: str,
    autograder: Path,
    out: Path,
) -> None:
    """Write ``explain-QUESTION.html`` beside a submission's feedback.

    It shows the student's cells beside the tests' messages and, folded, each failed test's source,
    its inputs and what it expected, so it is not for students.

    Args:
        grade: the grade.
        details: (question, case) -> the test's frames with their values, and the traceback in the
            student's process.
        question: the question's name.
        autograder: the folder of the autograder, with tests/.
        out: the output folder of the run.
    """
    path = autograder / "tests" / f"{question}.py"
    page = templates().get_template("explain.html")
    source = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = next((q for q in grade.questions if q.name == question), None)
    text = page.render(
        grade=grade,
        question=found,
        name=question,
        cells=[cell for cell in grade.answers if cell.question == question],
        source=source,
        tests=_tests(source, len(found.cases) if found else 0),
        details={
            index: _parts(text) for (name, index), text in details.items() if name == question
        },
    )
    write_text(explanation(out, grade, question), text)


def _parts(text: str) -> tuple[str, str]:
    """Part how what was got differs from what was expected from the values in frames."""
    before, between, frames = text.partition("\n\nIn the test:\n")
    return (before, frames) if between else ("", text)


def explanation(out: Path, grade: Grade, question: str) -> Path:
    """Return where the page of a question of a submission lies."""
    return out / submission_folder(grade) / f"explain-{question}.html"


def _tests(source: str, count: int) -> Sequence[str]:
    """Return the source of each test of a file; empty texts where its tests can't be told apart.

    Args:
        source: of an author's test file.
        count: of its cases.
    """
    try:
        nodes = ast.parse(source).body
    except SyntaxError:
        nodes = []
    found = [
        ast.get_source_segment(source, node) or ""
        for node in nodes
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    ]
    return found if len(found) == count else [""] * count
