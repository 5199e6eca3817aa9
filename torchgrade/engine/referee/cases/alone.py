"""The code of one case of a test file: what it runs, and nothing that other cases alone use.

It goes to a process of the student's, where it can be read: what other cases ask for is nobody's
business that can print.
"""

from __future__ import annotations

import ast
import doctest
import inspect
from collections.abc import Mapping

from otter.test_files.exception_test import test_case

from torchgrade.engine.protocol.requests import Judge
from torchgrade.engine.proxies.otter_tests import TestFile, TestFunction

__all__ = ["code_of", "request_for"]

_READ_BY_OTTER = {"OK_FORMAT", "name", "points", "all_or_nothing"}
_ALL_NAMES = {"globals", "vars", "eval", "exec"}


def request_for(test_file: TestFile, index: int) -> Judge:
    """Ask for the case number `index` of a test file by its code alone."""
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
    """Return the name of a case among the global names of its file, and these; empty if unknown."""
    names = getattr(inspect.unwrap(test.test_func), "__globals__", {})
    return next((name for name, value in names.items() if value is test), ""), names


def _alone(source: str, name: str, names: Mapping[str, object]) -> str:
    """Return the source of a test file without its other cases and what only these use.

    All else stays on the lines it had.

    Args:
        source: of the file.
        name: of the case.
        names: the global names of the file, with their values.
    """
    body = ast.parse(source).body
    cases = {id(node) for node in body if any(_is_case(names.get(one)) for one in _bound(node))}
    if not any(id(node) in cases and name in _bound(node) for node in body):
        return source  # a loop made it, say
    own = [node for node in body if id(node) not in cases or name in _bound(node)]
    defined = {id(node): _defined(node) - {name} for node in own}
    needed, waiting = set[str](), [node for node in own if not defined[id(node)]]
    while waiting:
        used = {one.id for one in ast.walk(waiting.pop()) if isinstance(one, ast.Name)} - needed
        needed |= used
        waiting += [node for node in own if defined[id(node)] & used]
    if needed & _ALL_NAMES:
        needed.update(*defined.values())
    kept = [node for node in own if not defined[id(node)] or defined[id(node)] & needed]
    shown = {line for node in kept for line in _lines_of(node)}
    lines = source.splitlines(keepends=True)
    for node in body:
        for line in _lines_of(node):
            if line not in shown:
                lines[line - 1] = "\n"
    return "".join(lines)


def _is_case(value: object) -> bool:
    return isinstance(value, test_case)


def _bound(node: ast.stmt) -> set[str]:
    """Return the global names that a definition or an assignment gives a value."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def _defined(node: ast.stmt) -> set[str]:
    """Return the names that are defined by what does nothing else: a function, a value."""
    if getattr(node, "decorator_list", []):
        return set()
    names = _bound(node)
    return set() if names & _READ_BY_OTTER else names


def _lines_of(node: ast.stmt) -> range:
    start = min(one.lineno for one in (node, *getattr(node, "decorator_list", ())))
    return range(start, (node.end_lineno or start) + 1)
