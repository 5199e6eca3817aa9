"""What a function's or class's code shows about it, and helpers to put other code into it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import Node, called, changed, last_name, number

__all__ = [
    "assigned",
    "call_method",
    "default_of",
    "inner",
    "is_method",
    "layers_in",
    "numeric_returns",
    "parameters",
    "replaced",
    "returns",
    "statements",
    "tensor_functions",
    "tensor_parameters",
    "tensor_returns",
    "with_first",
]

_OF_TENSORS = {"T", "clone", "device", "dim", "dtype", "mean", "ndim", "numel", "shape", "std"}
"""Attributes that code uses of tensors, and of hardly anything else."""

_WITH_PARAMETERS = ("BatchNorm", "Conv", "Embedding", "GroupNorm", "LayerNorm", "Linear")
_NUMBERS = {"float", "int", "item", "len", "max", "min", "round", "sum"}
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def statements(code: str) -> list[ast.stmt]:
    """Return the statements of some code."""
    return ast.parse(code).body


def inner(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function, without those of nested functions and classes."""
    left = list(ast.iter_child_nodes(node))
    while left:
        found = left.pop(0)
        yield found
        if not isinstance(found, _INNER):
            left[:0] = ast.iter_child_nodes(found)


def parameters(function: ast.FunctionDef) -> list[str]:
    """List the parameters of a function, without ``self``."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [one.arg for one in arguments if one.arg != "self"]


def is_method(function: ast.FunctionDef) -> bool:
    """Return whether a function is a method."""
    first = [*function.args.posonlyargs, *function.args.args][:1]
    return bool(first) and first[0].arg in {"self", "cls"}


def default_of(function: ast.FunctionDef, name: str) -> ast.expr | None:
    """Return the default of a parameter, if it has one."""
    plain = [*function.args.posonlyargs, *function.args.args]
    values = [*[None] * (len(plain) - len(function.args.defaults)), *function.args.defaults]
    found = {one.arg: value for one, value in zip(plain, values, strict=True)}
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    found |= {one.arg: value for one, value in pairs}
    return found.get(name)


def assigned(node: ast.AST) -> set[str]:
    """Return the names that are set in a function or a loop."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _is_set(n)}


def _is_set(name: ast.Name) -> bool:
    return isinstance(name.ctx, (ast.Store, ast.Del))


def returns(function: ast.FunctionDef) -> list[ast.expr]:
    """List the returned expressions of a function, in the order of its code."""
    found = (node.value for node in inner(function) if isinstance(node, ast.Return))
    return [value for value in found if value is not None]


def numeric_returns(function: ast.FunctionDef) -> list[ast.expr]:
    """List the returned values that are Python numbers, as far as their code shows."""
    if tensor_parameters(function):
        return []
    return [value for value in returns(function) if _is_number(value)]


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_number(value.body) and _is_number(value.orelse)
    if isinstance(value, ast.BinOp):
        return not isinstance(value.op, ast.MatMult)
    return number(value) is not None or called(value) in _NUMBERS


def tensor_parameters(function: ast.FunctionDef) -> list[str]:
    """List the parameters that are tensors, by what the code shows; a module's input is one."""
    names = parameters(function)
    if is_method(function):
        return names[:1] if function.name == "forward" else []
    found = {name for node in inner(function) for name in _asked_as_tensors(node)}
    return [name for name in names if name in found]


def _asked_as_tensors(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in _OF_TENSORS:
        asked: list[ast.expr] = [node.value]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        asked = [node.left, node.right]
    else:
        return
    yield from (one.id for one in asked if isinstance(one, ast.Name))


def tensor_returns(function: ast.FunctionDef) -> list[ast.expr]:
    """List the returned tensors that are computed from a tensor among the arguments."""
    asked = set(tensor_parameters(function))
    found = []
    for value in returns(function):
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        found += [part for part in parts if asked & _tensors_of(part)]
    return found


def _tensors_of(value: ast.expr) -> set[str]:
    if not isinstance(value, (ast.BinOp, ast.Call, ast.Name)):
        return set()
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}


def tensor_functions(node: ast.AST) -> Iterator[tuple[ast.FunctionDef, bool]]:
    """Yield the function, or the ``forward`` of a class, and whether layers with weights are used.

    It yields at most one; a method is handled with its class. Backward passes are left out: nobody
    needs gradients of their results.
    """
    found: list[ast.stmt] = []
    if isinstance(node, ast.FunctionDef) and not is_method(node):
        found = [node]
    elif isinstance(node, ast.ClassDef):
        found = [one for one in node.body if getattr(one, "name", "") == "forward"]
    for function in found:
        if isinstance(function, ast.FunctionDef) and tensor_parameters(function):
            yield function, bool(layers_in(node))


def layers_in(node: ast.AST) -> list[ast.Call]:
    """List the calls that make a layer with weights, such as ``nn.Linear(3, 4)``."""
    return [
        call
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and last_name(call.func.value) == "nn"
        and called(call).startswith(_WITH_PARAMETERS)
    ]


def with_first(function: ast.FunctionDef, code: str) -> ast.FunctionDef:
    """Return the function with other statements before its own."""
    start = 1 if ast.get_docstring(function) is not None else 0
    body = [*function.body[:start], *statements(code), *function.body[start:]]
    return changed(function, body=body)


def call_method(value: ast.expr, name: str, *arguments: ast.expr) -> ast.Call:
    """Return ``value.name(arguments)``."""
    return ast.Call(ast.Attribute(value, name, ast.Load()), list(arguments), [])


def replaced(tree: Node, old: ast.AST, new: ast.AST) -> Node:
    """Return a copy of a tree in which the node ``old`` is replaced by ``new``."""
    if tree is old:
        return new  # type: ignore[return-value]
    fields: dict[str, object] = {}
    for name, value in ast.iter_fields(tree):
        items = value if isinstance(value, list) else [value]
        others = [replaced(one, old, new) if isinstance(one, ast.AST) else one for one in items]
        if any(one is not other for one, other in zip(items, others, strict=True)):
            fields[name] = others if isinstance(value, list) else others[0]
    return changed(tree, **fields) if fields else tree
