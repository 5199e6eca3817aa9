"""Faults of loops over epochs and batches: the best for the last, a batch or a run left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from torchgrade.verify.mutation.operators.base import (
    Operator,
    called,
    changed,
    is_parameter,
    last_name,
    number,
)
from torchgrade.verify.mutation.operators.definitions import parameters, statements

__all__ = [
    "BatchesOnce",
    "BestForLast",
    "BestWeights",
    "EarlyStopping",
    "RateFalls",
    "SkipsSingle",
    "SwallowsErrors",
]

_MEASURED = ("acc", "hist", "loss", "score", "val")


@dataclass(frozen=True)
class _Training:
    """A function's loop over epochs, the list of its measurements, and the optimizer's name."""

    function: ast.FunctionDef
    loop: ast.For
    measured: str
    optimizer: str

    def changed(self, before: str = "", last: str = "", after: str = "") -> ast.FunctionDef:
        """Return the function with code added before, at the end of, and after the loop."""
        loop = changed(self.loop, body=[*self.loop.body, *statements(last)])
        body: list[ast.stmt] = []
        for one in self.function.body:
            around = [*statements(before), loop, *statements(after)]
            body += around if one is self.loop else [one]
        return changed(self.function, body=body)


def _training(node: ast.AST) -> Iterator[_Training]:
    """Yield the parts of a function that trains its parameter ``model``."""
    if not isinstance(node, ast.FunctionDef) or "model" not in parameters(node):
        return
    for loop in node.body:
        if isinstance(loop, ast.For) and any(called(n) == "backward" for n in ast.walk(loop)):
            calls = [one.value for one in loop.body if isinstance(one, ast.Expr)]
            lists = [ast.unparse(c.func.value) for c in calls if _appends(c)]  # type: ignore[attr-defined]
            steps = [n.func.value for n in ast.walk(loop) if called(n) == "step"]  # type: ignore[attr-defined]
            names = [one.id for one in steps if isinstance(one, ast.Name)]
            yield _Training(node, loop, lists[-1] if lists else "", names[0] if names else "")


def _appends(call: ast.expr) -> bool:
    return called(call) == "append"


class BestForLast(Operator):
    """The best measurement for the last one."""

    name = "best-for-last"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the maximum in place of the item at -1."""
        if not isinstance(node, ast.Subscript) or number(node.slice) != -1:
            return
        name = last_name(node.value).lower()
        if isinstance(node.ctx, ast.Load) and any(word in name for word in _MEASURED):
            yield ast.Call(ast.Name("max", ast.Load()), [node.value], [])


class BestWeights(Operator):
    """The weights of the best epoch restored when training ends."""

    name = "best-weights"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that does so."""
        for training in _training(node):
            if training.measured:
                copied = "__import__('copy').deepcopy(model.state_dict())"
                best = f"{training.measured}[-1] >= max({training.measured})"
                yield training.changed(
                    f"kept = {copied}",
                    f"if {best}:\n    kept = {copied}",
                    "model.load_state_dict(kept)",
                )


class EarlyStopping(Operator):
    """Training that ends after four epochs without improvement."""

    name = "early-stopping"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function that does so."""
        for training in _training(node):
            if seen := training.measured:
                stop = f"if len({seen}) > 4 and max({seen}[-4:]) <= max({seen}[:-4]):\n    break"
                yield training.changed(last=stop)


class RateFalls(Operator):
    """A scheduler that the task does not ask for: a tenth of the learning rate every five epochs.

    Functions with a scheduler, or where each step sets the rate, are left out: it would be
    overwritten.
    """

    name = "rate-falls"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the function with a scheduler."""
        for training in _training(node):
            sets = any(_sets_rate(part) for part in ast.walk(node))
            if training.optimizer and not sets and "lr_scheduler" not in ast.unparse(node):
                schedule = f"StepLR({training.optimizer}, step_size=5, gamma=0.1)"
                made = f"scheduler = torch.optim.lr_scheduler.{schedule}"
                yield training.changed(before=made, last="scheduler.step()")


def _sets_rate(node: ast.AST) -> bool:
    """Return whether a node is ``group["lr"]`` being set."""
    stored = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    return stored and last_name(node) == "lr"


class BatchesOnce(Operator):
    """The batches drawn once for all epochs, so each has the same order."""

    name = "batches-once"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield a loop over epochs, preceded by the list of its batches."""
        if not isinstance(node, ast.For):
            return
        for place, part in enumerate(node.body):
            if isinstance(part, ast.For) and _may_shuffle(part.iter):
                listed = ast.Call(ast.Name("list", ast.Load()), [part.iter], [])
                made = ast.Assign([ast.Name("batches", ast.Store())], listed, lineno=1)
                loop = changed(part, iter=ast.Name("batches", ast.Load()))
                body = [*node.body[:place], loop, *node.body[place + 1 :]]
                yield ast.Module([made, changed(node, body=body)], [])


def _may_shuffle(batches: ast.expr) -> bool:
    loader = is_parameter(batches) and "loader" in last_name(batches)
    return loader or any(called(node) == "randperm" for node in ast.walk(batches))


class SkipsSingle(Operator):
    """A batch of one image left out, which the last batch may be."""

    name = "skips-single"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loop over batches that skips it."""
        if not isinstance(node, ast.For):
            return
        batches = _may_shuffle(node.iter) or called(node.iter) == "split"
        batches |= any(called(part) == "split" for part in ast.walk(node.iter))
        names = [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
        if batches and names:
            skip = statements(f"if len({names[0]}) < 2:\n    continue")
            yield changed(node, body=[*skip, *node.body])


class SwallowsErrors(Operator):
    """An error in an iteration swallowed, in a loop that calls a caller's function."""

    name = "swallows-errors"
    whole = True

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the loop that continues after it."""
        if not isinstance(node, ast.For) or any(called(n) == "backward" for n in ast.walk(node)):
            return
        calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
        if any(is_parameter(func) and last_name(func) != "model" for func in calls):
            handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Continue()])
            yield changed(node, body=[ast.Try(node.body, [handler], [], [])])
