"""Finds what can fail in a test: asserts, raises, checks, and helpers that may contain one."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from torchgrade.verify.rules.source.reading import aliases, dotted

__all__ = ["Swallowed", "guards", "swallowing"]

Guard = ast.Assert | ast.Raise | ast.Call

_CHECKERS = ("torchgrade", "checks", "unittest", "numpy.testing", "np.testing", "torch.testing")
_PLAIN = {"torch", "torchvision", "numpy", "np", "nn", "F", "PIL", "matplotlib", "sklearn", "scipy"}
"""Libraries that compute and assert nothing, like Python's own, except unittest."""

_WIDE = {"Exception", "BaseException", "AssertionError"}


@dataclass(frozen=True)
class Swallowed:
    """Guards in the body of a ``try``, and the handler that ignores their failure."""

    guards: list[Guard]
    handler: ast.ExceptHandler


def guards(node: ast.AST, function: ast.FunctionDef) -> list[Guard]:
    """Return the nodes below a test's node that can fail, in the order of lines."""
    names = aliases(function)
    known = _known(function)
    found: list[Guard] = []
    for below in ast.walk(node):
        if isinstance(below, (ast.Assert, ast.Raise)) or (
            isinstance(below, ast.Call) and _may_assert(below, names, known)
        ):
            found.append(below)
    return sorted(found, key=lambda guard: guard.lineno)


def _known(function: ast.FunctionDef) -> Set[str]:
    """Return the names that a test can call without calling an unknown helper."""
    arguments = function.args
    given = {a.arg for a in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    below = list(ast.walk(function))
    local = {n.name for n in below if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    bound = {n.id for n in below if isinstance(n, ast.Name) and _stored(n)}
    return given | local | bound | set(dir(builtins)) | _PLAIN | set(sys.stdlib_module_names)


def _may_assert(call: ast.Call, names: Mapping[str, str], known: Set[str]) -> bool:
    """Return whether a call may be of a check, or of a helper that asserts."""
    called = dotted(call.func, names)
    top, _, rest = called.partition(".")
    last = called.rpartition(".")[2].lower()
    if last.startswith(("assert", "fail")) or called.startswith(_CHECKERS) or top == "pytest":
        return True
    if rest and not _imported(call.func, names):
        return False  # a method of a value
    return bool(top) and top not in known  # a helper from elsewhere may assert


def _imported(called: ast.expr, names: Mapping[str, str]) -> bool:
    while isinstance(called, ast.Attribute):
        called = called.value
    return isinstance(called, ast.Name) and called.id in names


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def swallowing(function: ast.FunctionDef) -> Iterator[Swallowed]:
    """Yield a test's ``try`` statements in which a failing guard has no effect."""
    names = aliases(function)
    for node in ast.walk(function):
        if not isinstance(node, ast.Try) or node.orelse:
            continue
        inside = [g for statement in node.body for g in guards(statement, function)]
        for handler in node.handlers:
            last = node is function.body[-1]
            if inside and _catches(handler, names) and _idle(handler, function, last):
                if not _matters(node.body, inside[0]):
                    yield Swallowed(inside, handler)
                break


def _catches(handler: ast.ExceptHandler, names: Mapping[str, str]) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or dotted(kind, names) in _WIDE for kind in kinds)


def _idle(handler: ast.ExceptHandler, function: ast.FunctionDef, last: bool) -> bool:
    """Return whether a handler does nothing that matters; a return skips what follows."""
    doing_nothing = (ast.Pass, ast.Expr, ast.Return) if last else (ast.Pass, ast.Expr)
    idle = all(isinstance(statement, doing_nothing) for statement in handler.body)
    return idle and not any(guards(statement, function) for statement in handler.body)


def _matters(body: list[ast.stmt], guard: Guard) -> bool:
    """Return whether lines from the guard on do more than assert (``passed = True``)."""
    doing = (ast.Return, ast.Break, ast.Continue, ast.Assign, ast.AugAssign, ast.AnnAssign)
    return any(
        isinstance(node, doing) and node.lineno > guard.lineno
        for statement in body
        for node in ast.walk(statement)
    )
