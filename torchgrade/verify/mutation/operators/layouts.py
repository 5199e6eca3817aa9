"""Faults that show with unusual tensors: dtypes, strides, a batch of one, arguments written to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    keyword,
    method,
    of_library,
    without_keyword,
)
from torchgrade.verify.mutation.operators.definitions import (
    assigned,
    call_method,
    inner,
    parameters,
    replaced,
    tensor_functions,
    tensor_parameters,
    tensor_returns,
    with_first,
)

__all__ = ["DropDevice", "Float", "Squeeze", "View", "WritesArgument"]

_MAKERS = {"arange", "empty", "eye", "full", "linspace", "ones", "rand", "randint", "randn"}
_MAKERS |= {"randperm", "tensor", "zeros"}


class Float(Operator):
    """Single precision in place of the input's dtype, in code that has no weights."""

    name = "float"
    caught_by = ("any_dtype",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with one of its conversions, or its result, made float."""
        for function, layers in tensor_functions(node):
            if layers:
                continue
            for call in inner(function):
                func = method(call)
                if isinstance(call, ast.Call) and func is not None and _to_type(call):
                    yield replaced(node, call, call_method(func.value, "float"))
            for value in tensor_returns(function)[-1:]:
                yield replaced(node, value, call_method(value, "float"))


def _to_type(call: ast.Call) -> bool:
    """Return whether a call is ``a.to(b.dtype)``."""
    asked = call.args[0] if len(call.args) == 1 else None
    return called(call) == "to" and isinstance(asked, ast.Attribute) and asked.attr == "dtype"


class View(Operator):
    """The input flattened by ``view``, which fails if memory is not in the order of the axes."""

    name = "view"
    caught_by = ("any_layout",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that flattens its first tensor and restores its shape."""
        for function, _ in tensor_functions(node):
            name = tensor_parameters(function)[0]
            code = f"{name} = {name}.view(-1).view({name}.shape)"
            yield replaced(node, function, with_first(function, code))


class Squeeze(Operator):
    """All axes of length one removed: from the tensor returned last, or from a model's output."""

    name = "squeeze"
    caught_by = ("any_batch",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with ``.squeeze()`` applied to a tensor."""
        for function, _ in tensor_functions(node):
            for value in tensor_returns(function)[-1:]:
                yield replaced(node, value, call_method(value, "squeeze"))
        if isinstance(node, ast.FunctionDef) and "model" in parameters(node):
            for call in inner(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "model":
                    yield replaced(node, call, call_method(call, "squeeze"))


class DropDevice(Operator):
    """A new tensor that is not on the input's device: ``device`` dropped."""

    name = "drop-device"
    caught_by = ("any_device",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call without it."""
        if not isinstance(node, ast.Call) or called(node) not in _MAKERS:
            return
        if of_library(node.func) and keyword(node, "device") is not None:
            yield without_keyword(node, "device")


class WritesArgument(Operator):
    """A caller's tensor changed in place: ``x.mul_(y)`` for ``x * y``."""

    name = "writes-argument"
    caught_by = ("unchanged",)
    whole = True
    methods: ClassVar[dict[type[ast.operator], str]] = {
        ast.Add: "add_",
        ast.Div: "div_",
        ast.Mult: "mul_",
        ast.Sub: "sub_",
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with each such operation in place."""
        for function, _ in tensor_functions(node):
            given = set(tensor_parameters(function)) - assigned(function)
            for part in inner(function):
                if not isinstance(part, ast.BinOp) or type(part.op) not in self.methods:
                    continue
                if isinstance(part.left, ast.Name) and part.left.id in given:
                    in_place = call_method(part.left, self.methods[type(part.op)], part.right)
                    yield replaced(node, part, in_place)
