"""Whether an optimizer can go on from a state that lies in a file, which may be anybody's."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

__all__ = ["fits"]

_MOST = 1e9  # of a learning rate, say


def fits(optimizer: Any, state: Mapping[str, Any]) -> bool:
    """Return whether a state is one of this optimizer, with the settings that it was made with.

    Which tensors an optimizer keeps, and in what shapes, is its own business, and it may be a class
    of the student's: a copy of it tries the state in a step along gradients of zero.
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
    except Exception:  # whatever an optimizer raises that stumbles over it
        return False


def _is_like(own: Any, other: Any) -> bool:
    """Return whether something is as the optimizer's own but for numbers, which may have changed.

    A schedule changes them; switches such as ``maximize`` are those of the cell.
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
