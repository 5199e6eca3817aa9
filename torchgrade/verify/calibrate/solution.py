"""Finds definitions of a lab's solution in its source notebook, and runs them."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from torchgrade.authoring.outline import Outline
from torchgrade.errors import AuthorError
from torchgrade.notebook import without_magics

__all__ = ["attributes", "make_solution", "needed", "text_of", "used_names", "without_comments"]

_Definition = tuple[str, ast.stmt, frozenset[str]]
"""The text of a statement, its tree, and the names that it defines."""


def needed(outline: Outline, names: Iterable[str], given: Iterable[str] = ()) -> str:
    """Return the definitions of these names and everything they need, in the notebook's order.

    A definition is an import, a function, a class, or an assignment of a literal, at the top level
    of a cell that is not a test. Everything else that cells do (loading data, choosing a device) is
    up to the caller.

    Args:
        outline: the outline of the source notebook.
        names: the names to define.
        given: names that need no definition, since the caller sets them.

    Raises:
        AuthorError: a cell is not Python, or no cell defines one of the names.
    """
    definitions = list(_definitions(outline))
    known = frozenset().union(*(names for *_, names in definitions))
    missing = sorted(set(names) - known - set(given))
    if missing:
        raise AuthorError(
            f"{outline.where} defines no {', '.join(missing)}: expected a function, a class, an "
            "import or a literal of that name, outside of tests"
        )
    wanted, todo = set(names), list(names)
    while todo:
        name = todo.pop()
        for _, tree, names in definitions:
            if name in names:
                fresh = (used_names(tree) & known) - wanted
                wanted |= fresh
                todo += sorted(fresh)
    return "\n\n".join(text for text, _, names in definitions if names & wanted) + "\n"


def make_solution(code: str) -> ModuleType:
    """Run definitions in a new module, whose attributes are their globals and can be set."""
    module = ModuleType("solution")
    exec(compile(code, "<solution>", "exec"), module.__dict__)
    return module


def without_comments(code: str) -> str:
    """Remove comments and blank lines, which don't change what code does."""
    lines = code.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _definitions(outline: Outline) -> Iterator[_Definition]:
    tests = {number for question in outline.questions for number in question.tests}
    for number in outline.code(list(range(1, len(outline.notebook.cells) + 1))):
        if number in tests:
            continue
        source = without_magics(outline.source(number))
        try:
            body = ast.parse(source).body
        except SyntaxError as error:
            raise AuthorError(f"{outline.where}, cell {number}: {error}") from None
        for node in body:
            given = _given(node)
            if given:
                yield text_of(source, node), node, given


def _given(node: ast.stmt) -> frozenset[str]:
    """Return the names that a definition binds; none for any other statement."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return frozenset({node.name})
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        names = (item.asname or item.name.partition(".")[0] for item in node.names)
        return frozenset(names)
    if isinstance(node, ast.Assign) and _is_literal(node.value):
        return frozenset(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset()


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def text_of(source: str, node: ast.stmt) -> str:
    """Return a statement's source text, including its decorators."""
    decorators: list[Any] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(found.lineno for found in decorators)])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])


def used_names(tree: ast.AST) -> set[str]:
    """Return the names that code mentions, without attributes."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def attributes(tree: ast.AST, of: str) -> Mapping[str, bool]:
    """Return the attributes of a name that code uses -> whether the code sets them."""
    found: dict[str, bool] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == of:
            found[node.attr] = found.get(node.attr, False) or isinstance(node.ctx, ast.Store)
    return found
