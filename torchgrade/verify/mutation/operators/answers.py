"""Faults of numbers in answers and results: texts, rounded numbers, and NaN."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    is_top_level,
    number,
)
from torchgrade.verify.mutation.operators.definitions import numeric_returns, replaced

__all__ = ["NanPasses", "Rounded", "TextKey", "TextNumber", "TextReturned"]

_NUMBERS = {"exp", "float", "int", "len", "log", "max", "min", "prod", "round", "sqrt", "sum"}


def _called_with(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _is_number(value: ast.AST) -> bool:
    plain = number(value) is not None or called(value) in _NUMBERS
    return plain or isinstance(value, (ast.BinOp, ast.UnaryOp))


class TextNumber(Operator):
    """An answer written as text: ``"3"`` for ``3``, also in a list or a tuple."""

    name = "text-number"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield an assignment of the cell with texts for numbers."""
        if not isinstance(node, ast.Assign) or not is_top_level(node):
            return
        value = node.value
        if _is_number(value):
            yield changed(node, value=_called_with("str", value))
        elif isinstance(value, (ast.List, ast.Tuple)) and value.elts:
            if all(map(_is_number, value.elts)):
                elements = [_called_with("str", one) for one in value.elts]
                yield changed(node, value=changed(value, elts=elements))
        elif isinstance(value, ast.ListComp) and _is_number(value.elt):
            yield changed(node, value=changed(value, elt=_called_with("str", value.elt)))


class TextReturned(Operator):
    """A number returned as text."""

    name = "text-returned"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function whose last number is a text."""
        if isinstance(node, ast.FunctionDef):
            for value in numeric_returns(node)[-1:]:
                yield replaced(node, value, _called_with("str", value))


class TextKey(Operator):
    """A key converted to text, as in ``results[str(p)] = ...``."""

    name = "text-key"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the assignment with a text as its key."""
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Store):
            return
        if isinstance(node.slice, ast.Name):
            yield changed(node, slice=_called_with("str", node.slice))


class Rounded(Operator):
    """A quotient rounded to two digits, in what a function returns or compares."""

    name = "rounded"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with a rounded value."""
        values: list[ast.expr] = []
        if isinstance(node, ast.FunctionDef):
            values = [*numeric_returns(node)]
            values += [n.body for n in ast.walk(node) if isinstance(n, ast.Lambda)]
        for value in values:
            if isinstance(value, ast.BinOp) and any(map(_divides, ast.walk(value))):
                yield replaced(node, value, _called_with("round", value, ast.Constant(2)))


def _divides(node: ast.AST) -> bool:
    fraction = isinstance(node, ast.Constant) and isinstance(node.value, float)
    return fraction or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))


class NanPasses(Operator):
    """NaN let through: ``p < 0 or p > 1`` for ``not 0 <= p <= 1``."""

    name = "nan-passes"
    opposite: ClassVar[dict[type[ast.cmpop], type[ast.cmpop]]] = {
        ast.Lt: ast.GtE,
        ast.LtE: ast.Gt,
        ast.Gt: ast.LtE,
        ast.GtE: ast.Lt,
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the condition split into its parts, each negated."""
        if not isinstance(node, ast.UnaryOp) or not isinstance(node.op, ast.Not):
            return
        inside = node.operand
        if isinstance(inside, ast.Compare) and all(type(op) in self.opposite for op in inside.ops):
            left = [inside.left, *inside.comparators]
            parts: list[ast.expr] = [
                ast.Compare(left[i], [self.opposite[type(op)]()], [left[i + 1]])
                for i, op in enumerate(inside.ops)
            ]
            yield ast.BoolOp(ast.Or(), parts) if len(parts) > 1 else parts[0]
