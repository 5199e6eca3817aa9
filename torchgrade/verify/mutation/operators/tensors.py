"""Faults of tensor code: the wrong axis, shape, reduction, type, or place in memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    is_parameter,
    is_without_gradients,
    keyword,
    last_name,
    literal,
    method,
    neighbours_swapped,
    number,
    of_library,
    with_argument,
    with_keyword,
    without_keyword,
)

__all__ = [
    "Axis",
    "Conversion",
    "Detach",
    "DropAxis",
    "InPlace",
    "KeepDim",
    "Permutation",
    "Reduction",
    "Variance",
]

_REDUCTIONS = {"all", "amax", "amin", "any", "argmax", "argmin", "max", "mean", "min", "norm"}
_REDUCTIONS |= {"prod", "std", "sum", "var"}
_WITH_AXIS = _REDUCTIONS | {"cat", "chunk", "cumsum", "flatten", "log_softmax", "logsumexp", "size"}
_WITH_AXIS |= {"softmax", "squeeze", "stack", "unbind", "unsqueeze"}


def _axis_place(call: ast.Call) -> int:
    """Return the index of the axis among the positional arguments."""
    if called(call) == "chunk":
        return 1 if method(call) else 2
    return 0 if method(call) else 1


class Axis(Operator):
    """Another axis: 0 for 1 and for -1, 1 for 0; one axis fewer if there are several."""

    name = "axis"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield a call, or ``x.shape[i]``, with another axis."""
        if isinstance(node, ast.Subscript) and last_name(node.value) == "shape":
            for axis in self._others(node.slice):
                yield changed(node, slice=axis)
        elif isinstance(node, ast.Call):
            for name in ("dim", "axis"):
                value = keyword(node, name)
                for axis in self._others(value):
                    yield with_keyword(node, name, axis)
            place = _axis_place(node)
            bare = isinstance(node.func, ast.Name)
            if called(node) in _WITH_AXIS and not bare and len(node.args) > place:
                for axis in self._others(node.args[place]):
                    yield with_argument(node, place, axis)

    @staticmethod
    def _others(axis: ast.expr | None) -> Iterator[ast.expr]:
        value = number(axis)
        if isinstance(value, int):
            yield literal({0: 1, 1: 0, -1: 0}.get(value, value - 1 if value > 0 else value + 1))
        elif isinstance(axis, (ast.List, ast.Tuple)) and len(axis.elts) > 1:
            for i in range(len(axis.elts)):
                yield changed(axis, elts=axis.elts[:i] + axis.elts[i + 1 :])


class DropAxis(Operator):
    """A reduction over everything, not over an axis."""

    name = "drop-axis"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the reduction without its axis."""
        if not isinstance(node, ast.Call) or called(node) not in _REDUCTIONS:
            return
        for name in ("dim", "axis"):
            if keyword(node, name) is not None:
                yield without_keyword(node, name)
        place = _axis_place(node)
        if isinstance(node.func, ast.Attribute) and len(node.args) > place:
            yield changed(node, args=node.args[:place])


class KeepDim(Operator):
    """``keepdim`` dropped."""

    name = "drop-keepdim"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call without it."""
        if isinstance(node, ast.Call):
            for name in ("keepdim", "keepdims"):
                if keyword(node, name) is not None:
                    yield without_keyword(node, name)


class Permutation(Operator):
    """Axes in another order: two of a ``permute`` swapped, or a transposition dropped."""

    name = "permutation"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the tensor with its axes in another order."""
        if isinstance(node, ast.Attribute) and node.attr in {"T", "mT"}:
            yield node.value
        if not isinstance(node, ast.Call):
            return
        func = method(node)
        if func is not None and func.attr in {"t", "transpose", "swapaxes"}:
            yield func.value
        elif func is not None and func.attr == "permute":
            if len(node.args) == 1 and isinstance(node.args[0], (ast.List, ast.Tuple)):
                for axes in neighbours_swapped(node.args[0].elts):
                    yield changed(node, args=[changed(node.args[0], elts=axes)])
            else:
                for axes in neighbours_swapped(node.args):
                    yield changed(node, args=axes)


class Variance(Operator):
    """The other variance: divided by n instead of n - 1, or vice versa."""

    name = "variance"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the other variance or standard deviation."""
        if not isinstance(node, ast.Call) or called(node) not in {"std", "std_mean", "var"}:
            return
        unbiased = keyword(node, "unbiased")
        if isinstance(unbiased, ast.Constant):
            yield with_keyword(node, "unbiased", literal(not unbiased.value))
            return
        for name in ("correction", "ddof"):
            value = number(keyword(node, name))
            if value is not None:
                yield with_keyword(node, name, literal(0 if value else 1))
                return
        numpy = isinstance(node.func, ast.Attribute) and last_name(node.func.value) == "np"
        yield with_keyword(node, *(("ddof", literal(1)) if numpy else ("correction", literal(0))))


class Reduction(Operator):
    """Another reduction: the sum for the mean, the smallest for the largest."""

    name = "reduction"
    swaps: ClassVar[dict[str, str]] = {
        "amax": "amin",
        "argmax": "argmin",
        "max": "min",
        "maximum": "minimum",
        "mean": "sum",
    }
    swaps |= {other: one for one, other in swaps.items()}

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call of the other reduction."""
        if not isinstance(node, ast.Call) or called(node) not in self.swaps:
            return
        other = self.swaps[called(node)]
        if isinstance(node.func, ast.Attribute):
            yield changed(node, func=changed(node.func, attr=other))
        elif called(node) in {"max", "min"}:  # a bare sum has no mean as its counterpart
            yield changed(node, func=ast.Name(other, ast.Load()))


class InPlace(Operator):
    """A tensor changed in place instead of making a new one, or vice versa.

    A function may change tensors that it has made itself: only arguments count.
    """

    name = "in-place"
    caught_by = ("unchanged",)
    methods = frozenset(
        {"clamp", "div", "exp", "masked_fill", "mul", "relu", "sigmoid", "sqrt", "sub"}
    )

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the other form of a method, or ``x += y`` for ``x = x + y``."""
        func = method(node)
        if isinstance(node, ast.Call) and func is not None and last_name(func.value) != "self":
            if func.attr in self.methods and is_parameter(func.value):
                yield changed(node, func=changed(func, attr=func.attr + "_"))
            elif func.attr.removesuffix("_") in self.methods | {"add"}:
                yield changed(node, func=changed(func, attr=func.attr.removesuffix("_")))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
            target, value = node.targets[0], node.value
            if len(node.targets) > 1 or not isinstance(target, (ast.Name, ast.Attribute)):
                return
            if ast.unparse(target) == ast.unparse(value.left):
                yield ast.AugAssign(target, value.op, value.right)


class Conversion(Operator):
    """A conversion, a copy or a ``detach()`` dropped.

    ``.cpu()`` and ``.to(device)`` stay, since they change nothing where work is graded, and so does
    ``detach()`` of values without gradient.
    """

    name = "drop-conversion"
    methods = frozenset({"clone", "detach", "double", "float", "int", "item", "long"})

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the tensor that would be converted, or the call without its ``dtype``."""
        if not isinstance(node, ast.Call):
            return
        if keyword(node, "dtype") is not None:
            yield without_keyword(node, "dtype")
        func = method(node)
        if func is None:
            return
        typed = func.attr == "to" and any(self._is_dtype(value) for value in node.args)
        if func.attr == "detach" and is_without_gradients(node):
            return
        if typed or func.attr in self.methods:
            yield func.value

    @staticmethod
    def _is_dtype(node: ast.expr) -> bool:
        return "dtype" in last_name(node) or of_library(node)


class Detach(Operator):
    """A returned value detached from the graph, if there may be one."""

    name = "detach"
    caught_by = ("differentiable",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the return with ``.detach()`` after a name."""
        if is_without_gradients(node):
            return
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            func = ast.Attribute(node.value, "detach", ast.Load())
            yield changed(node, value=ast.Call(func, [], []))
