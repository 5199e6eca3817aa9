"""Imports a source notebook of nbgrader as a lab.

A test cell becomes a question named by its grade id, which gives all of its points or none, as in
nbgrader: its visible part becomes a public test case, and the whole cell, or its hidden part if
that needs nothing else, a hidden one. An answer cell belongs to the next test cell.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import yaml

from torchgrade import notebook as nb
from torchgrade.authoring.importing.case_function import NotebookNames
from torchgrade.authoring.importing.lab_folder import (
    Imported,
    config_cell,
    lab_name,
    lab_settings,
    mentioned_files,
    place_of,
    write_lab,
)
from torchgrade.authoring.importing.nbgrader_tests import test_cells
from torchgrade.authoring.importing.regions import TEXT_STUB, otter_solution, parts, stubbed
from torchgrade.course import Course
from torchgrade.errors import AuthorError

__all__ = ["import_nbgrader"]

_SCHEMA = 3


@dataclass
class _Cell:
    """A cell of nbgrader's notebook, with its metadata."""

    number: int
    kind: str  # plain, answer, test, manual or task
    cell: Any
    data: dict[str, Any]
    question: str = ""

    @property
    def text(self) -> str:
        return nb.source(self.cell)

    @property
    def where(self) -> str:
        return place_of(self.number, self.text)

    @property
    def points(self) -> float:
        return float(self.data.get("points") or 0)


def import_nbgrader(course: Course, notebook: Path, name: str = "") -> Imported:
    """Make source/<lab>/ from an nbgrader notebook, as its author wrote it.

    Args:
        course: where the lab goes.
        notebook: nbgrader's source notebook.
        name: the lab's name; empty: derived from the file's name.

    Raises:
        AuthorError: it is not such a notebook, or can't become a lab.
    """
    lab = lab_name(notebook, name)
    try:
        read = nb.read(notebook)
    except (nb.NotebookError, OSError) as error:
        raise AuthorError(f"{notebook}: {error}") from None
    language = str(read.metadata.get("kernelspec", {}).get("language", "python")).lower()
    if not language.startswith("python"):
        raise AuthorError(f"{notebook} is for {language}: only Python is graded")
    cells = _classified(notebook, read)
    maker = _Maker(_names(cells))
    try:
        maker.make(cells)
    except AuthorError as error:
        raise AuthorError(f"{notebook}, {error}") from None
    texts = [cell.text for cell in cells]
    files, left = mentioned_files(notebook, texts)
    if left:
        maker.notes.append(f"not taken over, since no cell names them: {', '.join(left)}")
    first = nbformat.v4.new_raw_cell(config_cell(lab, files))
    made = nb.normalise(nbformat.v4.new_notebook(cells=[first, *maker.cells]))
    settings = lab_settings(lab, maker.points, maker.inside)
    folder = write_lab(course, lab, made, settings, notebook.parent, files)
    return Imported(folder, maker.questions, maker.points, tuple(maker.notes))


def _classified(notebook: Path, read: Any) -> list[_Cell]:
    """List the cells with their kinds and questions."""
    cells, problems = [], []
    for number, cell in enumerate(read.cells, 1):
        found = cell.metadata.get("nbgrader")
        data = found if isinstance(found, dict) else {}
        made = _Cell(number, _kind(data), cell, data)
        cells.append(made)
        if data and data.get("schema_version", 1) != _SCHEMA:
            problems.append(f"{made.where} has metadata of an old schema: run `nbgrader update`")
        if "checksum" in data and made.kind == "answer" and "BEGIN SOLUTION" not in made.text:
            problems.append(f"{made.where} is of a release: expected the notebook with solutions")
    if problems:
        raise AuthorError("\n".join(f"{notebook}, {problem}" for problem in problems))
    if all(cell.kind == "plain" for cell in cells):
        raise AuthorError(f"{notebook} has no cell that nbgrader grades: is it an otter notebook?")
    seen: Counter[str] = Counter()
    for cell in cells:
        if cell.kind != "plain":
            wanted = re.sub(r"\W", "_", str(cell.data.get("grade_id") or ""), flags=re.ASCII)
            wanted = wanted or f"cell_{cell.number}"
            seen[wanted] += 1
            cell.question = wanted if seen[wanted] == 1 else f"{wanted}_{seen[wanted]}"
    return cells


def _kind(data: dict[str, Any]) -> str:
    if data.get("task"):
        return "task"
    if data.get("grade"):
        return "manual" if data.get("solution") else "test"
    return "answer" if data.get("solution") else "plain"


def _names(cells: list[_Cell]) -> NotebookNames:
    """Find the names that cells other than tests define, ignoring cells that are not Python."""
    found = NotebookNames()
    for cell in cells:
        if cell.cell.cell_type == "code" and cell.kind != "test":
            try:
                found.add(nb.without_magics(cell.text))
            except SyntaxError:
                continue
    return found


@dataclass
class _Maker:
    """Converts nbgrader's cells to otter's, one after the other."""

    names: NotebookNames
    cells: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    points: float = 0
    questions: int = 0
    _held: list[_Cell] = field(default_factory=list)
    _locked: list[int] = field(default_factory=list)

    def make(self, cells: list[_Cell]) -> None:
        """Convert all cells; raises ``AuthorError``, which names the cell."""
        for cell in cells:
            try:
                self._add(cell)
            except AuthorError as error:
                raise AuthorError(f"{cell.where}: {error}") from None
        self._let_go()
        if self._locked:
            numbers = ", ".join(map(str, self._locked))
            self.notes.append(
                f"locked in nbgrader, and not put back here if a student changes them: "
                f"cells {numbers}"
            )

    def _add(self, cell: _Cell) -> None:
        if cell.question and cell.kind != "answer" and cell.question != cell.data.get("grade_id"):
            self.notes.append(f"{cell.where}: the grade id became {cell.question}")
        if cell.kind == "answer" or (cell.kind == "plain" and self._held):
            self._held.append(cell)
        elif cell.kind == "plain":
            self.cells.append(self._plain(cell))
        elif cell.kind == "test" and cell.cell.cell_type == "code":
            self._tested(cell)
        else:
            self._let_go()
            self._marked(cell)

    def _plain(self, cell: _Cell) -> Any:
        if cell.data.get("locked"):
            self._locked.append(cell.number)
        return _copy(cell, cell.text)

    def _let_go(self) -> None:
        """Write answer cells that no test follows: nbgrader removes their solutions, too."""
        last = max((n for n, cell in enumerate(self._held) if cell.kind == "answer"), default=-1)
        answers, self._held = self._held[: last + 1], self._held[last + 1 :]
        rest, self._held = self._held, []
        if answers:
            first = next(cell for cell in answers if cell.kind == "answer")
            self.notes.append(
                f"{first.where}: no test cell follows before the next question, so it became the "
                f"written question {first.question}, of 0 points"
            )
            self._begin(first.question, points=0, manual=True)
            self._answers(answers)
            self.cells.append(_raw("# END QUESTION"))
        self.cells += map(self._plain, rest)

    def _begin(self, question: str, **config: Any) -> None:
        """Begin a question, with the text before it."""
        self.questions += 1
        self.points += config["points"]
        config["points"] = _number(config["points"])
        told = yaml.safe_dump({"name": question, **config}, sort_keys=False).rstrip()
        lead = self.cells.pop() if self.cells and self.cells[-1].cell_type == "markdown" else None
        self.cells.append(_raw(f"# BEGIN QUESTION\n{told}"))
        self.cells += [lead] if lead else []

    def _answers(self, cells: list[_Cell]) -> None:
        for cell in cells:
            if cell.kind != "answer":
                self.cells.append(self._plain(cell))
            elif cell.cell.cell_type == "code":
                self._solution(cell, otter_solution(cell.text))
            else:
                self._solution(cell, _unmarked(cell.text))

    def _solution(self, cell: _Cell, text: str) -> None:
        self.cells += [_raw("# BEGIN SOLUTION"), _copy(cell, text), _raw("# END SOLUTION")]

    def _tested(self, cell: _Cell) -> None:
        made = test_cells(cell.question, cell.text, cell.points, self.names)
        held, self._held = self._held, []
        more = {"all_or_nothing": True} if made.all_or_nothing else {}
        self._begin(cell.question, points=cell.points, **more)
        self._answers(held)
        tests = map(nbformat.v4.new_code_cell, made.cells)
        self.cells += [_raw("# BEGIN TESTS"), *tests, _raw("# END TESTS"), _raw("# END QUESTION")]
        self.notes += [f"{cell.where}: {note}" for note in made.notes]
        if made.inside:
            self.inside.append(cell.question)

    def _marked(self, cell: _Cell) -> None:
        """Write a manually graded question."""
        text, scheme = cell.text, ""
        if cell.kind == "task":
            cut = parts(text, "MARK SCHEME")
            text = "\n".join(line for inside, lines in cut for line in lines if not inside)
            scheme = "\n".join(line for inside, ls in cut for line in ls[1:] if inside)
        elif cell.kind == "test":
            self.notes.append(f"{cell.where}: a test cell of text became a written question")
        self._begin(cell.question, points=cell.points, manual=True)
        if cell.kind != "manual":
            self.cells.append(_copy(cell, text.rstrip()))
            self.cells += _prompt(TEXT_STUB)
            if scheme:
                self._solution(cell, scheme.strip("\n"))
        elif cell.cell.cell_type == "code":
            self._solution(cell, otter_solution(text))
        else:
            self.cells += _prompt(stubbed(text))
            self._solution(cell, _unmarked(text))
        self.cells.append(_raw("# END QUESTION"))


def _unmarked(text: str) -> str:
    """Return a text without markers of solutions."""
    cut = parts(text, "SOLUTION")
    return "\n".join(line for inside, lines in cut for line in lines[1 if inside else 0 :])


def _prompt(text: str) -> list[Any]:
    return [_raw("# BEGIN PROMPT"), nbformat.v4.new_markdown_cell(text), _raw("# END PROMPT")]


def _raw(text: str) -> Any:
    return nbformat.v4.new_raw_cell(text)


def _copy(cell: _Cell, text: str) -> Any:
    """Return the cell with another text, and only its tags as metadata."""
    make = getattr(nbformat.v4, f"new_{cell.cell.cell_type}_cell")
    tags = cell.cell.metadata.get("tags")
    made = make(text, metadata={"tags": tags} if tags else {})
    if cell.cell.get("attachments"):
        made["attachments"] = cell.cell["attachments"]
    return made


def _number(points: float) -> float:
    return int(points) if points == int(points) else points
