"""Keeps a student's template from reading more of a test's objects than they show.

`template.format(p=path)` follows whatever the template names: `{p.__init__.__globals__[sys]}` leads
from any object of a class written in Python to every module of the referee, hidden tests included.
"""

from __future__ import annotations

import ast
import builtins
import doctest
from collections.abc import Callable
from types import CodeType

from otter.test_files.exception_test import ExceptionTestFile

from torchgrade.engine.proxies.namespace import LOOKED_AT

__all__ = ["intercept_templates"]

_FILL = {"format", "format_map", "vformat"}


def intercept_templates(refuse: Callable[[], object]) -> None:
    """Have tests that are compiled from now on call `refuse` for a template of that kind."""

    def looked_at(text: object) -> object:
        if isinstance(text, str) and "{" in text and "._" in text:
            refuse()
        return text

    def compiled(
        source: str, path: str, mode: str, flags: int = 0, dont_inherit: bool = True
    ) -> CodeType:
        parse = flags | ast.PyCF_ONLY_AST
        tree = _Looking().visit(compile(source, path, mode, parse, dont_inherit))
        code: CodeType = compile(ast.fix_missing_locations(tree), path, mode, flags, dont_inherit)
        return code

    def compile_string(source: str, path: str = "<string>") -> CodeType:
        return compiled(source, path, "exec")

    setattr(builtins, LOOKED_AT, looked_at)
    ExceptionTestFile._compile_string = staticmethod(compile_string)
    setattr(doctest, "compile", compiled)  # noqa: B010 - it calls the builtin by this name


class _Looking(ast.NodeTransformer):
    """Has what may be a template looked at before it is filled; a literal is the author's own."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Look at `template` in `template.format`."""
        self.generic_visit(node)
        if node.attr in _FILL and isinstance(node.ctx, ast.Load):
            node.value = _look(node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Look at `template` in `str.format(template)`."""
        fills = isinstance(node.func, ast.Attribute) and node.func.attr in _FILL
        literal = fills and isinstance(node.func.value, (ast.Constant, ast.JoinedStr))  # type: ignore[attr-defined]
        self.generic_visit(node)
        if fills and not literal and node.args:
            node.args[0] = _look(node.args[0])
        return node


def _look(value: ast.expr) -> ast.expr:
    if isinstance(value, (ast.Constant, ast.JoinedStr, ast.Starred)):
        return value
    name = ast.copy_location(ast.Name(LOOKED_AT, ast.Load()), value)
    return ast.copy_location(ast.Call(name, [value], []), value)
