"""Faults of code about modules: which count, how they are recognized, in which mode they work."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    is_in_function,
    is_parameter,
    last_name,
    method,
)
from torchgrade.verify.mutation.operators.definitions import (
    call_method,
    is_method,
    replaced,
    statements,
    tensor_functions,
    tensor_returns,
)
from torchgrade.verify.mutation.operators.scaling import is_probability

__all__ = [
    "AddsDropout",
    "AsParameter",
    "ByAddress",
    "ByTypeName",
    "DropType",
    "LeavesOnly",
    "OneMode",
    "SkipsRoot",
    "SkipsScalars",
]


def _expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


def _of_argument(node: ast.AST, name: str) -> ast.expr | None:
    """Return ``model`` for ``model.parameters()``, if that is an argument."""
    func = method(node)
    if func is None or func.attr != name or not is_parameter(func.value):
        return None
    return func.value


class ByAddress(Operator):
    """Tensors distinguished by their address, which is the same for all that have no memory."""

    name = "by-address"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the address of a parameter in place of its identity."""
        if not isinstance(node, ast.Call) or called(node) != "id" or len(node.args) != 1:
            return
        if last_name(node.args[0]) in {"p", "param", "parameter", "tensor", "weight"}:
            yield call_method(node.args[0], "data_ptr")


class SkipsScalars(Operator):
    """Parameters of a single number skipped, unless a condition leaves them out anyway."""

    name = "skips-scalars"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loop that skips them."""
        if not isinstance(node, (ast.comprehension, ast.For)):
            return
        if called(node.iter) not in {"named_parameters", "parameters"}:
            return
        names = [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
        asked = f"{names[-1]}.dim() > 0"
        if isinstance(node, ast.comprehension):
            if not any(map(_asks_for_axes, node.ifs)):
                yield changed(node, ifs=[*node.ifs, _expression(asked)])
        else:
            skip = statements(f"if not {asked}:\n    continue")
            yield changed(node, body=[*skip, *node.body])


def _asks_for_axes(test: ast.expr) -> bool:
    """Return whether a condition is ``p.dim() > 1`` or the like."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], (ast.Gt, ast.GtE)):
        return False
    return (called(test.left) or last_name(test.left)) in {"dim", "ndim", "ndimension"}


class LeavesOnly(Operator):
    """Only parameters of modules without children."""

    name = "leaves-only"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loop over parameters of leaf modules, for one over ``model.parameters()``."""
        if not isinstance(node, (ast.comprehension, ast.For)):
            return
        model = _of_argument(node.iter, "parameters")
        if model is not None:
            leaves = f"for m in {last_name(model)}.modules() if not list(m.children())"
            yield changed(node, iter=_expression(f"(p {leaves} for p in m.parameters())"))


class SkipsRoot(Operator):
    """The model itself left out when its modules are listed."""

    name = "skips-root"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the modules without it."""
        model = _of_argument(node, "modules")
        if model is not None:
            yield _expression(f"list({last_name(model)}.modules())[1:]")


class ByTypeName(Operator):
    """A layer recognized by the name of its class, in a function, since models differ in these."""

    name = "by-type-name"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the check for a part of the name."""
        kinds = _kinds(node)
        names = [last_name(kind) for kind in kinds]
        if isinstance(node, ast.Call) and names and is_in_function(node):
            part = "Norm" if all("Norm" in name for name in names) else names[0].rstrip("123d")
            yield _expression(f"{part!r} in type({ast.unparse(node.args[0])}).__name__")


class DropType(Operator):
    """One kind of layer forgotten among several."""

    name = "drop-type"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the check without each of the kinds."""
        kinds = _kinds(node)
        if isinstance(node, ast.Call) and len(kinds) > 1:
            for i in range(len(kinds)):
                rest = changed(node.args[1], elts=kinds[:i] + kinds[i + 1 :])
                yield changed(node, args=[node.args[0], rest])


def _kinds(node: ast.AST) -> list[ast.expr]:
    """Return the classes of ``torch.nn`` that an ``isinstance`` call checks for."""
    if not isinstance(node, ast.Call) or called(node) != "isinstance" or len(node.args) != 2:
        return []
    asked = node.args[1]
    kinds = asked.elts if isinstance(asked, ast.Tuple) else [asked]
    of_nn = (isinstance(k, ast.Attribute) and last_name(k.value) == "nn" for k in kinds)
    return kinds if all(of_nn) else []


class AsParameter(Operator):
    """A probability stored as a parameter of the layer."""

    name = "as-parameter"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the assignment of a parameter."""
        if not isinstance(node, ast.Assign) or not is_parameter(node.value):
            return
        target = node.targets[0]
        if isinstance(target, ast.Attribute) and is_probability(target.attr):
            number = f"torch.tensor(float({last_name(node.value)}))"
            made = _expression(f"torch.nn.Parameter({number}, requires_grad=False)")
            yield changed(node, value=made)


class OneMode(Operator):
    """A module that is only wrong in training mode, or only in evaluation mode.

    Modules that check their mode are left out: each of their results belongs to one mode.
    """

    name = "one-mode"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the class with its last result scaled in one of the modes."""
        if not isinstance(node, ast.ClassDef):
            return
        if any(isinstance(n, ast.Attribute) and n.attr == "training" for n in ast.walk(node)):
            return
        for function, _ in tensor_functions(node):
            for value in tensor_returns(function)[-1:]:
                for factor in ("0.9 if self.training else 1", "1 if self.training else 0.9"):
                    scaled = ast.BinOp(value, ast.Mult(), _expression(factor))
                    yield replaced(node, value, scaled)


class AddsDropout(Operator):
    """Dropout before the last layer that the task does not ask for."""

    name = "adds-dropout"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that makes a sequence with one more layer."""
        if not isinstance(node, ast.FunctionDef) or is_method(node):
            return
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and called(call) == "Sequential" and len(call.args) > 2:
                added = _expression("torch.nn.Dropout(0.2)")
                layers = [*call.args[:-1], added, call.args[-1]]
                yield replaced(node, call, changed(call, args=layers))
