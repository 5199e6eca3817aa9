"""Finds tests whose code shows that they may behave differently outside the student's process.

Without a solution nobody knows in advance how such a test treats a stand-in. For other tests, what
they do with one decides later, if they fail.
"""

from __future__ import annotations

import ast
import builtins
import collections.abc
import itertools
import re

from torchgrade.engine.proxies.namespace import CUSTOMARY
from torchgrade.engine.proxies.objects import Handle

__all__ = ["asks_for_abilities", "needs_the_players_names", "writes"]

_CALLS = {
    *("type", "dir", "vars", "globals", "locals", "eval", "exec"),
    *("clone", "functional_call"),  # scikit-learn's and torch.func's
}
_ATTRIBUTES = {
    *("__class__", "__bases__", "__mro__", "__code__", "__closure__", "__globals__"),
    *("__annotations__", "__cause__", "__context__", "args", "exceptions"),
    *("gca", "gcf", "get_fignums", "shares_memory"),
    *("getstate", "setstate", "get_state", "set_state", "get_rng_state", "set_rng_state"),
}
_FILES = {
    *("NamedTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp"),
    *("write_text", "write_bytes"),
}
_PROCESS = {
    *("stdin", "stderr", "redirect_stderr", "catch_warnings", "warns", "setprofile", "settrace"),
    *("exc_info", "environ", "putenv", "chdir", "argv", "setrecursionlimit", "setlocale"),
    *("getcontext", "setcontext", "localcontext", "errstate", "seterr"),  # decimal's and NumPy's
    *("set_option", "option_context", "rc_context"),  # pandas' and matplotlib's
}
_ANYWHERE = _FILES | _PROCESS
_ALIKE = {name for name, value in vars(builtins).items() if isinstance(value, type)}
_ALIKE |= {"NotImplemented", *CUSTOMARY}
"""Names whose values are the same on both sides, with the classes that modules among them have."""

_CLASS = re.compile(r"(float|u?int|bool|complex|bfloat|half|double|long|short)\d*|[A-Z]\w*[a-z]\w*")
_MODULES = {
    *("inspect", "pickle", "dataclasses", "unittest", "gc", "logging"),
    *("traceback", "signal", "tracemalloc"),
}
"""What of a test is not the same from outside: names, classes and frames of another process, files
that the test writes for the student's code to read, what that code says beside its output, and
settings of a process that it would feel."""

_METHODS = {name for name in vars(Handle) if name.startswith("__") and name.endswith("__")}
_ABILITIES = {*collections.abc.__all__, *_METHODS, "weakref"} - {"__class__", "__doc__"}
"""Abilities that every stand-in has, whatever its object, and names of what checks for them."""


def needs_the_players_names(code: str) -> bool:
    """Return whether a test's code needs something that only the student's process has."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return False  # for instance a magic
    imports = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.asname or alias.name for node in imports for alias in node.names}
    alike = _ALIKE | {name.partition(".")[0] for name in names}
    return any(_is_telling(node) or _is_of_objects(node, alike, names) for node in nodes)


def _is_telling(node: ast.AST) -> bool:
    """Return whether this node of a test needs something that only the student's process has."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        called = node.func.id
        return called in _CALLS | _ANYWHERE or (called == "open" and writes(node))
    if isinstance(node, ast.Attribute):
        is_hooked = node.attr.startswith("register_") and node.attr.endswith("hook")
        return is_hooked or node.attr in _ATTRIBUTES | _ANYWHERE
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in _MODULES
    if isinstance(node, ast.keyword):
        return node.arg == "create_graph"  # a second derivative
    if isinstance(node, ast.ClassDef):
        return bool(node.bases)
    return isinstance(node, (ast.YieldFrom, ast.MatchClass))


def asks_for_abilities(code: str) -> bool:
    """Return whether a test asks what an object can do, as a stand-in can do more than most.

    A stand-in appears to have a length, and to be iterable, hashable and weakly referable, until it
    is tried.
    """
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return False
    return any(map(_is_of_ability, nodes))


def _is_of_ability(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _ABILITIES
    if isinstance(node, ast.Name):
        return node.id in _ABILITIES
    if isinstance(node, ast.alias):
        return node.name in _ABILITIES
    return isinstance(node, ast.Constant) and node.value in _METHODS  # hasattr(stack, "__len__")


def _is_of_objects(node: ast.AST, alike: set[str], modules: set[str]) -> bool:
    """Return whether a test compares identity, or replaces an attribute of a module.

    Args:
        node: a node of the test.
        alike: names whose values, or attributes, are the same on both sides.
        modules: names that the test imports.
    """
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return any(
            isinstance(operator, (ast.Is, ast.IsNot)) and not any(_is_alike(s, alike) for s in two)
            for operator, two in zip(node.ops, itertools.pairwise(sides), strict=True)
        )
    # `builtins.input = lambda prompt: "7"`
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return ast.unparse(node.value).partition(".")[0] in modules
    return False


def _is_alike(side: ast.expr, alike: set[str]) -> bool:
    if isinstance(side, ast.Attribute) and not _CLASS.fullmatch(side.attr):
        return False  # an object: `np.ma.masked`
    while isinstance(side, ast.Attribute):
        side = side.value
    return isinstance(side, ast.Constant) or (isinstance(side, ast.Name) and side.id in alike)


def writes(opening: ast.Call) -> bool:
    """Return whether a call of `open` is for writing."""
    modes = [*opening.args[1:2], *(item.value for item in opening.keywords if item.arg == "mode")]
    texts = [str(mode.value) for mode in modes if isinstance(mode, ast.Constant)]
    return any(set(text) & set("wax+") for text in texts)
