"""Finds a test case that the solution fails in the source notebook, with its message.

otter names a line of the test file that it has written, where the author's comments, blank lines
and line breaks are gone.
"""

from __future__ import annotations

import ast
import difflib
import re
from pathlib import Path

from torchgrade.authoring.lint import TEST_CONFIG
from torchgrade.authoring.outline import Outline, Question
from torchgrade.records import CaseSpec

__all__ = ["body_of", "cell_of", "said_by", "unknown_parameters"]

_OTTERS = re.compile(
    r"(?:❌ Test case failed\n)?Error at line (\d+) in test [^\n]*:\n(.*?)\n(\w+): ?(.*)", re.S
)
"""otter's message about a test function that raised: line, code, error and its text."""


def cell_of(outline: Outline, question: Question, index: int) -> int:
    """Return the number of the cell with a question's case; that of the question, if unknown."""
    cells = outline.code(question.tests)
    return cells[index] if index < len(cells) else question.cell


def body_of(outline: Outline, cell: int) -> str:
    """Return the code of a test cell with its configuration blanked, so that line numbers stay."""
    text = outline.source(cell)
    start = len(text) - len(text.lstrip())
    match = TEST_CONFIG.match(text[start:])
    end = start + match.end() if match else 0
    return "\n" * text[:end].count("\n") + text[end:]


def said_by(message: str, test_file: Path, body: str, *, with_error: bool = True) -> str:
    """Return the message of a failed case, with the line in its cell and the code there.

    Args:
        message: the message in the grade.
        test_file: the file written by otter.
        body: the code of the cell.
        with_error: include the error, if the test has raised one.
    """
    match = _OTTERS.fullmatch(message.strip())
    if not match:
        return message.strip()
    error, text = match[3], match[4].strip()
    line = _line_of(int(match[1]), test_file, body)
    code = body.splitlines()[line - 1].strip() if line else match[2].strip()
    at = f"in line {line} of the cell, `{code}`" if line else f"in `{code}`"
    if not with_error:
        return at
    return f"{at}: {error}{f': {text}' if text else ', with no text'}"


def _line_of(line: int, test_file: Path, body: str) -> int:
    """Return the line in a cell for a line of the test file; 0 if it is not found."""
    try:
        theirs, ours = ast.parse(test_file.read_text(encoding="utf-8")), ast.parse(body)
    except SyntaxError:
        return 0
    written = [n for n in theirs.body if isinstance(n, ast.FunctionDef)]
    around = [n for n in written if n.lineno <= line <= (n.end_lineno or 0)]
    mine = [n for n in ours.body if isinstance(n, ast.FunctionDef)]
    if len(around) != 1 or not mine:
        return 0
    around[0].decorator_list = mine[0].decorator_list = []  # the line that otter has added
    # ast.unparse keeps the type and order of nodes.
    pairs = zip(ast.walk(around[0]), ast.walk(mine[0]), strict=False)
    lines = [
        getattr(own, "lineno", 0)
        for made, own in pairs
        if getattr(made, "lineno", 0) == line and type(made) is type(own)
    ]
    return min((found for found in lines if found), default=0)


def unknown_parameters(body: str, outline: Outline, case: CaseSpec) -> str:
    """Describe a test's parameters whose names the notebook never defines; empty if there are none.

    Args:
        body: the test's code.
        outline: the outline of the source notebook.
        case: the test case.
    """
    tests = {number for question in outline.questions for number in question.tests}
    code = outline.code([n for n in range(1, len(outline.notebook.cells) + 1) if n not in tests])
    known: set[str] = set()
    for number in code:
        known |= _names_in(outline.source(number))
    said = []
    for name in _parameters(body, case.test):
        if name in known or name == "env":
            continue
        near = difflib.get_close_matches(name, sorted(known), n=1)
        more = f" (did you mean {near[0]!r}?)" if near else ""
        said.append(
            f"expected a parameter that a cell of the notebook defines, found {name!r}{more}"
        )
    return "; ".join(said)


def _parameters(body: str, test: str) -> list[str]:
    try:
        tree = ast.parse(body)
    except SyntaxError:
        return []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == test:
            return [argument.arg for argument in node.args.args]
    return []


def _names_in(text: str) -> set[str]:
    """Collect everything that may be the name of something that a cell defines."""
    return set(re.findall(r"[^\W\d]\w*", text))
