"""Faults of arguments: a number from the text in place of one, changes to a caller's objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    is_parameter,
    last_name,
    number,
    with_argument,
)
from torchgrade.verify.mutation.operators.definitions import (
    assigned,
    call_method,
    default_of,
    inner,
    parameters,
    statements,
    with_first,
)
from torchgrade.verify.mutation.operators.scaling import is_probability

__all__ = [
    "AddsKey",
    "CappedArgument",
    "FixedArgument",
    "PopsArgument",
    "RoundedDraw",
    "ShufflesArgument",
]


class FixedArgument(Operator):
    """An argument that is ignored: its default, or the usual number, is used instead."""

    name = "fixed-argument"
    whole = True
    usual: ClassVar[dict[str, str]] = {
        "lr": "0.1",
        "momentum": "0.9",
        "p": "0.5",
        "p_drop": "0.5",
        "weight_decay": "0.0005",
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with each argument fixed."""
        if not isinstance(node, ast.FunctionDef):
            return
        for name in parameters(node):
            default = default_of(node, name)
            value = self.usual.get(name) if default is None else None
            if number(default) is not None and default is not None:
                value = ast.unparse(default)
            if value is not None:
                yield with_first(node, f"{name} = {value}")


class CappedArgument(Operator):
    """An argument only used up to the numbers in the text, or to two digits; fewer images."""

    name = "capped-argument"
    whole = True
    most: ClassVar[dict[str, int]] = {"epochs": 10, "n": 9, "stride": 2}
    digits: ClassVar[dict[str, int]] = {"lr": 3}

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with each argument capped, or rounded."""
        if not isinstance(node, ast.FunctionDef):
            return
        for name in parameters(node):
            if name == "train_set":
                yield with_first(node, "train_set = tuple(one[:1000] for one in train_set)")
            elif name in self.most:
                yield with_first(node, f"{name} = min({name}, {self.most[name]})")
            elif is_probability(name) or name in self.digits:
                yield with_first(node, f"{name} = round({name}, {self.digits.get(name, 2)})")


class RoundedDraw(Operator):
    """A probability that is rounded to percent where it is compared with random numbers."""

    name = "rounded-draw"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the comparison with random numbers, with the other side rounded."""
        if isinstance(node, ast.Compare) and called(node.left) in {"rand", "rand_like"}:
            other = ast.Call(ast.Name("round", ast.Load()), [node.comparators[0], _TWO], [])
            yield ast.Compare(node.left, node.ops, [other, *node.comparators[1:]])
        elif isinstance(node, ast.Call) and called(node) in {"bernoulli", "full"}:
            for place, value in enumerate(node.args):
                if is_probability(last_name(value)):
                    other = ast.Call(ast.Name("round", ast.Load()), [value, _TWO], [])
                    yield with_argument(node, place, other)


_TWO = ast.Constant(2)


class AddsKey(Operator):
    """A caller's dictionary that is written to."""

    name = "adds-key"
    caught_by = ("unchanged",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that adds a key to each dictionary it is given."""
        if not isinstance(node, ast.FunctionDef):
            return
        asked = {
            last_name(part.value)
            for part in inner(node)
            if isinstance(part, ast.Subscript)
            and isinstance(part.slice, ast.Constant)
            and isinstance(part.slice.value, str)
        }
        for name in parameters(node):
            if name in asked - assigned(node):
                yield with_first(node, f'{name}["calls"] = {name}.get("calls", 0) + 1')


class PopsArgument(Operator):
    """A caller's list that becomes shorter: ``items.pop()`` for ``items[-1]``."""

    name = "pops-argument"
    caught_by = ("unchanged",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call that removes the item."""
        if not isinstance(node, ast.Subscript) or not is_parameter(node.value):
            return
        place = number(node.slice)
        if place in (0, -1) and isinstance(node.ctx, ast.Load):
            yield call_method(node.value, "pop", *([] if place else [ast.Constant(0)]))


class ShufflesArgument(Operator):
    """A caller's tensors put in another order."""

    name = "shuffles-argument"
    caught_by = ("unchanged",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield ``images, labels = pair`` and code that reverses both in place."""
        if not isinstance(node, ast.Assign) or not is_parameter(node.value):
            return
        target = node.targets[0]
        if isinstance(target, ast.Tuple) and last_name(node.value).endswith(("set", "data")):
            names = [ast.unparse(one) for one in target.elts]
            turned = "\n".join(f"{name}.copy_({name}.flip(0))" for name in names)
            yield ast.Module([node, *statements(turned)], [])
