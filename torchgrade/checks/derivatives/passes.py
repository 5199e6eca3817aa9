"""A student's forward and backward passes, run in float64 on copies and taken apart."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks.messages import fail, kind, plural, refuse_blank
from torchgrade.checks.plain import plain
from torchgrade.checks.preserve import same_noise
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = [
    "Function",
    "copies",
    "gradient_names",
    "is_float",
    "run_forward",
    "run_passes",
    "slopes_of",
    "tensor_at",
    "wanted_places",
]

Function = Callable[..., Any]


def is_float(value: object) -> bool:
    """Return whether `value` is a floating-point tensor."""
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def copies(inputs: Sequence[object]) -> list[Any]:
    """Copy arguments, in dicts and lists too: tensors to the CPU, real ones to float64."""
    return [_copy(value) for value in inputs]


def _copy(value: object) -> Any:
    if isinstance(value, torch.Tensor):
        dtype = torch.float64 if is_float(value) else value.dtype
        return value.detach().to("cpu", dtype, copy=True).contiguous()
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    if type(value) is list or type(value) is tuple:
        return type(value)(_copy(item) for item in value)
    return value


def tensor_at(values: Sequence[object], index: int) -> torch.Tensor:
    """Return an argument that is known to be a tensor."""
    value = values[index]
    assert isinstance(value, torch.Tensor)
    return value


def wanted_places(inputs: Sequence[object]) -> list[int]:
    """Return the places of the inputs that need a gradient."""
    floats = [i for i, value in enumerate(inputs) if is_float(value)]
    if not floats:
        raise AuthorError("no input needs a gradient: give at least one floating-point tensor")
    return [i for i in floats if tensor_at(inputs, i).requires_grad] or floats


def gradient_names(fn: Function, wanted: Sequence[int], names: Sequence[str] | None) -> list[str]:
    """Name the gradients: as given, or "d" and the name of the parameter."""
    if names is not None and len(names) != len(wanted):
        raise AuthorError(f"{len(names)} names for {len(wanted)} gradients")
    if names is not None:
        return list(names)
    try:
        parameters = list(inspect.signature(fn).parameters)
    except (TypeError, ValueError, AttributeError):  # a method that lives in another process
        parameters = []
    return [f"d{parameters[i]}" if i < len(parameters) else f"dinput{i + 1}" for i in wanted]


def run_passes(
    forward: Function,
    backward: Function,
    inputs: Sequence[object],
    dout: torch.Tensor,
    names: Sequence[str],
) -> list[torch.Tensor]:
    """Run the student's two passes and take the gradients apart."""
    with same_noise():
        out, cache = _pair(forward(*copies(inputs)))
        tensor(out, shape=dout.shape, what="the output of the forward pass")
        result = backward(dout.clone(), cache)
    refuse_blank(result, "the result of the backward pass")
    result = plain(result)  # a named tuple is a tuple
    gradients = list(result) if type(result) in (tuple, list) else [result]
    if len(gradients) != len(names):
        fail(
            "the backward pass",
            f"must return {plural(len(names), 'gradient')} ({', '.join(names)}), but returns "
            f"{len(gradients)}.",
        )
    return [tensor(g, what=name) for g, name in zip(gradients, names, strict=True)]


def _pair(result: object) -> tuple[object, object]:
    refuse_blank(result, "the result of the forward pass")
    pair = list(result) if isinstance(result, (tuple, list)) else []
    if len(pair) != 2:
        fail("the forward pass", f"must return (out, cache), but returns {kind(result)}.")
    return pair[0], pair[1]


def run_forward(forward: Function, inputs: Sequence[object]) -> torch.Tensor:
    """Run the forward pass on float64 copies under fixed random numbers, without a graph."""
    with same_noise(), torch.no_grad():
        out, _ = _pair(forward(*copies(inputs)))
    return tensor(out, dtype=torch.float64, what="the forward pass of float64 inputs").clone()


def slopes_of(
    forward: Function, inputs: list[Any], index: int, centre: torch.Tensor, dout: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the slopes of sum(out * dout), left and right, one for each number of one input."""
    step = 1e-6
    x = tensor_at(inputs, index)
    left, right = torch.empty_like(x), torch.empty_like(x)
    for flat in range(x.numel()):
        for slopes, sign in ((left, -1.0), (right, 1.0)):
            moved = x.clone()
            moved.view(-1)[flat] += sign * step
            out = run_forward(forward, [*inputs[:index], moved, *inputs[index + 1 :]])
            slopes.view(-1)[flat] = ((out - centre) * dout).sum() * sign / step
    return left, right
