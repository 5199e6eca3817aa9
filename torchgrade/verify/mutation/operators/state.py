"""Faults of state: results cached, seeds set, one draw for many."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    last_name,
    of_library,
    with_argument,
    with_keyword,
)
from torchgrade.verify.mutation.operators.definitions import (
    assigned,
    inner,
    is_method,
    layers_in,
    parameters,
    replaced,
    returns,
    statements,
    with_first,
)

__all__ = ["Cached", "KeptDraw", "OneDraw", "SameDraw", "Seeded", "Shared"]

_MAKERS = {"OrderedDict", "defaultdict", "deque", "dict", "list", "set"}
_DISPLAYS = (ast.Dict, ast.List, ast.Set)
_DRAWS = {"bernoulli", "dropout", "rand", "rand_like", "randint", "randn", "randn_like", "randperm"}
_SEED = "torch.manual_seed(0)"


def _of_module(node: ast.FunctionDef) -> bool:
    """Return whether a function is not a method, and has arguments."""
    return not is_method(node) and bool(parameters(node))


class Cached(Operator):
    """A function's result cached, and returned again."""

    name = "cached"
    caught_by = ("separate",)
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with a cache, if it returns a network or an optimizer."""
        if not isinstance(node, ast.FunctionDef) or not _of_module(node):
            return
        if any(called(value)[:1].isupper() for value in returns(node)):
            keep = ast.parse("__import__('functools').lru_cache", mode="eval").body
            yield changed(node, decorator_list=[keep, *node.decorator_list])


class Shared(Operator):
    """A list, a dictionary or a layer made once, outside the function, for all calls."""

    name = "shared"
    caught_by = ("stateless", "separate")
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the statement that makes it, followed by the function or class without it."""
        if isinstance(node, ast.FunctionDef) and _of_module(node):
            for part in node.body:
                if isinstance(part, ast.Assign) and _makes_containers(part.value):
                    body = [one for one in node.body if one is not part]
                    yield ast.Module([part, changed(node, body=body)], [])
        if isinstance(node, ast.ClassDef) or (
            isinstance(node, ast.FunctionDef) and _of_module(node)
        ):
            known = assigned(node) | {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
            fixed = [layer for layer in layers_in(node) if not known & _names(layer)]
            for layer in fixed[:1]:
                made = ast.Assign([ast.Name("_shared", ast.Store())], layer, lineno=1)
                yield ast.Module([made, replaced(node, layer, ast.Name("_shared", ast.Load()))], [])


def _makes_containers(value: ast.expr) -> bool:
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return bool(parts) and all(
        (isinstance(part, _DISPLAYS) or called(part) in _MAKERS)
        and _names(part) <= {*_MAKERS, *dir(builtins)}
        for part in parts
    )


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


class Seeded(Operator):
    """A seed set before something is drawn or trained, in a function or in its first loop."""

    name = "seeded"
    caught_by = ("stateless", "separate")
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that sets the seed, and the one that sets it in its loop."""
        if not isinstance(node, ast.FunctionDef):
            return
        if not layers_in(node) and not any(_draws(node, part) for part in inner(node)):
            return
        yield with_first(node, _SEED)
        for loop in node.body:
            if isinstance(loop, ast.For) and any(_draws(node, part) for part in inner(loop)):
                yield replaced(node, loop, changed(loop, body=[*statements(_SEED), *loop.body]))
                return


def _draws(function: ast.FunctionDef, part: ast.AST) -> bool:
    """Return whether a call draws numbers, trains, or calls a caller's function that may do so."""
    if not isinstance(part, ast.Call):
        return False
    given = isinstance(part.func, ast.Name) and part.func.id in parameters(function)
    other = called(part) == "model" or any(word in called(part) for word in ("loss", "criterion"))
    return called(part) in _DRAWS | {"backward"} or (given and not other)


class OneDraw(Operator):
    """One draw for all rows of a batch."""

    name = "one-draw"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call that draws for one row."""
        if not isinstance(node, ast.Call) or not node.args or not of_library(node.func):
            return
        first = node.args[0]
        if called(node) in {"rand", "randn"} and last_name(first) == "shape":
            yield with_argument(node, 0, _sliced(first, ast.Slice(ast.Constant(1))))
        elif called(node) in {"rand_like", "randn_like"}:
            yield with_argument(node, 0, _sliced(first, ast.Slice(None, ast.Constant(1))))


def _sliced(value: ast.expr, cut: ast.Slice) -> ast.Subscript:
    return ast.Subscript(value, cut, ast.Load())


class SameDraw(Operator):
    """The same numbers drawn each time, without a global seed that others would notice."""

    name = "same-draw"
    caught_by = ("stateless",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with a new generator that has a fixed seed."""
        if not isinstance(node, ast.Call) or not of_library(node.func):
            return
        if called(node) in {"bernoulli", "rand", "randint", "randn", "randperm"}:
            made = ast.parse("torch.Generator().manual_seed(0)", mode="eval").body
            yield with_keyword(node, "generator", made)


class KeptDraw(Operator):
    """Numbers drawn once for a module, and reused as long as its input's shape is the same."""

    name = "kept-draw"
    caught_by = ("stateless",)

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the statements that reuse what an assignment in a method draws."""
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            return
        shapes = [shape for part in ast.walk(node.value) for shape in _drawn_like(part)]
        inside = any(isinstance(n, ast.Name) and n.id == "self" for n in ast.walk(node.value))
        if shapes and inside:
            new = f"getattr(self, 'drawn', None) is None or self.drawn.shape != {shapes[0]}"
            keep = f"if {new}:\n    self.drawn = {ast.unparse(node.value)}"
            yield ast.Module(statements(f"{keep}\n{node.targets[0].id} = self.drawn"), [])


def _drawn_like(node: ast.AST) -> Iterator[str]:
    """Yield the shape of the argument that determines the shape of the drawn numbers."""
    if isinstance(node, ast.Call) and called(node) in _DRAWS and node.args:
        first = node.args[0]
        if last_name(first) == "shape":
            yield ast.unparse(first)
        elif called(node).endswith("_like") and isinstance(first, ast.Name):
            yield f"{first.id}.shape"
