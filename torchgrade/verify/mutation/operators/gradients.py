"""Faults of gradients: a value detached from the graph, a frozen layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import (
    Operator,
    changed,
    is_without_gradients,
    last_name,
)
from torchgrade.verify.mutation.operators.definitions import (
    call_method,
    is_method,
    layers_in,
    replaced,
    tensor_functions,
    tensor_parameters,
    tensor_returns,
    with_first,
)

__all__ = ["CutInput", "CutResult", "Frozen", "OffWithoutGradients"]

_BACKWARD = "backward"


def _with_gradients(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield the function of tensors, if its result has a gradient that somebody needs."""
    for function, _ in tensor_functions(node):
        if _BACKWARD not in function.name and not is_without_gradients(function):
            yield function


class CutInput(Operator):
    """The input detached from the graph: what comes before a module does not learn."""

    name = "cut-input"
    caught_by = ("differentiable",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with its first tensor detached."""
        for function in _with_gradients(node):
            name = tensor_parameters(function)[0]
            yield replaced(node, function, with_first(function, f"{name} = {name}.detach()"))


class CutResult(Operator):
    """A returned tensor detached from the graph, if it is more than a name."""

    name = "cut-result"
    caught_by = ("differentiable",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with each of its tensors detached."""
        for function in _with_gradients(node):
            for value in tensor_returns(function):
                if not isinstance(value, ast.Name):
                    yield replaced(node, value, call_method(value, "detach"))


class Frozen(Operator):
    """A layer that does not learn: the first that is made, or the last."""

    name = "frozen"
    caught_by = ("trains",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the class or the function with one layer frozen."""
        function = isinstance(node, ast.FunctionDef) and not is_method(node)
        if not function and not isinstance(node, ast.ClassDef):
            return
        layers = layers_in(node)
        for layer in {id(one): one for one in [*layers[:1], *layers[-1:]]}.values():
            frozen = call_method(layer, "requires_grad_", ast.Constant(False))
            yield replaced(node, layer, frozen)


class OffWithoutGradients(Operator):
    """Training behaviour that is also left out under ``no_grad``."""

    name = "off-without-gradients"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ``if`` that checks the mode, and also whether gradients are on."""
        if not isinstance(node, ast.If) or not any(map(_asks_mode, ast.walk(node.test))):
            return
        others = [node.test]
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            others = node.test.values
        enabled = ast.parse("not torch.is_grad_enabled()", mode="eval").body
        if any(isinstance(one, ast.UnaryOp) and _asks_mode(one.operand) for one in others):
            yield changed(node, test=ast.BoolOp(ast.Or(), [*others, enabled]))


def _asks_mode(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and last_name(node) == "training"
