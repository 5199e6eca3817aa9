"""The code of one case of a test file, without what only other cases use.

It is sent to a student's process, whose code can read and print it, so it must not show what other
cases test.
"""

from __future__ import annotations

import ast
import doctest
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from symtable import symtable

from otter.test_files.exception_test import test_case

from torchgrade.engine.protocol.requests import Judge
from torchgrade.engine.proxies.otter_tests import TestFile, TestFunction

__all__ = ["code_of", "request_for"]

_READ_BY_OTTER = {"OK_FORMAT", "name", "points", "all_or_nothing"}
_ALL_NAMES = {"globals", "vars", "eval", "exec"}


def request_for(test_file: TestFile, index: int) -> Judge:
    """Return the request to judge case number `index` of a test file, with only its code."""
    body = test_file.test_cases[index].body
    if isinstance(body, str):
        return Judge("doctest", f"{test_file.name} {index}", body)
    name, names = _found(body)
    return Judge("function", test_file.name, _alone(test_file.source, name, names), name)


def code_of(test_file: TestFile, index: int) -> str:
    """Return the Python code of a case."""
    body = test_file.test_cases[index].body
    if isinstance(body, str):
        return "".join(example.source for example in doctest.DocTestParser().get_examples(body))
    return _alone(test_file.source, *_found(body))


def _found(test: TestFunction) -> tuple[str, Mapping[str, object]]:
    """Return the name of a case among its file's global names, and these; empty if unknown."""
    names = getattr(inspect.unwrap(test.test_func), "__globals__", {})
    return next((name for name, value in names.items() if value is test), ""), names


def _alone(source: str, name: str, names: Mapping[str, object]) -> str:
    """Return the source of a test file without other cases and what only they use.

    Everything else keeps its line numbers.

    Args:
        source: the source of the file.
        name: the name of the case.
        names: the global names of the file, with their values.
    """
    statements = [_Statement.of(node) for node in ast.parse(source).body]
    if not any(name in one.bound for one in statements):
        return source  # for instance, a loop made it
    others = {one for one, value in names.items() if isinstance(value, test_case)} - {name}
    known = set().union(*(one.bound for one in statements if not one.is_import)) - others
    reached = [_reached(one, statements, known) for one in statements]
    needed, kept, before = {name}, list[_Statement](), -1
    while len(kept) > before:
        before = len(kept)
        pairs = zip(statements, reached, strict=True)
        kept = [
            one for one, names in pairs if name in one.bound or one.is_for(needed, names, others)
        ]
        needed.update(*(one.used for one in kept))
        if needed & _ALL_NAMES:
            needed |= known
    shown = {line for one in kept for line in one.lines}
    lines = source.splitlines(keepends=True)
    for line in {line for one in statements for line in one.lines} - shown:
        lines[line - 1] = "\n"
    return "".join(lines)


@dataclass(frozen=True)
class _Statement:
    """A statement of a test file, with the global names that it binds and those that it uses."""

    lines: range
    bound: frozenset[str]
    used: frozenset[str]
    runs: frozenset[str]  # those used when it runs: only the decorators of a definition
    is_import: bool
    is_definition: bool  # of names

    @classmethod
    def of(cls, node: ast.stmt) -> _Statement:
        tables = [symtable(ast.unparse(node), "", "exec")]
        symbols = tables[0].get_symbols()
        bound = {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}
        used = {one.get_name() for one in symbols}
        while tables:
            table = tables.pop()
            used |= {one.get_name() for one in table.get_symbols() if one.is_global()}
            tables += table.get_children()
        defines = isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign))
        is_definition = defines and bool(bound)  # not an assignment to an item or attribute
        made_by = [n for one in getattr(node, "decorator_list", ()) for n in ast.walk(one)]
        runs = {one.id for one in made_by if isinstance(one, ast.Name)} if is_definition else used
        is_import = isinstance(node, (ast.Import, ast.ImportFrom))
        sets = frozenset(bound), frozenset(used), frozenset(runs)
        return cls(_lines_of(node), *sets, is_import, is_definition)

    def is_for(self, needed: set[str], reached: set[str], others: set[str]) -> bool:
        """Return whether it has to run before a case.

        A case may need every statement that binds no name used by others, such as a seed or a
        setting.

        Args:
            needed: names that the case needs.
            reached: names that it may change.
            others: the names of other cases.
        """
        if self.is_import or self.bound & _READ_BY_OTTER:
            return True
        is_for_names = self.is_definition and reached <= self.bound
        if is_for_names or (self.bound | self.used) & others:
            return bool((self.bound - others) & needed)
        return not reached or bool(reached & needed)


def _reached(statement: _Statement, all_: Sequence[_Statement], known: set[str]) -> set[str]:
    """Return the known names that a statement binds, or may change through calls when it runs.

    Names that only it has, such as a loop's, are left out.
    """
    found, waiting = set(statement.bound), set(statement.runs)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting.update(*(one.used for one in all_ if name in one.bound))
        waiting -= found
    elsewhere = set().union(*(one.bound | one.used for one in all_ if one is not statement))
    return found & known & elsewhere


def _lines_of(node: ast.stmt) -> range:
    start = min(one.lineno for one in (node, *getattr(node, "decorator_list", ())))
    return range(start, (node.end_lineno or start) + 1)
