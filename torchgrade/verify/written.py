"""The test cells of a source notebook, read without running them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from torchgrade.authoring.importing.names import names_of
from torchgrade.authoring.lint import TEST_CONFIG
from torchgrade.authoring.outline import Outline, Question

__all__ = ["WrittenTest", "written_tests"]

_HIDDEN = re.compile(r"\s*#\s*HIDDEN\s*", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenTest:
    """One test cell of a question.

    ``cell`` counts from 1. ``name`` is that of the test function or, if the cell is a doctest and
    ``function`` is ``None``, otter's (``q1 - 2``). ``points`` is ``None`` if the cell does not say,
    and ``config`` is what it does say. ``source`` is the code below the configuration; lines of
    ``function`` are numbered in it.
    """

    question: str
    cell: int
    name: str
    hidden: bool
    points: float | None
    config: dict[str, Any]
    function: ast.FunctionDef | None
    source: str

    @property
    def place(self) -> str:
        """Its name in findings."""
        return f"cell {self.cell} ({self.name})"

    @property
    def hint(self) -> str:
        """The author's message for a student when it fails."""
        return str(self.config.get("failure_message") or "").strip()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that it uses but does not define: parameters and globals, by Python's scopes.

        Words of messages, attributes and its own variables are not among them.
        """
        try:
            used = names_of(self.source).free
        except SyntaxError:
            return frozenset(re.findall(r"\w+", self.source))
        if self.function is None:
            return used
        arguments = self.function.args
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        return used | {argument.arg for argument in every}


def written_tests(outline: Outline) -> list[WrittenTest]:
    """Read all test cells of an outline, in order.

    A cell that ``torchgrade build`` would refuse (invalid YAML or Python) is read as far as
    possible.
    """
    return [
        _read(outline, question, position, cell)
        for question in outline.questions
        for position, cell in enumerate(question.tests, start=1)
    ]


def _read(outline: Outline, question: Question, position: int, cell: int) -> WrittenTest:
    text = outline.source(cell).lstrip()
    match = TEST_CONFIG.match(text)
    config = _config(match[1]) if match else {}
    source = text[match.end() :] if match else text
    first = (text.splitlines() or [""])[0]
    hidden = bool(config.get("hidden", False))
    if not match and _HIDDEN.fullmatch(first):
        hidden, source = True, text[len(first) :].lstrip("\n")
    function = None if outline.doctests else _function(source)
    points = config.get("points")
    return WrittenTest(
        question=question.name,
        cell=cell,
        name=function.name if function else f"{question.name} - {position}",
        hidden=hidden,
        points=float(points) if isinstance(points, (int, float)) else None,
        config=config,
        function=function,
        source=source,
    )


def _config(text: str) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _function(source: str) -> ast.FunctionDef | None:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    return next((node for node in tree.body if isinstance(node, ast.FunctionDef)), None)
