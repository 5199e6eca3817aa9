"""A network rebuilt from the PyTorch functions that it was seen to call."""

from __future__ import annotations

from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail
from torchgrade.checks.models.described import agrees, fitting, plain_state
from torchgrade.checks.models.modules import need_module
from torchgrade.checks.models.network import Network
from torchgrade.checks.probes.functions import COMPARISONS, functions

__all__ = ["rebuilt"]

_CALLS = 5_000
_VALUES = 50_000  # that are written down in them: numbers beside the weights are few
_DEPTH = 8
_NOT_JUDGED = (
    "The network could not be judged: it does more than call PyTorch's layers and functions for "
    "networks one after the other, so it can't be made again from its weights."
)

_NO_NUMBERS = (
    "The network gives NaN or infinity for test images, so its accuracy was not measured. Did its "
    "training diverge, and are all of its weights finite?"
)


def rebuilt(
    model: torch.nn.Module,
    x: torch.Tensor,
    *,
    at_most: int = 10**8,
    what: str = "the model",
    hint: str = "",
) -> torch.nn.Module:
    """Rebuild a model, in the grader's process, from the functions that it calls in eval mode.

    Its calls of PyTorch and its state_dict arrive as plain data. The calls are repeated, if they
    are on a closed list of functions that only compute (convolutions, linear layers, recurrent
    ones, attention, norms, activations, pooling, arithmetic, shapes), on the input, the state and
    each other's results. So the result is not the student's object and runs none of the student's
    code: load the submitted weights into it and measure it, and only the file and those calls
    decide. A model that looks images up, or computes by other means, can't be rebuilt; and no lie
    to a probe can put knowledge into the new one. Any architecture will do; `as_described` also
    asks for an nn.Sequential.

    Args:
        model: the student's module.
        x: inputs (N, ...), as many as the new network will be given at once.
        at_most: the largest total size of parameters and buffers; a larger network is not made.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The network, on the CPU, with the state_dict of `model`. It computes as in eval mode, for
        any number of inputs, in batches of N.

    Raises:
        AssertionError: with what is not one of those functions, and what can be used instead; or
            the network gives other scores for `x` than the model does.

    False-failure rate: none by chance; the tolerance is that of `accuracy`.

    Example:
        >>> x = torch.randn(4, 3, generator=checks.generator("rebuilt"))
        >>> net = checks.rebuilt(nn.Sequential(nn.Linear(3, 2), nn.ReLU()), x)
        >>> net(x).shape
        torch.Size([4, 2])
    """
    need_module(model, what)
    state = _bounded_state(model, at_most, what, hint)
    said = probes.recording(model, x)
    with fitting(what, hint), torch.no_grad():
        steps = [(str(name), list(args), dict(kwargs)) for name, args, kwargs in said["steps"]]
        strange = _strange(steps, said["output"])
        if not strange:
            network = Network(steps, said["output"], state, len(x))
            right = network(x.detach().cpu())
    if strange:
        fail(
            what,
            f"computes with something else ({strange!a}) than PyTorch's layers and functions for "
            "networks: convolutions, linear layers, norms, activations, pooling, dropout, "
            "arithmetic, and changes of shape. Only such a network can be judged by its weights.",
            hint,
            told=_NOT_JUDGED,
        )
    if isinstance(right, torch.Tensor) and not bool(right.isfinite().all()):
        fail(
            what,
            "gives NaN or infinity: did its training diverge, and are all of its weights finite?",
            hint,
            told=_NO_NUMBERS,
        )
    if not agrees(model, x, right, what, hint):
        fail(
            what,
            "does something else than PyTorch's functions that it calls, one after the other.",
            hint,
            told=_NOT_JUDGED,
        )
    return network


def _bounded_state(
    model: torch.nn.Module, at_most: int, what: str, hint: str
) -> dict[str, torch.Tensor]:
    state = plain_state(model, what)
    count = sum(value.numel() for value in state.values())
    if count > at_most:
        fail(what, f"has {count:,} numbers in its layers; at most {at_most:,} are allowed.", hint)
    return state


def _strange(steps: list[tuple[str, list[Any], dict[Any, Any]]], output: Any) -> str:
    """Name the first thing that can't be rebuilt, shortened; "" if there is none."""
    if len(steps) > _CALLS:
        return f"{len(steps)} calls"
    values = sum(_count(v) for _, args, kwargs in steps for v in (*args, *kwargs.values()))
    if values > _VALUES:
        return f"{values} numbers in its calls"
    for name, args, kwargs in steps:
        if name not in functions():
            return name[:40]
        others = (*args[1:], *kwargs.values())
        if name.rpartition(".")[2] in COMPARISONS and any(kind != "plain" for kind, _ in others):
            return "a comparison of tensors"
        for value in (*args, *kwargs.values()):
            if found := _unknown(value):
                return found[:40]
    return _unknown(output)[:40] or ("" if output[0] == "step" else "no result")


def _unknown(value: Any, depth: int = 0) -> str:
    kind, content = value
    if kind == "unknown" or depth > _DEPTH:
        return str(content) or "another function"
    if kind in ("tuple", "list", "slice"):
        return next((found for item in content if (found := _unknown(item, depth + 1))), "")
    return ""


def _count(value: Any) -> int:
    kind, content = value
    return sum(map(_count, content)) if kind in ("tuple", "list", "slice") else 1
