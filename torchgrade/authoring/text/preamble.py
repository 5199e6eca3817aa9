"""Code that a lab's tests share, written once and copied into each: imports, constants, helpers.

otter reads a test cell as a single function, so each test must contain what it uses. A text file
has that code once; each test gets those statements that bind a name it needs.
"""

from __future__ import annotations

import ast
import functools
import itertools
import textwrap
from collections import Counter
from collections.abc import Iterable

from torchgrade.authoring.importing.names import Names, names_of
from torchgrade.errors import AuthorError

__all__ = ["Preamble", "essence", "shared_by"]


class Preamble:
    """Statements that tests share.

    Args:
        code: the statements.
        where: their name in messages.

    Raises:
        AuthorError: it is not Python, or can't be put into a function.
    """

    def __init__(self, code: str = "", where: str = "what tests use") -> None:
        self.code = code
        try:
            body = ast.parse(code).body
        except SyntaxError as error:
            raise AuthorError(f"{where}: {error.msg}, in line {error.lineno} of it") from None
        self._statements: list[tuple[str, Names]] = []
        for number, node in enumerate(body):
            if any(
                isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and part.lineno != part.end_lineno
                for part in ast.walk(node)
            ) or (isinstance(node, ast.ImportFrom) and node.names[0].name == "*"):
                raise AuthorError(
                    f"{where}: a text of several lines, or import *, can't go into a test"
                )
            first = body[number - 1].end_lineno or 0 if number else 0
            lines = code.split("\n")[first : node.end_lineno]
            text = "\n".join(line for line in lines if line.strip())
            self._statements.append((text, names_of(text)))

    def fill(self, test: str) -> str:
        """Return a test preceded by the statements that it needs."""
        function = _function(test)
        if function is None:
            return test
        needed = self._needed(names_of(test).free)
        if not needed:
            return test
        body = function.body
        has_text = ast.get_docstring(function, clean=False) is not None
        at = (body[0].end_lineno or 0) if has_text else body[0].lineno - 1
        lines = test.split("\n")
        lines[at:at] = textwrap.indent("\n".join(needed), " " * body[0].col_offset).split("\n")
        return "\n".join(lines)

    def _needed(self, free: Iterable[str]) -> list[str]:
        wanted, found = set(free), set[int]()
        while True:
            more = {
                number
                for number, (_, names) in enumerate(self._statements)
                if names.bound & wanted and number not in found
            }
            if not more:
                return [self._statements[number][0] for number in sorted(found)]
            found |= more
            for number in more:
                wanted |= self._statements[number][1].free

    def lift(self, test: str) -> str:
        """Return a test without the first statements that :meth:`fill` adds."""
        function = _function(test)
        if function is None:
            return test
        mine = {ast.unparse(ast.parse(text)) for text, _ in self._statements}
        first = int(ast.get_docstring(function, clean=False) is not None)
        gone = set[int]()
        for node, after in itertools.pairwise(function.body[first:]):
            if ast.unparse(node) not in mine:
                break
            gone.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            gone.update(_blank_lines(test, (node.end_lineno or node.lineno) + 1, after.lineno))
        kept = [line for number, line in enumerate(test.split("\n"), 1) if number not in gone]
        lifted = "\n".join(kept)
        return lifted if essence(self.fill(lifted)) == essence(test) else test


def essence(test: str) -> tuple[list[str], str]:
    """Return a test in a normal form: sorted first imports, and no blank lines.

    otter drops blank lines, too.
    """
    function = _function(test)
    imports = list(itertools.takewhile(_is_import, function.body if function else ()))
    gone = {n for node in imports for n in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = [line for n, line in enumerate(test.split("\n"), 1) if line.strip() and n not in gone]
    return sorted(ast.unparse(node) for node in imports), "\n".join(lines)


def _blank_lines(text: str, first: int, end: int) -> list[int]:
    lines = text.split("\n")
    return [number for number in range(first, end) if not lines[number - 1].strip()]


def _function(test: str) -> ast.FunctionDef | None:
    """Return the function of a test cell, if its body begins on a new line."""
    try:
        body = ast.parse(test).body
    except SyntaxError:
        return None
    if not body or not isinstance(body[0], ast.FunctionDef):
        return None
    first = body[0].body[0]
    return body[0] if first.lineno > body[0].lineno else None


def shared_by(tests: Iterable[str]) -> Preamble:
    """Return the imports with which two or more tests begin; the commonest one for each name."""
    times, before = Counter[str](), Counter[tuple[str, str]]()
    for test in tests:
        function = _function(test)
        imports = itertools.takewhile(_is_import, function.body if function else ())
        texts = [ast.unparse(node) for node in imports]
        times.update(texts)
        before.update(itertools.combinations(texts, 2))
    chosen: dict[str, frozenset[str]] = {}
    for text, count in times.most_common():
        bound = names_of(text).bound
        if count > 1 and not any(bound & other for other in chosen.values()):
            chosen[text] = bound

    def order(one: str, other: str) -> int:
        return before[other, one] - before[one, other] or (one > other) - (one < other)

    return Preamble("\n".join(sorted(chosen, key=functools.cmp_to_key(order))))


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))
