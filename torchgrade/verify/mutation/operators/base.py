"""The base class of mutation operators, and small helpers for reading and making code."""

from __future__ import annotations

import ast
import copy
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, TypeVar

__all__ = [
    "Operator",
    "called",
    "changed",
    "is_in_function",
    "is_parameter",
    "is_top_level",
    "is_without_gradients",
    "keyword",
    "last_name",
    "literal",
    "mark_as_without_gradients",
    "mark_parameters",
    "mark_top_level",
    "method",
    "neighbours_swapped",
    "number",
    "of_library",
    "same",
    "shifted",
    "with_argument",
    "with_keyword",
    "without_keyword",
]

Node = TypeVar("Node", bound=ast.AST)
Item = TypeVar("Item")

_LIBRARIES = {"F", "functional", "linalg", "math", "nn", "np", "numpy", "torch"}


class Operator(ABC):
    """One kind of fault.

    ``mutate`` yields replacements for ``node`` and does not change ``node`` itself; replacements
    may share its parts. An ``ast.Pass`` deletes a statement; the body of an ``ast.Module`` replaces
    one.

    ``whole`` is for a fault that concerns a whole function, class or loop: it is made if any of its
    lines is marked as the solution, and its mutants are named by their place, not by their code.
    ``caught_by`` names the checks that catch such a fault in any question, if there are some.
    """

    name: ClassVar[str]
    whole: ClassVar[bool] = False
    caught_by: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield replacements for a node; nothing if the fault cannot be made there."""


def mark_parameters(tree: ast.AST) -> None:
    """Mark nodes that are in a function, and names that are parameters."""
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names = {
                argument.arg
                for argument in ast.walk(function.args)
                if isinstance(argument, ast.arg)
            }
            for node in ast.walk(function):
                node.in_function = True  # type: ignore[attr-defined]
                if isinstance(node, ast.Name) and node.id in names:
                    node.parameter = True  # type: ignore[attr-defined]


def is_in_function(node: ast.AST) -> bool:
    """Return whether a node is in a function."""
    return getattr(node, "in_function", False) is True


def is_parameter(node: ast.AST) -> bool:
    """Return whether a node is the name of a parameter."""
    return getattr(node, "parameter", False) is True


def mark_top_level(tree: ast.Module) -> None:
    """Mark each top-level statement of the cell."""
    for node in tree.body:
        node.top_level = True  # type: ignore[attr-defined]


def is_top_level(node: ast.AST) -> bool:
    """Return whether a node is a top-level statement of the cell, in no function or loop."""
    return getattr(node, "top_level", False) is True


def mark_as_without_gradients(node: ast.AST) -> None:
    """Mark a value, or what a statement returns, as one for which `detach` makes no difference."""
    node.without_gradients = True  # type: ignore[attr-defined]


def is_without_gradients(node: ast.AST) -> bool:
    """Return whether `detach` makes no difference there."""
    return getattr(node, "without_gradients", False) is True


def changed(node: Node, **fields: object) -> Node:
    """Return a shallow copy of a node with other fields."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def same(one: ast.AST, other: ast.AST) -> bool:
    """Return whether two nodes have the same code."""
    return ast.dump(one) == ast.dump(other)


def last_name(node: ast.AST) -> str:
    """Return ``c`` for ``c`` and ``a.b.c``, the key for ``d["key"]``, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""


def called(node: ast.AST) -> str:
    """Return the last name of the function that is called, else an empty string."""
    return last_name(node.func) if isinstance(node, ast.Call) else ""


def of_library(node: ast.expr) -> bool:
    """Return whether a function belongs to a library, as ``torch.mean`` or ``F.relu`` does."""
    return isinstance(node, ast.Attribute) and last_name(node.value) in _LIBRARIES


def method(node: ast.AST) -> ast.Attribute | None:
    """Return the function of a call such as ``x.mean()``, but not of ``torch.mean(x)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return None if of_library(node.func) else node.func
    return None


def number(node: ast.AST | None) -> int | float | None:
    """Return the value of a literal number, with its sign; booleans don't count."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = number(node.operand)
        return None if value is None else -value
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]
    return None


def literal(value: bool | int | float | str) -> ast.expr:
    """Return the literal expression for a value."""
    if not isinstance(value, (bool, str)) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def shifted(node: ast.expr, by: int) -> ast.expr:
    """Return ``node + by``, or ``node - 1`` for -1; a literal number is added up at once."""
    value = number(node)
    if value is not None:
        return literal(value + by)
    return ast.BinOp(node, ast.Add() if by > 0 else ast.Sub(), ast.Constant(abs(by)))


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a keyword argument, if the call has it."""
    return next((k.value for k in call.keywords if k.arg == name), None)


def with_keyword(call: ast.Call, name: str, value: ast.expr) -> ast.Call:
    """Return the call with a keyword argument set to ``value``; a new one is added last."""
    keywords = [changed(k, value=value) if k.arg == name else k for k in call.keywords]
    if keyword(call, name) is None:
        keywords.append(ast.keyword(name, value))
    return changed(call, keywords=keywords)


def without_keyword(call: ast.Call, name: str) -> ast.Call:
    """Return the call without a keyword argument."""
    return changed(call, keywords=[k for k in call.keywords if k.arg != name])


def with_argument(call: ast.Call, index: int, value: ast.expr) -> ast.Call:
    """Return the call with another positional argument at ``index``."""
    return changed(call, args=[*call.args[:index], value, *call.args[index + 1 :]])


def neighbours_swapped(items: list[Item]) -> Iterator[list[Item]]:
    """Yield the list with the first and second item swapped, with the second and third, ..."""
    for i in range(len(items) - 1):
        yield [*items[:i], items[i + 1], items[i], *items[i + 2 :]]
