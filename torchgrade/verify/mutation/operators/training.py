"""Faults of training loops: a step forgotten, the wrong mode, another loss or learning rate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    keyword,
    literal,
    method,
    neighbours_swapped,
    number,
    same,
    with_keyword,
    without_keyword,
)
from torchgrade.verify.mutation.operators.scaling import complement

__all__ = [
    "DropStep",
    "DropWeightDecay",
    "LearningRate",
    "LossReduction",
    "Mode",
    "OptimizerSetting",
    "Shuffle",
    "SwapMixture",
    "SwapSteps",
    "WithGradients",
]

_STEPS = {"backward", "step", "zero_grad"}


def _step(node: ast.AST) -> str:
    """Return ``step`` for the statement ``optimizer.step()``, and so on; otherwise nothing."""
    name = called(node.value) if isinstance(node, ast.Expr) and method(node.value) else ""
    return name if name in _STEPS else ""


class DropStep(Operator):
    """``zero_grad()``, ``backward()`` or ``step()`` forgotten."""

    name = "drop-step"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield nothing in place of the statement."""
        if _step(node):
            yield ast.Pass()


class SwapSteps(Operator):
    """``zero_grad()``, ``backward()`` and ``step()`` in another order."""

    name = "swap-steps"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loop or function with each pair of neighbouring steps swapped."""
        if isinstance(node, (ast.For, ast.FunctionDef, ast.While)):
            for i, body in enumerate(neighbours_swapped(node.body)):
                if _step(node.body[i]) and _step(node.body[i + 1]):
                    yield changed(node, body=body)


class Mode(Operator):
    """``eval()`` for ``train()``, or the other way round."""

    name = "mode"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call that sets the other mode."""
        func = method(node)
        if isinstance(node, ast.Call) and func is not None and not node.args and not node.keywords:
            other = {"eval": "train", "train": "eval"}.get(func.attr)
            if other is not None:
                yield changed(node, func=changed(func, attr=other))


class WithGradients(Operator):
    """``with torch.no_grad():`` dropped; its body stays."""

    name = "with-gradients"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the body."""
        if not isinstance(node, ast.With) or len(node.items) != 1:
            return
        if called(node.items[0].context_expr) in {"inference_mode", "no_grad"}:
            yield ast.Module(node.body, [])


class LossReduction(Operator):
    """A loss summed over the batch instead of averaged, or vice versa."""

    name = "loss-reduction"
    classes = frozenset({"BCELoss", "BCEWithLogitsLoss", "CrossEntropyLoss", "MSELoss", "NLLLoss"})
    functions = frozenset({"binary_cross_entropy", "cross_entropy", "mse_loss", "nll_loss"})

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loss with another reduction."""
        if not isinstance(node, ast.Call) or called(node) not in self.classes | self.functions:
            return
        value = keyword(node, "reduction")
        averaged = value is None or (isinstance(value, ast.Constant) and value.value == "mean")
        yield with_keyword(node, "reduction", literal("sum" if averaged else "mean"))


class Shuffle(Operator):
    """Data shuffled that should not be, or vice versa."""

    name = "shuffle"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with the other order of the data."""
        if not isinstance(node, ast.Call):
            return
        shuffle = keyword(node, "shuffle")
        if isinstance(shuffle, ast.Constant):
            yield with_keyword(node, "shuffle", literal(not shuffle.value))
        if called(node) == "randperm" and isinstance(node.func, ast.Attribute):
            kept = [k for k in node.keywords if k.arg != "generator"]  # torch.arange has none
            yield changed(node, func=changed(node.func, attr="arange"), keywords=kept)


class SwapMixture(Operator):
    """The weights of a running mean swapped: (1 - m) * a + m * b for m * a + (1 - m) * b."""

    name = "swap-mixture"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the mixture with the other weights."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
            return
        one, two = node.left, node.right
        if not isinstance(one, ast.BinOp) or not isinstance(two, ast.BinOp):
            return
        if not isinstance(one.op, ast.Mult) or not isinstance(two.op, ast.Mult):
            return
        if same(complement(one.left), two.left) or same(one.left, complement(two.left)):
            left, right = changed(one, left=two.left), changed(two, left=one.left)
            yield changed(node, left=left, right=right)


class LearningRate(Operator):
    """A learning rate ten times as large."""

    name = "learning-rate"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with the other learning rate."""
        rate = keyword(node, "lr") if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and rate is not None:
            value = number(rate)
            if value is None:
                more: ast.expr = ast.BinOp(rate, ast.Mult(), ast.Constant(10))
            else:
                more = literal(float(f"{10 * value:.6g}"))
            yield with_keyword(node, "lr", more)


class DropWeightDecay(Operator):
    """``weight_decay`` forgotten, in a call or in a group of parameters."""

    name = "drop-weight-decay"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call or the dictionary without it."""
        if isinstance(node, ast.Call) and keyword(node, "weight_decay") is not None:
            yield without_keyword(node, "weight_decay")
        elif isinstance(node, ast.Dict):
            for i, key in enumerate(node.keys):
                if isinstance(key, ast.Constant) and key.value == "weight_decay":
                    keys = node.keys[:i] + node.keys[i + 1 :]
                    yield changed(node, keys=keys, values=node.values[:i] + node.values[i + 1 :])


class OptimizerSetting(Operator):
    """An optimizer with a setting that the task does not ask for."""

    name = "optimizer-setting"
    added: ClassVar[dict[str, str]] = {
        "Adam": "betas=(0.5, 0.999), weight_decay=0.0001",
        "AdamW": "betas=(0.5, 0.999), weight_decay=0.1",
        "SGD": "dampening=0.9, nesterov=True, weight_decay=0.0001",
    }

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the call with each setting that it lacks."""
        if not isinstance(node, ast.Call) or called(node) not in self.added or not node.args:
            return
        settings = ast.parse(f"f({self.added[called(node)]})", mode="eval").body
        assert isinstance(settings, ast.Call)
        moves = keyword(node, "momentum") is not None
        whole = called(node.args[0]) == "parameters"  # parameter groups have their own settings
        for setting in settings.keywords:
            name = setting.arg or ""
            fits = whole if name == "weight_decay" else moves or name == "betas"
            if fits and keyword(node, name) is None:
                yield with_keyword(node, name, setting.value)
