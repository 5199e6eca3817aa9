"""Places where a fault can't matter, whatever the tests check: no mutants are made there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import (
    called,
    keyword,
    last_name,
    mark_as_without_gradients,
)

__all__ = ["cannot_matter", "mark_without_gradients"]

_FORM = {"shape", "dtype", "device", "ndim", "layout", "is_cuda"}
_ASKS_FORM = {"numel", "nelement", "dim", "size", "element_size", "is_floating_point"}
_ASKS_FORM |= {"new_zeros", "new_ones", "new_full", "new_empty", "new_tensor"}
"""What a value's numbers do not change: attributes, and methods that go by nothing else."""

_LIKE = {"zeros_like", "ones_like", "rand_like", "randn_like", "empty_like", "full_like"}
_LIKE |= {"expand_as", "reshape_as", "type_as", "view_as"}
_SAME_IN_ALL = {"kernel_size", "stride", "padding", "dilation", "output_padding"}
"""Settings of a layer that become a pair of equal numbers if they are one number."""

_NO_GRADIENTS = {"no_grad", "inference_mode"}
_NUMBERS = {"item", "tolist", "argmax", "argmin", "argsort", "nonzero", "numel", "size", "dim"}
_NUMBERS |= {"long", "int", "bool", "eq", "ne", "lt", "le", "gt", "ge", "count_nonzero"}
"""Methods whose result never has a gradient."""

_MAKERS = {"arange", "argmax", "argmin", "argsort", "bincount", "empty", "empty_like", "eye"}
_MAKERS |= {"full", "full_like", "linspace", "ones", "ones_like", "rand", "rand_like", "randint"}
_MAKERS |= {"randn", "randn_like", "randperm", "tril_indices", "zeros", "zeros_like"}
_KEEPERS = {"bool", "clone", "double", "float", "int", "long", "reshape", "to", "view"}
"""Methods whose result only has a gradient if their object has one."""


def cannot_matter(node: ast.AST, parent: ast.AST, field: str) -> bool:
    """Return whether replacing a node here would change nothing.

    Args:
        node: the node that would be replaced.
        parent: its parent.
        field: the parent's field that contains it.
    """
    if isinstance(parent, ast.Attribute) and parent.attr in _FORM | _ASKS_FORM:
        return _keeps_its_form(node)
    if isinstance(parent, ast.Call) and called(parent) in _LIKE and field == "args":
        return node is parent.args[0] and _keeps_its_form(node)
    if isinstance(parent, ast.Subscript) and field == "slice":
        return last_name(parent.value) in _SAME_IN_ALL
    return False


def _keeps_its_form(node: ast.AST) -> bool:
    """Return whether all faults in an expression give a value of the same shape and type."""
    plain = (ast.Name, ast.BinOp, ast.UnaryOp)
    own_name = isinstance(node, ast.Attribute) and node.attr not in {"T", "mT"}
    return isinstance(node, plain) or own_name


def mark_without_gradients(tree: ast.AST) -> None:
    """Mark each node for which `detach` makes no difference."""
    for node in ast.walk(tree):
        inside = isinstance(node, ast.With) and any(
            called(item.context_expr) in _NO_GRADIENTS for item in node.items
        )
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inside = any(_last(decorator) in _NO_GRADIENTS for decorator in node.decorator_list)
            _mark_returned(node)
        if inside:
            for below in ast.walk(node):
                mark_as_without_gradients(below)
        for value in _cut_off(node):
            for part in _methods_of(value):
                mark_as_without_gradients(part)


def _cut_off(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the values from which a node makes a result that never has a gradient."""
    if isinstance(node, ast.Attribute) and node.attr in _FORM | _NUMBERS:
        yield node.value
    elif isinstance(node, ast.Compare):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.Call) and _last(node.func) in {"float", "int", "bool", "len"}:
        yield from node.args


def _methods_of(value: ast.AST) -> Iterator[ast.AST]:
    """Yield a value, and the objects along its chain of method calls.

    This stops at a method that works in place, since it needs a tensor without gradient.
    """
    yield value
    while (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and not value.func.attr.endswith("_")
    ):
        value = value.func.value
        yield value


def _mark_returned(function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Mark what a function returns by a name that is never bound to anything with a gradient."""
    values: dict[str, list[ast.expr]] = {}
    others = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                values.setdefault(target.id, []).append(node.value)
                continue
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.For, ast.withitem, ast.NamedExpr)):
            others |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _is_set(n)}
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            name = node.value.id
            made = values.get(name, [])
            if made and name not in others and all(_has_none(value, name) for value in made):
                mark_as_without_gradients(node)


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _has_none(value: ast.expr, name: str) -> bool:
    """Return whether a value has no gradient, as far as its code shows; `name` has none."""
    if isinstance(value, (ast.Constant, ast.Compare)):
        return True
    if isinstance(value, ast.Name):
        return value.id == name
    if isinstance(value, ast.BinOp):
        return _has_none(value.left, name) and _has_none(value.right, name)
    if not isinstance(value, ast.Call) or keyword(value, "requires_grad") is not None:
        return False
    if called(value) in _MAKERS:
        return True
    func = value.func
    if not isinstance(func, ast.Attribute) or func.attr not in _KEEPERS:
        return False
    return _has_none(func.value, name)


def _last(node: ast.expr) -> str:
    return called(node) or last_name(node)
