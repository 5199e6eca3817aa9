"""Faults of scales: eps in the wrong place, a factor dropped, p for 1 - p."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    last_name,
    method,
    number,
    same,
)

__all__ = ["Complement", "DropScale", "Epsilon", "complement", "is_probability"]

_PROBABILITY = re.compile(r"p|q|p_\w+|keep|\w*keep_prob|\w*drop_prob|momentum|alpha|beta\d?")
_EPS_NAME = re.compile(r"(\w*_)?eps(ilon)?", re.IGNORECASE)
_EPS = 1e-2  # an added constant below this only keeps something away from zero


def is_probability(name: str) -> bool:
    """Return whether a name suggests a probability."""
    return _PROBABILITY.fullmatch(name) is not None


def complement(node: ast.expr) -> ast.expr:
    """Return ``1 - node``, and ``p`` for ``1 - p``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and number(node.left) == 1:
        return node.right
    return ast.BinOp(ast.Constant(1), ast.Sub(), node)


class Epsilon(Operator):
    """The eps that keeps a number away from zero is left out, or added after the square root."""

    name = "eps"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the sum without its eps, or the root plus eps."""
        sum_with_eps = self._sum(node)
        if sum_with_eps is not None:
            yield sum_with_eps.left
        for inside, without in self._root(node):
            yield ast.BinOp(without, ast.Add(), inside.right)

    def _root(self, node: ast.AST) -> Iterator[tuple[ast.BinOp, ast.expr]]:
        """Yield the sum under a square root, and the root without that sum's eps."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            inside = self._sum(node.left)
            if inside is not None and number(node.right) == 0.5:
                yield inside, changed(node, left=inside.left)
        if not isinstance(node, ast.Call) or called(node) != "sqrt":
            return
        func = method(node)
        if func is not None:
            inside = self._sum(func.value)
            if inside is not None:
                yield inside, changed(node, func=changed(func, value=inside.left))
        elif len(node.args) == 1:
            inside = self._sum(node.args[0])
            if inside is not None:
                yield inside, changed(node, args=[inside.left])

    @staticmethod
    def _sum(node: ast.AST) -> ast.BinOp | None:
        """Return the node if it is the sum of something and an eps."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
            return None
        value = number(node.right)
        small = isinstance(value, float) and 0 < value < _EPS
        return node if small or _EPS_NAME.fullmatch(last_name(node.right)) else None


class DropScale(Operator):
    """A factor or a divisor dropped: ``x`` for ``x / p`` and for ``x * p``.

    The scaled value must be more than a number, and the factor a name, a length or ``1 - p``.
    """

    name = "drop-scale"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield only the left operand."""
        if not isinstance(node, ast.BinOp) or number(node.left) is not None:
            return
        factor = node.right
        named = bool(last_name(factor)) or called(factor) in {"len", "numel", "size", "sqrt"}
        named = named or isinstance(factor, ast.BinOp)
        if isinstance(node.op, ast.Div) or (isinstance(node.op, ast.Mult) and named):
            yield node.left


class Complement(Operator):
    """``1 - p`` for ``p`` and vice versa, where the name suggests a probability."""

    name = "complement"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the complement."""
        if isinstance(node, ast.BinOp):
            other = complement(node)
            if same(other, node.right):
                yield other
            return
        if isinstance(node, (ast.Attribute, ast.Name, ast.Subscript)):
            read = isinstance(node.ctx, ast.Load)
            if read and is_probability(last_name(node)):
                yield complement(node)
