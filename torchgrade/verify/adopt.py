"""Makes a student's answer a mistake that tests must catch, or an alternative they must accept."""

from __future__ import annotations

import ast
import contextlib
import re
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring import read_source, staged
from torchgrade.authoring.outline import Outline
from torchgrade.bundle import open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text
from torchgrade.verify.cache import RunCache
from torchgrade.verify.notebook_runner import NotebookRunner, Task
from torchgrade.verify.proof import Run
from torchgrade.verify.variant import defined, replace_cell

__all__ = ["MISSING", "adopt"]

MISSING = "test_that_is_missing"
"""The test named by an adopted mistake that no test catches, which verify then reports."""

_NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python's parser may raise for untrusted text."""


def adopt(
    course: Course,
    lab: Lab,
    submission: Path,
    question: str,
    kind: str,
    engine: IsolatedEngine,
    *,
    name: str = "",
    why: str = "",
) -> Path:
    """Write a submission's answer to one question into the lab's folder, and return where.

    Only that answer is taken: it is graded within the lab's own solution, and the new file lists
    the tests that fail there.

    Args:
        course: the course of the lab.
        lab: the lab.
        submission: a student's notebook.
        question: the question.
        kind: "mistake" or "alternative".
        engine: grades the answer.
        name: the name of the new file; empty: the question and a number.
        why: a sentence that says what is special about the answer.

    Raises:
        AuthorError: there is no such answer, or no such file can be written.
    """
    folders = {"mistake": lab.mistakes, "alternative": lab.alternatives}
    if kind not in folders:
        raise AuthorError(f"--as {kind}: expected mistake or alternative")
    outline = read_source(lab)
    path = _new_path(folders[kind], question, name)
    try:
        student = nb.read(submission)
    except OSError as error:
        raise AuthorError(f"{submission} can't be read: {error.strerror}") from None
    except nb.NotebookError as error:
        raise AuthorError(f"{submission}: {error}") from None
    with staged(course, lab) as trees, open_bundle(trees.autograder) as bundle:
        solved = nb.read(trees.solutions / lab.notebook.name)
        release = nb.read(trees.release / lab.notebook.name)
        number, code = _answer(outline, question, release, student)
        changed = replace_cell(solved, outline.source(number), code)
        with contextlib.closing(RunCache(course.cache / "verify.sqlite")) as cache:
            run = NotebookRunner(lab, bundle, trees.solutions, engine, cache, 1).run(Task(changed))
    one_of_several = len(outline.code(outline.question(question).solutions)) > 1
    cell = sorted(defined(outline.source(number)))[:1] if one_of_several else []
    text = _docstring(kind, question, run, cell, why) + "\n" + code.strip("\n") + "\n"
    write_text(path, text)
    return path


def _new_path(folder: Path, question: str, name: str) -> Path:
    if name and not re.fullmatch(r"\w+", name):
        raise AuthorError(f"--name {name}: expected letters, digits and underscores")
    number = 1
    while not name or (folder / f"{name}.py").exists():
        if name and number == 1:
            raise AuthorError(f"{folder / name}.py already exists: choose another --name")
        name, number = f"{question}_adopted_{number}", number + 1
    return folder / f"{name}.py"


def _answer(outline: Outline, question: str, release: Any, student: Any) -> tuple[int, str]:
    """Find the one cell of a question where the student's answer differs from the solution."""
    found = {}
    for number in outline.code(outline.question(question).solutions):
        code = _theirs(outline.source(number), release, student)
        if code is None:
            raise AuthorError(
                f"no cell of the submission answers {question}: expected the cell of the release, "
                f"or one that defines {', '.join(sorted(defined(outline.source(number))))}"
            )
        if _tree(code, question) != _tree(outline.source(number), question):
            found[number] = code
    if not found:
        raise AuthorError(
            f"the answer to {question} is the lab's own solution: there is nothing to adopt"
        )
    if len(found) > 1:
        cells = " and ".join(f"cell {number}" for number in found)
        raise AuthorError(
            f"the answer to {question} has several cells that are not the solution's ({cells} of "
            f"{outline.where}), and a mistake or an alternative changes one: put the solution's "
            "code into all others of the submission, and adopt that"
        )
    return next(iter(found.items()))


def _theirs(source: str, release: Any, student: Any) -> str | None:
    """Return the student's version of a solution cell, found by its id or else its definitions."""
    from otter.assign.solutions import replace_solutions

    handed_out = "\n".join(replace_solutions(source.splitlines(), "python"))
    ids = [cell.get("id") for cell in release.cells if nb.source(cell) == handed_out]
    cells = [cell for cell in student.cells if cell.cell_type == "code"]
    for cell in cells:
        if cell.get("id") in ids:
            return nb.source(cell)
    for cell in reversed(cells):
        try:
            if defined(source) <= defined(nb.source(cell)):
                return nb.source(cell)
        except _NO_PYTHON:
            continue
    return None


def _tree(code: str, question: str) -> str:
    try:
        return ast.dump(ast.parse(nb.without_magics(code)))
    except _NO_PYTHON as error:
        said = str(error) or "it is nested too deeply"
        raise AuthorError(f"the answer to {question} is not Python: {said}") from None


def _docstring(kind: str, question: str, run: Run, cell: list[str], why: str) -> str:
    own = [test for test, whose in run.failed.items() if whose == question]
    others = sorted({whose for whose in run.failed.values() if whose != question})
    lines = [why or "Adopted from a submission: say here in a sentence what is special.", ""]
    lines.append(f"question: {question}")
    if kind == "alternative":
        lines.append("fails: none")
    else:
        lines.append(f"fails: {', '.join(own) or MISSING}")
        if others:
            lines.append(f"also: {', '.join(others)}")
    if cell:
        lines.append(f"cell: {cell[0]}")
    return '"""' + "\n".join(lines) + '\n"""'
