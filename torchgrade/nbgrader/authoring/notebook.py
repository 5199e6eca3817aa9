"""Converts a source notebook in otter's format to nbgrader's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline, Question
from torchgrade.errors import AuthorError
from torchgrade.gradecells import GradeCell, answer_id, grade_cells, text_id
from torchgrade.nbgrader.authoring import cells
from torchgrade.records import Manifest

__all__ = ["source_notebook"]

_WRITTEN = "_Type your answer here, replacing this text._"
_LAST = """\
## Submission

Restart the kernel and run all cells, or press *Validate*: the tests that you see must pass. Save \
the notebook, then submit the assignment."""


def source_notebook(outline: Outline, manifest: Manifest, tests: Path) -> Any:
    """Make the source notebook of an nbgrader course.

    Args:
        outline: the source notebook in otter's format.
        manifest: the manifest of the autograder that was built from it.
        tests: the folder with the autograder's test files.

    Raises:
        AuthorError: nbgrader does not support something in the notebook.
    """
    made = nbformat.v4.new_notebook()
    made.cells = [
        *_Transform(outline, manifest, tests).cells(),
        nbformat.v4.new_markdown_cell(_LAST),
    ]
    made.metadata["otter"] = {"assignment_name": manifest.lab}
    made.metadata["torchgrade"] = {"lab": manifest.lab, "stamp": manifest.stamp}
    made = nb.normalise(made)
    for place, cell in enumerate(made.cells):
        if "nbgrader" in cell.metadata or "torchgrade" in cell.metadata:
            # A release keeps the source's cell ids: with a hash of a solution in an id, students
            # could check guesses.
            cell.id = hashlib.sha256(f"{place}:{manifest.lab}".encode()).hexdigest()[:12]
    return made


class _Transform:
    """Walks through an outline once."""

    def __init__(self, outline: Outline, manifest: Manifest, tests: Path) -> None:
        self._outline = outline
        self._tests = tests
        self._specs = {question.name: question for question in manifest.questions}
        self._graded: dict[str, list[GradeCell]] = {}
        for cell in grade_cells(manifest):
            self._graded.setdefault(cell.question, []).append(cell)
        self._texts: dict[str, int] = {}

    def cells(self) -> Iterator[Any]:
        """Yield the cells of the new notebook."""
        from otter.assign.utils import is_ignore_cell

        questions = {number: q for q in self._outline.questions for number in range(q.cell, q.end)}
        ends = {q.end: q for q in self._outline.questions}
        for number, cell in enumerate(self._outline.notebook.cells, 1):
            question = questions.get(number)
            if number in ends:
                yield from self._end(ends[number])
            elif number == self._outline.config_cell or is_ignore_cell(cell):
                continue
            elif question is None:
                yield cells.plain(cell, self._source(number))
            elif number in question.solutions:
                yield from self._answer(question, number)
            elif cell.cell_type != "raw" and number not in (*question.prompts, *question.tests):
                yield cells.text(cell, self._text(question, number), self._text_name(question))

    def _source(self, number: int) -> str:
        """Return a cell's source without lines that otter keeps from students."""
        from otter.assign.solutions import remove_ignored_lines

        return "\n".join(remove_ignored_lines(self._outline.source(number).split("\n")))

    def _text(self, question: Question, number: int) -> str:
        """Return a text of a question; the last one shows its points, as in otter."""
        source = self._source(number)
        texts = [
            n
            for n in range(question.cell + 1, question.end)
            if self._outline.notebook.cells[n - 1].cell_type == "markdown"
            and n not in (*question.prompts, *question.solutions)
        ]
        if self._outline.config.get("show_question_points") and texts[-1:] == [number]:
            return f"{source}\n\n_Points:_ {self._specs[question.name].points:g}"
        return source

    def _text_name(self, question: Question) -> str:
        count = self._texts[question.name] = self._texts.get(question.name, 0) + 1
        return text_id(question.name, count)

    def _answer(self, question: Question, number: int) -> Iterator[Any]:
        """Yield the answer cell for a solution cell.

        The texts of a written answer become one cell, since one cell has the points.
        """
        kinds = {n: self._outline.notebook.cells[n - 1].cell_type for n in question.solutions}
        answers = [n for n in question.solutions if question.manual or kinds[n] == "code"]
        solution = self._source(number)
        if "code" not in kinds.values():
            answers = answers[:1]
            solution = "\n\n".join(map(self._source, question.solutions))
        if number not in answers:
            return
        place = answers.index(number)
        if question.prompts and len(question.prompts) != len(answers):
            raise AuthorError(
                f"{self._outline.where}: nbgrader needs a prompt for each of the {len(answers)} "
                f"answer cells of {question.name}, found {len(question.prompts)}"
            )
        prompt = question.prompts[place] if question.prompts else 0
        yield cells.answer(
            kinds[number],
            solution,
            self._source(prompt) if prompt else self._stub(number, kinds[number]),
            answer_id(question.name, place + 1),
            self._specs[question.name].points if question.manual and not place else None,
        )

    def _stub(self, number: int, kind: str) -> str:
        """Return what otter leaves of a solution without a prompt."""
        from otter.assign.solutions import replace_solutions

        if kind == "markdown":
            return _WRITTEN
        return "\n".join(replace_solutions(self._source(number).split("\n"), "python"))

    def _end(self, question: Question) -> Iterator[Any]:
        """Yield the tests of a question, or an answer cell if there is none yet."""
        graded = self._graded.get(question.name, [])
        if question.manual:
            if not question.solutions:
                [cell] = graded
                yield cells.answer("markdown", _WRITTEN, _WRITTEN, cell.id, cell.points)
            return
        spec = self._specs[question.name]
        cases = {case.name: case for case in spec.cases}
        sources = cells.case_sources(self._tests / f"{question.name}.py")
        if len(sources) != len(cases):
            raise AuthorError(
                f"{self._outline.where}: expected {len(cases)} test functions of different names "
                f"in {question.name}, found {len(sources)}"
            )
        found = dict(zip(cases, sources, strict=True))
        for cell in graded:
            yield cells.tests(cell, [cases[n] for n in cell.cases], [found[n] for n in cell.cases])
