"""Which parameters an optimizer holds, and which its weight decay shrinks."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any, NamedTuple

import torch

from torchgrade.checks.probes.structure import named_parameters

__all__ = ["Held", "decayed_parameters", "optimizer_contents"]


class Held(NamedTuple):
    """How an optimizer holds one parameter."""

    times: int  # over all groups
    trainable: bool  # requires_grad


def optimizer_contents(
    optimizer: torch.optim.Optimizer, model: torch.nn.Module
) -> tuple[dict[str, Held], int]:
    """Parameter's name -> how it is held, and the number of tensors held that are not the model's."""
    counts = Counter(id(p) for group in optimizer.param_groups for p in group["params"])
    named = named_parameters(model)
    held = {name: Held(counts[id(p)], p.requires_grad) for name, p in named}
    foreign = len(set(counts) - {id(p) for _, p in named})
    return held, foreign


def decayed_parameters(optimizer: torch.optim.Optimizer, model: torch.nn.Module) -> list[str]:
    """Names of the parameters that one step with zero gradients makes smaller.

    Done on a copy of the optimizer and its parameters, with every value 1, the learning rate 1 (so
    that a small decay shows) and an empty state (so that momentum moves nothing).
    """
    copies: dict[int, Any] = {}
    twin = copy.deepcopy(optimizer, copies)
    twin.state.clear()
    for group in twin.param_groups:
        if "lr" in group:
            group["lr"] = torch.ones_like(group["lr"]) if torch.is_tensor(group["lr"]) else 1.0
        for parameter in group["params"]:
            parameter.data = torch.ones_like(parameter)
            parameter.grad = torch.zeros_like(parameter) if parameter.requires_grad else None
    # By way of the class: a learning-rate scheduler wraps the method of the original object.
    type(optimizer).step(twin)
    shrunk = []
    for name, parameter in named_parameters(model):
        twin_parameter = copies.get(id(parameter))
        if twin_parameter is not None and bool((twin_parameter.detach() < 1).any()):
            shrunk.append(name)
    return shrunk
