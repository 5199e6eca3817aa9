"""An optimizer's parameters, the effect of its weight decay, and the result of its steps."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any, NamedTuple

import torch

from torchgrade.checks.probes.structure import named_parameters

__all__ = ["Held", "decayed_parameters", "optimizer_contents", "optimizer_steps"]


class Held(NamedTuple):
    """How an optimizer holds one parameter."""

    times: int  # over all groups
    trainable: bool  # requires_grad


def optimizer_contents(
    optimizer: torch.optim.Optimizer, model: torch.nn.Module
) -> tuple[dict[str, Held], int]:
    """Return how each parameter is held, and the number of tensors that are not the model's."""
    counts = Counter(id(p) for group in optimizer.param_groups for p in group["params"])
    named = named_parameters(model)
    held = {name: Held(counts[id(p)], p.requires_grad) for name, p in named}
    return held, len(set(counts) - {id(p) for _, p in named})


def decayed_parameters(optimizer: torch.optim.Optimizer, model: torch.nn.Module) -> list[str]:
    """Return the names of the parameters that one step with zero gradients makes smaller.

    The step is made by a copy of the optimizer and its parameters, with every value 1, the learning
    rate 1 (so that a small decay shows) and its state set to zero (so that momentum moves nothing).
    """
    copies: dict[int, Any] = {}  # deepcopy records here which copy belongs to which parameter
    twin = copy.deepcopy(optimizer, copies)
    for memory in twin.state.values():
        for value in memory.values() if isinstance(memory, dict) else []:
            if isinstance(value, torch.Tensor):
                value.zero_()
    for group in twin.param_groups:
        if "lr" in group:
            rate = group["lr"]
            group["lr"] = torch.ones_like(rate) if isinstance(rate, torch.Tensor) else 1.0
        for parameter in group["params"]:
            parameter.data = torch.ones_like(parameter)
            parameter.grad = torch.zeros_like(parameter) if parameter.requires_grad else None
    twin.step()
    return [
        name
        for name, parameter in named_parameters(model)
        if id(parameter) in copies and bool((copies[id(parameter)].detach() < 1).any())
    ]


def optimizer_steps(
    optimizer: torch.optim.Optimizer,
    model: torch.nn.Module,
    gradients: list[dict[str, torch.Tensor]],
) -> list[dict[str, torch.Tensor]]:
    """Step once with each set of gradients, by name; return the parameters after each step."""
    named = list(named_parameters(model))
    after = []
    for given in gradients:
        for name, parameter in named:
            parameter.grad = given[name].clone() if name in given else None
        optimizer.step()
        after.append({name: parameter.detach().clone() for name, parameter in named})
    for _, parameter in named:
        parameter.grad = None
    return after
