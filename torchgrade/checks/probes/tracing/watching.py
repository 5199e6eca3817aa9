"""A model watched while a student's function (a training loop, an evaluation) uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch

from torchgrade.checks.preserve import walk
from torchgrade.checks.probes.changes import named
from torchgrade.checks.probes.tracing.forward_hooks import hooked
from torchgrade.checks.probes.tracing.leaf_modules import first_tensor, state
from torchgrade.checks.probes.trials.outlines import altered, settings

__all__ = ["Watched", "watch"]


class Watched(NamedTuple):
    """What `watch` saw.

    Attributes:
        result: what the function returned.
        forwards: for each forward call the mode, whether autograd was on, and the batch size.
        state: the model's state_dict afterwards, as copies.
        inputs: a copy of the input of each forward call.
        moved: whether the model was moved: by .cpu(), .to(...), .half() and the like.
        altered: which settings of the model, and of other modules among the arguments, have
            changed: "criterion.reduction has another content". Modes and weights do not count.

    Example:
        >>> def train(model, x):
        ...     return model(x).sum()
        >>> seen = checks.watch(train, nn.Linear(2, 1), torch.ones(3, 2))
        >>> seen.forwards, sorted(seen.state)
        ([('train', True, 3)], ['bias', 'weight'])
    """

    result: Any
    forwards: list[tuple[str, bool, int]]
    state: dict[str, torch.Tensor]
    inputs: list[torch.Tensor]
    moved: bool = False
    altered: tuple[str, ...] = ()


def watch(
    fn: Callable[..., Any], model: torch.nn.Module, *args: object, **kwargs: object
) -> Watched:
    """Call ``fn(model, *args, **kwargs)`` and log each forward call of `model`.

    Changes that `fn` makes to the model stay. A mode is "train" or "eval" if all submodules agree,
    else "mixed"; the second entry of a forward is `torch.is_grad_enabled()`. Calls of
    ``model.forward(x)`` count as ``model(x)``, and so do calls of copies of the model. Moving a
    copy does not count as moving the model. Moving the model to the device that it is on does
    count, since a machine with one device allows no other move.

    Example:
        >>> def evaluate(model, x):
        ...     model.eval()
        ...     with torch.no_grad():
        ...         return model(x).sum()
        >>> seen = checks.watch(evaluate, nn.Linear(2, 1), torch.ones(3, 2))
        >>> seen.forwards
        [('eval', False, 3)]
    """
    forwards: list[tuple[str, bool, int]] = []
    inputs: list[torch.Tensor] = []

    def log(_: str, module: torch.nn.Module, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        x = first_tensor([*given, *named.values()])
        modes = {bool(part.training) for _, part in walk(module)}
        mode = "mixed" if len(modes) > 1 else "train" if modes.pop() else "eval"
        size = 0 if x is None else len(x) if x.dim() else 1
        forwards.append((mode, torch.is_grad_enabled(), size))
        if x is not None:
            inputs.append(x.detach().clone())

    modules = [
        (name, value, settings(value))
        for name, value in named(fn, (model, *args), kwargs)
        if isinstance(value, torch.nn.Module)
    ]
    with hooked([("", model)], before=log), _moves(model) as moves:
        result = fn(model, *args, **kwargs)
    off = tuple(
        text for name, value, then in modules for text in altered(then, settings(value), name)
    )
    return Watched(result, forwards, state(model), inputs, bool(moves), off)


@contextmanager
def _moves(model: torch.nn.Module) -> Iterator[list[str]]:
    """Yield a list that fills as the model or a part of it is moved to a device or a dtype."""
    parts = {id(part) for _, part in walk(model)}
    moves: list[str] = []
    apply = torch.nn.Module._apply

    def noted(self: torch.nn.Module, *args: Any, **kwargs: Any) -> Any:
        if id(self) in parts:
            moves.append(type(self).__name__)
        return apply(self, *args, **kwargs)  # type: ignore[no-untyped-call]

    torch.nn.Module._apply = noted  # type: ignore[method-assign]
    try:
        yield moves
    finally:
        torch.nn.Module._apply = apply  # type: ignore[method-assign]
