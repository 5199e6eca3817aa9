"""The outline of a source notebook: its questions, and which cells are solutions and tests.

otter parses the same blocks, but says little if something is wrong with them; every problem found
here names the cell, what was expected and what was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import yaml

from torchgrade import notebook as nb
from torchgrade.errors import AuthorError

__all__ = ["Outline", "Question", "marker_of", "merged", "read_outline"]

_BLOCK = re.compile(r"#\s+(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\s*$", re.IGNORECASE)
_ALMOST_BLOCK = re.compile(
    r"[\s#*`-]*(BEGIN|END)\W+(QUESTION|PROMPT|SOLUTION|TEST|HIDDEN|ANSWER)", re.IGNORECASE
)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_CONFIG = re.compile(r"#\s+ASSIGNMENT\s+CONFIG", re.IGNORECASE)
_IGNORED = re.compile(r"##\s*IGNORE\s*##\s*|#\s*IGNORE\s*", re.IGNORECASE)  # as in otter
_FENCE = re.compile(r"^\s*```otter\s*$", re.MULTILINE)
_LINE_MARKER = re.compile(
    r"#\s*SOLUTION(\s+NO\s+PROMPT)?\s*$|#\s*(BEGIN|END)\s+(SOLUTION|PROMPT)(\s+NO\s+PROMPT)?\s*$"
)


@dataclass
class Question:
    """One question: its configuration and the numbers (from 1) of its cells."""

    cell: int
    config: dict[str, Any]
    prompts: list[int] = field(default_factory=list)
    solutions: list[int] = field(default_factory=list)
    tests: list[int] = field(default_factory=list)
    end: int = 0

    @property
    def name(self) -> str:
        """The question's name, as tests and grades use it."""
        return str(self.config.get("name", ""))

    @property
    def manual(self) -> bool:
        """Whether it is graded manually."""
        return bool(self.config.get("manual", False))


@dataclass
class Outline:
    """A parsed source notebook."""

    notebook: Any
    where: str
    config: dict[str, Any] = field(default_factory=dict)
    config_cell: int = 0
    questions: list[Question] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def strips_all(self) -> bool:
        """Whether otter also removes solutions from code cells outside of solution blocks."""
        return bool(self.config.get("strip_solutions_from_all_cells", False))

    @property
    def doctests(self) -> bool:
        """Whether tests are doctests, which expect the outputs of their cells."""
        tests = self.config.get("tests")
        return bool(tests.get("ok_format", True)) if isinstance(tests, dict) else True

    @property
    def stray_solutions(self) -> list[int]:
        """The code cells outside of solution blocks and tests from which otter removes lines."""
        if not self.strips_all:
            return []
        inside = {n for q in self.questions for n in (*q.solutions, *q.tests)}
        return [
            number
            for number in self.code(list(range(1, len(self.notebook.cells) + 1)))
            if number not in inside
            and re.search(r"# ?(BEGIN )?SOLUTION", self.source(number))
            and not _IGNORED.match(self.source(number))
        ]

    def source(self, cell: int) -> str:
        """Return the source of cell ``cell``, counted from 1."""
        return nb.source(self.notebook.cells[cell - 1])

    def code(self, cells: list[int]) -> list[int]:
        """Return those of ``cells`` that are code cells."""
        return [n for n in cells if self.notebook.cells[n - 1].cell_type == "code"]

    def find(self, source: str) -> int:
        """Return the number of the code cell with this source, or 0 if otter has changed it."""
        for number in self.code(list(range(1, len(self.notebook.cells) + 1))):
            if self.source(number) == source:
                return number
        return 0

    def problem(self, cell: int, text: str) -> None:
        """Add a problem at a cell, or at cell 0 for the whole notebook, to ``problems``."""
        if not cell:
            self.problems.append(f"{self.where}: {text}")
            return
        lines = [line.strip() for line in self.source(cell).splitlines() if line.strip()] or [""]
        first = lines[0]
        if "BEGIN TEST CONFIG" in first:  # as all tests begin
            first = next((line for line in lines if line.startswith("def ")), first)
        self.problems.append(f"{self.where}, cell {cell} ({first[:60]!r}): {text}")

    def title(self, question: Question) -> str:
        """Return the first heading of a question's text; empty if it has none."""
        for cell in range(question.cell + 1, question.end):
            if cell in question.solutions or self.notebook.cells[cell - 1].cell_type != "markdown":
                continue
            heading = _HEADING.search(self.source(cell))
            if heading:
                return heading[1]
        return ""

    def question(self, name: str) -> Question:
        """Return the question called ``name``; raises ``AuthorError`` if there is none."""
        for question in self.questions:
            if question.name == name:
                return question
        names = ", ".join(q.name for q in self.questions)
        raise AuthorError(f"{self.where} has no question {name!r} (it has: {names})")


def _yaml(outline: Outline, cell: int, text: str) -> dict[str, Any]:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        outline.problem(cell, f"expected YAML below the first line, found: {error}")
        return {}
    if value is None:
        return {}
    if not isinstance(value, dict):
        outline.problem(cell, f"expected `key: value` lines below the first line, found {value!r}")
        return {}
    return value


def marker_of(text: str) -> tuple[str, str] | None:
    """Return BEGIN or END, and of what, if a cell is such a marker of otter's."""
    match = _BLOCK.match(text.partition("\n")[0])  # otter also reads only the first line
    return (match[1].upper(), match[2].upper()) if match else None


def read_outline(notebook: Any, where: str, folder: Path | None = None) -> Outline:
    """Return the outline of a source notebook, with every problem in its blocks.

    Args:
        notebook: the source notebook, nbformat 4.
        where: its name in messages, such as its path below the course.
        folder: its folder, with the configuration file that it may name; without it, such a file is
            not read.
    """
    outline = Outline(_unfenced(notebook), where)
    question: Question | None = None
    block: str | None = None
    for number, cell in enumerate(outline.notebook.cells, start=1):
        text = nb.source(cell)
        marker = marker_of(text) if cell.cell_type == "raw" else None
        if _is_ignored(outline, number, text):
            continue
        if cell.cell_type == "raw" and _CONFIG.match(text):
            _configure(outline, number, text, folder)
        elif marker is None:
            _content(outline, number, text, question, block)
        elif marker == ("BEGIN", "QUESTION"):
            if question is not None:
                outline.problem(number, f"expected END QUESTION of {question.name!r} before it")
            question, block = Question(number, _yaml(outline, number, text)), None
            outline.questions.append(question)
        elif question is None:
            outline.problem(number, "expected it inside a question, found it outside of one")
        elif marker == ("END", "QUESTION"):
            if block is not None:
                outline.problem(number, f"expected END {block} before it")
            question.end = number
            question, block = None, None
        elif marker[0] == "BEGIN":
            if block is not None:
                outline.problem(number, f"expected END {block} before it")
            block = marker[1]
        elif block != marker[1]:
            outline.problem(number, f"expected BEGIN {marker[1]} before it")
        else:
            block = None
    if question is not None:
        outline.problem(question.cell, "expected an END QUESTION cell after it, found none")
    if not outline.config_cell:
        outline.problems.append(f"{where}: expected a first raw cell `# ASSIGNMENT CONFIG`")
    return outline


def _is_ignored(outline: Outline, number: int, text: str) -> bool:
    """Return whether otter leaves a cell out; add a problem if only part of a word asks for it."""
    first = text.partition("\n")[0]
    if not _IGNORED.match(first):
        return False
    if not _IGNORED.fullmatch(first):
        outline.problem(
            number,
            "expected only `# IGNORE` in its first line, or another first line: otter takes "
            f"{first.strip()!r} for it, and leaves the cell out",
        )
    return True


def _configure(outline: Outline, number: int, text: str, folder: Path | None) -> None:
    """Read the assignment's configuration, and the file that it may name, which it overrides."""
    config = _yaml(outline, number, text)
    if outline.config_cell:
        outline.problem(number, f"expected one configuration, that of cell {outline.config_cell}")
        return
    outline.config_cell = number
    named = config.get("config_file")
    if named and folder is not None:
        try:
            more = (folder / str(named)).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            outline.problem(number, f"expected the config_file {named}, found: {error}")
        else:
            config = merged(_yaml(outline, number, more), config)
    outline.config = config


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge a configuration into another one, key by key, as otter does."""
    both = {
        key: merged(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **both}


def _unfenced(notebook: Any) -> Any:
    """Return a notebook with raw cells in place of markdown cells with otter's fenced blocks."""
    cells = [
        _unfenced_cell(cell) if cell.cell_type == "markdown" else cell for cell in notebook.cells
    ]
    return nbformat.from_dict({**notebook, "cells": cells})


def _unfenced_cell(cell: Any) -> Any:
    lines = [line.strip() for line in nb.source(cell).strip().splitlines()]
    alone = lines[:1] == ["```otter"] and lines[-1] == "```" and lines.count("```") == 1
    if cell.cell_type != "markdown" or not alone:
        return cell
    inside = nb.source(cell).strip().splitlines()[1:-1]
    return nbformat.v4.new_raw_cell("\n".join(inside), metadata=cell.metadata)


def _content(
    outline: Outline, number: int, text: str, question: Question | None, block: str | None
) -> None:
    """Add an ordinary cell to its question; a misplaced marker is a problem."""
    kind = outline.notebook.cells[number - 1].cell_type
    _no_lostmarker_of(outline, number, kind, text)
    if question is not None and block == "SOLUTION":
        question.solutions.append(number)
        return
    if question is not None and block == "TESTS":
        question.tests.append(number)
        return
    if question is not None and block == "PROMPT":
        question.prompts.append(number)
    if kind != "code":
        return
    if "BEGIN TEST CONFIG" in text:
        outline.problem(
            number,
            "expected this test between raw BEGIN TESTS and END TESTS cells, found it outside: "
            "students would see it",
        )
    for line in () if outline.strips_all else text.splitlines():
        if _LINE_MARKER.search(line.rstrip()):
            outline.problem(
                number,
                f"expected {line.strip()!r} between raw BEGIN SOLUTION and END SOLUTION cells, "
                "found it outside: students would see the solution (unless the config has "
                "`strip_solutions_from_all_cells: true`)",
            )
            return


def _no_lostmarker_of(outline: Outline, number: int, kind: str, text: str) -> None:
    """Add a problem for a cell that was meant as a marker, but that otter hands out."""
    marker = marker_of(text)
    if kind == "raw" and _ALMOST_BLOCK.match(text):
        outline.problem(
            number,
            "expected a first line of the form `# BEGIN SOLUTION` (or END; or QUESTION, PROMPT, "
            "TESTS), which otter reads, with nothing before or after it",
        )
    elif marker and (kind == "markdown" or marker[1] in ("QUESTION", "TESTS")):
        outline.problem(
            number, f"expected `# {' '.join(marker)}` in a raw cell, found it in a {kind} cell"
        )
    elif kind == "markdown" and _FENCE.search(text):
        outline.problem(
            number,
            "expected a block ```otter ... ``` alone in its cell, so that messages can name it, "
            "found more in it: split the cell, or use raw cells",
        )
