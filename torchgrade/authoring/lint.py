"""Finds author errors that otter ignores in the source, before anything is built."""

from __future__ import annotations

import ast
import re
from typing import Any

import yaml

from torchgrade.authoring.assignment_config import check_config, keys
from torchgrade.authoring.outline import Outline, Question
from torchgrade.course import MOST_SECONDS, SETTINGS, Lab
from torchgrade.errors import AuthorError

__all__ = ["TEST_CONFIG", "lint"]

TEST_CONFIG = re.compile(
    r'^(?:[^\n]\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG[^\n]*\n(.*?)'
    r'^""?"?\s*#\s*END\s*TEST\s*CONFIG[^\n]*\n?',
    re.S | re.M | re.I,
)
"""The config at the top of a test, as otter matches it: also after ``_ =``, and in lower case."""

_TEST_KEYS = {"name", "points", "hidden", "success_message", "failure_message"}
"""The keys of a test's config that otter reads, and `name`, which earlier versions read."""


def lint(outline: Outline, lab: Lab) -> None:
    """Check a source notebook.

    Raises:
        AuthorError: names every problem found, with its cell.
    """
    _settings(outline, lab)
    check_config(outline, lab)
    seen: dict[str, int] = {}
    tests: dict[str, int] = {}
    for question in outline.questions:
        _question(outline, question, seen)
        for test in question.tests:
            _test(outline, test, tests)
        for cell in outline.code(question.solutions):
            _solution(outline, cell)
    for cell in outline.stray_solutions:
        _solution(outline, cell)
    if outline.problems:
        raise AuthorError("\n".join(outline.problems))


def _settings(outline: Outline, lab: Lab) -> None:
    """Check the settings of lab.toml that are for Gradescope's container."""
    where = lab.source / SETTINGS
    if not 0 < lab.seconds <= MOST_SECONDS:
        outline.problems.append(
            f"{where}, [limits]: expected seconds from 1 to {MOST_SECONDS} (Gradescope ends a run "
            f"after 600), found {lab.seconds}"
        )
    known = {"score", "seconds", *(q.name for q in outline.questions if not q.manual)}
    for title, what in lab.leaderboard.items():
        if what not in known:
            outline.problems.append(
                f"{where}, [leaderboard]: expected {title!r} to show one of "
                f"{', '.join(sorted(known))}, found {what!r}"
            )


def _question(outline: Outline, question: Question, seen: dict[str, int]) -> None:
    from otter.assign.question_config import QuestionConfig

    cell, name = question.cell, question.name
    if not re.fullmatch(r"[A-Za-z0-9_]+", name):
        outline.problem(cell, f"expected a name of letters, digits and _, found {name!r}")
    if name in seen:
        outline.problem(cell, f"expected a new name, found {name!r} of cell {seen[name]} again")
    seen.setdefault(name, cell)
    keys(outline, cell, question.config, QuestionConfig, "a question")
    points = question.config.get("points", 1)
    if question.manual and not isinstance(points, (int, float)):
        outline.problem(
            cell, f"expected one number of points for the written question, found {points!r}"
        )
    if question.manual and question.tests:
        outline.problem(cell, f"expected no tests in the written question {name!r}, found some")
    if not question.manual and not question.tests:
        outline.problem(cell, f"expected at least one test in {name!r}, found none")


def _solution(outline: Outline, cell: int) -> None:
    """Check that each solution in a cell has the beginning and end that otter expects."""
    from otter.assign.solutions import begin_solution_regex

    begun = 0
    for number, line in enumerate(outline.source(cell).splitlines(), start=1):
        if line.rstrip().endswith("# END SOLUTION"):
            if not begun:
                text = "expected # BEGIN SOLUTION before the # END SOLUTION"
                outline.problem(cell, f"{text} in line {number} of the cell, found none")
            begun = 0
        elif not begun and begin_solution_regex.match(line):
            begun = number
    if begun:
        text = "expected # END SOLUTION after the # BEGIN SOLUTION"
        outline.problem(cell, f"{text} in line {begun} of the cell, found none")


def _test(outline: Outline, cell: int, tests: dict[str, int]) -> None:
    """Check one test cell."""
    text = outline.source(cell)
    config: dict[str, Any] = {}
    match = TEST_CONFIG.match(text.lstrip())
    if match and text[:1].isspace():
        outline.problem(cell, "expected the test config on the first line: otter reads none below")
    if match:
        try:
            loaded = yaml.safe_load(match[1])
        except yaml.YAMLError as error:
            outline.problem(cell, f"expected YAML in the test config, found: {error}")
            return
        config = loaded if isinstance(loaded, dict) else {}
    elif re.search(r"#\s*BEGIN\s*TEST\s*CONFIG", text, re.IGNORECASE):
        outline.problem(cell, "expected the test config, closed, at the top of the cell")
    for key in sorted(set(config) - _TEST_KEYS):
        outline.problem(
            cell, f"expected one of {', '.join(sorted(_TEST_KEYS))}, found the key {key!r}"
        )
    for key in () if outline.doctests else ("failure_message", "success_message"):
        message = str(config.get(key) or "")
        # otter pastes the message between double quotes into a Python file.
        if '"' in message or "\\" in message or "\n" in message:
            outline.problem(
                cell, f'expected a {key} of one line with no " and no \\, found {message!r}'
            )
    first, *rest = text.splitlines() or [""]
    hidden = bool(config.get("hidden", False))
    if not match and re.fullmatch(r"\s*#\s*HIDDEN\s*", first, re.IGNORECASE):
        hidden = True
    elif not match and first.lstrip().startswith("#") and re.search(r"\bhidden\b", first, re.I):
        outline.problem(cell, f"expected only # HIDDEN, found {first!r}: otter hides this test")
    if not hidden and re.search(r"#\s*BEGIN\s+HIDDEN\s+TESTS?\b", text, re.IGNORECASE):
        outline.problem(
            cell, "expected a hidden test in a cell of its own, found nbgrader's marker: not hidden"
        )
    if any(re.fullmatch(r"\s*#\s*HIDDEN\s*", line, re.IGNORECASE) for line in rest):
        outline.problem(cell, "expected # HIDDEN on the first line, found it below: not hidden")
    end = match.end() if match else 0
    _function(outline, cell, "\n" * text[:end].count("\n") + text[end:], tests)


def _function(outline: Outline, cell: int, text: str, tests: dict[str, int]) -> None:
    if outline.doctests:
        return
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        at = f"{error.msg}, line {error.lineno} of the cell"
        outline.problem(cell, f"expected a Python function, found a syntax error: {at}")
        return
    if not tree.body or not isinstance(tree.body[0], ast.FunctionDef) or len(tree.body) > 2:
        outline.problem(cell, "expected one function definition and at most a call of it")
        return
    name = tree.body[0].name
    if name in tests:
        # otter's test file would only contain the second one; mistakes name tests by their
        # functions.
        outline.problem(
            cell, f"expected a new name, found the test {name} of cell {tests[name]} again"
        )
    tests.setdefault(name, cell)
