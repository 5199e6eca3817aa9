"""Faults that any expression can have: operators, constants, bounds, arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    literal,
    number,
    shifted,
)

__all__ = [
    "Arithmetic",
    "Bound",
    "Boundary",
    "Comparison",
    "Flag",
    "Logic",
    "Number",
    "Sign",
    "SwapArguments",
]

_LITERALS = (ast.Constant, ast.Dict, ast.Lambda, ast.List, ast.Set, ast.Tuple, ast.UnaryOp)
_RANDOM = {"rand", "rand_like", "random", "uniform", "uniform_"}
_SYMMETRIC = {"add", "allclose", "equal", "max", "maximum", "min", "minimum", "mul"}
_SYMMETRIC |= {"transpose", "swapaxes", "swapdims", "dist", "dot", "logaddexp", "hypot"}
_SYMMETRIC |= {"array_equal", "eq", "gcd", "isclose", "lcm", "multiply", "ne", "pairwise_distance"}
_SYMMETRIC |= {f"{how}_{what}" for how in ("bitwise", "logical") for what in ("and", "or", "xor")}
_SYMMETRIC |= {"cosine_similarity", "huber_loss", "l1_loss", "mse_loss", "smooth_l1_loss"}
_SYMMETRIC_LOSSES = {"CosineSimilarity", "HuberLoss", "L1Loss", "MSELoss", "SmoothL1Loss"}
_CHECKS = {"getattr", "hasattr", "isinstance", "issubclass", "setattr"}
_TINY = 1e-3  # constants up to this only keep a division or a logarithm finite


class Arithmetic(Operator):
    """Another arithmetic operator: ``+`` for ``-``, ``*`` for ``/``, and so on.

    Multiplication and division by 1 are left out: the value would be the same.
    """

    name = "arithmetic"
    swaps: ClassVar[dict[type[ast.operator], type[ast.operator]]] = {
        ast.Add: ast.Sub,
        ast.Sub: ast.Add,
        ast.Mult: ast.Div,
        ast.Div: ast.Mult,
        ast.Pow: ast.Mult,
        ast.FloorDiv: ast.Div,
        ast.Mod: ast.FloorDiv,
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the operation with the other operator."""
        if not isinstance(node, (ast.BinOp, ast.AugAssign)) or type(node.op) not in self.swaps:
            return
        right = node.right if isinstance(node, ast.BinOp) else node.value
        if not (isinstance(node.op, (ast.Mult, ast.Div)) and number(right) == 1):
            yield changed(node, op=self.swaps[type(node.op)]())


class Boundary(Operator):
    """``<`` for ``<=`` and ``>`` for ``>=``, and the other way round.

    Comparisons with uniform random numbers are left out: they never hit the bound.
    """

    name = "boundary"
    swaps: ClassVar[dict[type[ast.cmpop], type[ast.cmpop]]] = {
        ast.Lt: ast.LtE,
        ast.LtE: ast.Lt,
        ast.Gt: ast.GtE,
        ast.GtE: ast.Gt,
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the comparison with each of its operators swapped."""
        if not isinstance(node, ast.Compare):
            return
        if not any(called(part) in _RANDOM for part in [node.left, *node.comparators]):
            yield from _compare_swapped(node, self.swaps)


class Comparison(Operator):
    """The opposite comparison: ``!=`` for ``==``, ``>=`` for ``<``, ``is not`` for ``is``."""

    name = "comparison"
    swaps: ClassVar[dict[type[ast.cmpop], type[ast.cmpop]]] = {
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.Lt: ast.GtE,
        ast.GtE: ast.Lt,
        ast.Gt: ast.LtE,
        ast.LtE: ast.Gt,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the comparison with each of its operators swapped."""
        if isinstance(node, ast.Compare):
            yield from _compare_swapped(node, self.swaps)


def _compare_swapped(
    node: ast.Compare, swaps: dict[type[ast.cmpop], type[ast.cmpop]]
) -> Iterator[ast.Compare]:
    for i, op in enumerate(node.ops):
        if type(op) in swaps:
            yield changed(node, ops=[*node.ops[:i], swaps[type(op)](), *node.ops[i + 1 :]])


class Logic(Operator):
    """``and`` for ``or`` and the other way round; ``not`` dropped."""

    name = "logic"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the other operator, or the operand of a ``not``."""
        if isinstance(node, ast.BoolOp):
            yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.operand


class Number(Operator):
    """Another number: one more, or double or half a float; tiny numbers are left alone."""

    name = "number"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield another number."""
        value = number(node) if isinstance(node, ast.Constant) else None
        if isinstance(value, int):
            yield literal(value + 1)
        elif value == 0:
            yield literal(1.0)
        elif value is not None and value > _TINY:
            yield literal(value / 2 if value < 1 else value * 2)


class Flag(Operator):
    """``True`` for ``False`` and the other way round."""

    name = "flag"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the other truth value."""
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield literal(not node.value)


class Sign(Operator):
    """A minus sign dropped."""

    name = "sign"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the operand of a minus sign."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield node.operand


class Bound(Operator):
    """A ``range`` or a slice that begins or ends one off, or takes every item."""

    name = "off-by-one"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the range or slice with other bounds."""
        if isinstance(node, ast.Call) and called(node) == "range" and node.args:
            first, rest = node.args[0], node.args[1:]
            if rest:
                yield changed(node, args=[shifted(first, 1), *rest])
                yield changed(node, args=[first, shifted(rest[0], -1), *rest[1:]])
                yield changed(node, args=[first, shifted(rest[0], 1), *rest[1:]])
            else:
                yield changed(node, args=[ast.Constant(1), first])
                yield changed(node, args=[shifted(first, -1)])
                yield changed(node, args=[shifted(first, 1)])
        elif isinstance(node, ast.Slice) and (node.lower or node.upper or node.step):
            yield changed(node, lower=shifted(node.lower or ast.Constant(0), 1))
            if node.upper is not None:
                yield changed(node, upper=shifted(node.upper, -1))
                yield changed(node, upper=None)
            if node.step is not None:
                yield changed(node, step=None)


class SwapArguments(Operator):
    """The two positional arguments of a call swapped, if both or neither are literals."""

    name = "swap-arguments"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with its arguments swapped."""
        if not isinstance(node, ast.Call) or len(node.args) != 2:
            return
        one, two = node.args
        alike = isinstance(one, _LITERALS) == isinstance(two, _LITERALS)
        if called(node.func) in _SYMMETRIC_LOSSES:  # `nn.MSELoss()(x, y)`
            return
        if alike and called(node) not in _SYMMETRIC | _CHECKS and not isinstance(one, ast.Starred):
            yield changed(node, args=[two, one])
