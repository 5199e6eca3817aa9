"""Checks whether an optimizer can resume from a state in a file, which may be anybody's."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

__all__ = ["fits"]

_MOST = 1e9  # such as a learning rate


def fits(optimizer: Any, state: Mapping[str, Any]) -> bool:
    """Return whether a state fits this optimizer, with the settings that it was made with.

    Only the optimizer, which may be a student's class, knows which tensors it keeps in which
    shapes: so a copy of it tries the state in a step with gradients of zero.
    """
    import torch

    try:
        groups = state["param_groups"]
        if not all(map(_is_like, optimizer.state_dict()["param_groups"], groups)):
            return False
        other = copy.deepcopy(optimizer)
        other.load_state_dict(copy.deepcopy(state))
        parameters = [one for group in other.param_groups for one in group["params"]]
        for one in parameters:
            one.grad = torch.zeros_like(one)
        with torch.random.fork_rng(devices=[]):
            other.step()
        return all(bool(torch.isfinite(one).all()) for one in parameters)
    except Exception:  # an optimizer may raise any error
        return False


def _is_like(own: Any, other: Any) -> bool:
    """Return whether something equals the optimizer's own, except for numbers, which may change.

    Schedulers change numbers; switches such as ``maximize`` are set by the cell.
    """
    import torch

    if isinstance(own, dict):
        return isinstance(other, dict) and all(
            name in other and _is_like(value, other[name]) for name, value in own.items()
        )
    if isinstance(own, list | tuple):
        return (
            isinstance(other, list | tuple)
            and len(own) == len(other)
            and all(map(_is_like, own, other))
        )
    if isinstance(own, torch.Tensor):
        return isinstance(other, torch.Tensor) and own.shape == other.shape
    if type(own) in (int, float):
        return type(other) in (int, float) and -_MOST <= other <= _MOST
    return type(own) is type(other) and bool(own == other)
