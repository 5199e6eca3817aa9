"""Reads what several rules need from a source notebook: a question's text, comments, calls."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping

from torchgrade.authoring.outline import Outline, Question
from torchgrade.notebook import without_magics

__all__ = [
    "aliases",
    "calls",
    "comments",
    "dotted",
    "given_text",
    "question_text",
    "shown_code",
    "solution_code",
]


def question_text(outline: Outline, question: Question) -> str:
    """Return what a student reads about a question.

    This is the text in the question, the text between the previous question and this one, which
    often contains the task itself, and what otter leaves of the solution cells (signatures,
    docstrings).
    """
    start, end = _before(outline, question), _end(outline, question)
    hidden = {*question.solutions, *question.tests}
    shown = [n for n in range(start, end) if n not in hidden and _is(outline, n, "markdown")]
    return "\n\n".join([*(outline.source(n) for n in shown), shown_code(outline, question)])


def given_text(outline: Outline, question: Question) -> str:
    """Return ``question_text`` and all earlier text that belongs to no question."""
    taken: set[int] = set()
    for other in outline.questions:
        taken |= set(range(other.cell, _end(outline, other) + 1))
    before = [n for n in range(1, question.cell) if n not in taken and _is(outline, n, "markdown")]
    texts = [outline.source(n) for n in before]
    return "\n\n".join([*texts, question_text(outline, question)])


def shown_code(outline: Outline, question: Question) -> str:
    """Return the solution cells of a question as students get them."""
    from otter.assign.solutions import replace_solutions

    cells = [outline.source(n).splitlines() for n in outline.code(question.solutions)]
    return "\n".join(line for lines in cells for line in replace_solutions(lines, "python"))


def solution_code(outline: Outline, question: Question) -> str:
    """Return the code of a question's solution, one statement per line, without comments."""
    written = []
    for number in outline.code(question.solutions):
        try:
            tree = ast.parse(without_magics(outline.source(number)))
        except SyntaxError:
            continue  # the notebook will not run, which a build reports
        written.append(ast.unparse(_Undocumented().visit(tree)))
    return "\n".join(written)


class _Undocumented(ast.NodeTransformer):
    """Removes strings that are statements, mostly docstrings."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        alone = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return ast.Pass() if alone else node


def _is(outline: Outline, number: int, kind: str) -> bool:
    return bool(outline.notebook.cells[number - 1].cell_type == kind)


def _end(outline: Outline, question: Question) -> int:
    """Return the number of the END QUESTION cell (or of the last one) of a question."""
    last = len(outline.notebook.cells)
    for number in range(question.cell, last + 1):
        marks = re.match(r"\s*#\s*END\s+QUESTION", outline.source(number), re.IGNORECASE)
        if marks and _is(outline, number, "raw"):
            return number
    return last


def _before(outline: Outline, question: Question) -> int:
    """Return the number of the first cell after the previous question."""
    earlier = [other for other in outline.questions if other.cell < question.cell]
    return _end(outline, earlier[-1]) + 1 if earlier else 1


def comments(source: str) -> Mapping[int, str]:
    """Return the comments of some code by their line, counted from 1."""
    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                found[token.start[0]] = token.string.lstrip("# ").strip()
    except (tokenize.TokenError, SyntaxError):
        pass  # keep what was read up to the fault
    return {line: text for line, text in found.items() if text}


def aliases(function: ast.FunctionDef) -> Mapping[str, str]:
    """Return the names that a test imports: local name -> full dotted name."""
    names: dict[str, str] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Import):
            for item in node.names:
                top = item.name.partition(".")[0]
                names[item.asname or top] = item.name if item.asname else top
        elif isinstance(node, ast.ImportFrom):
            for item in node.names:
                names[item.asname or item.name] = f"{node.module or ''}.{item.name}"
    return names


def dotted(node: ast.expr, names: Mapping[str, str]) -> str:
    """Spell out ``a.b.c`` in full; only ``.c`` is left after a call or an index."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(names.get(node.id, node.id) if isinstance(node, ast.Name) else "")
    return ".".join(reversed(parts))


def calls(tree: ast.AST, names: Mapping[str, str]) -> Iterator[tuple[str, ast.Call]]:
    """Yield all calls below a node, with the full name of the called function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func, names), node
