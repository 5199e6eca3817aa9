"""The description of a model of library layers as plain data: types, settings, places."""

from __future__ import annotations

import inspect
from typing import Any

import torch

__all__ = ["description"]

_DEPTH, _LAYERS = 20, 1000
_PLAIN = (bool, int, float, str, type(None))


def description(model: torch.nn.Module) -> dict[str, Any]:
    """Describe an nn.Sequential of layers and all that is nested in it.

    Returns:
        "type": the name of the class; "settings": the arguments with which a layer like this one is
        made, as far as its attributes of the same names tell and are plain; "parts": pairs of a
        name and a description, of an nn.Sequential and anything else with submodules.
    """
    left = [_LAYERS]

    def describe(module: torch.nn.Module, depth: int) -> dict[str, Any]:
        left[0] -= 1
        if depth > _DEPTH or left[0] < 0:
            raise ValueError("a model of too many layers in layers")
        parts = [(str(n), m) for n, m in vars(module)["_modules"].items() if m is not None]
        return {
            "type": type(module).__name__,
            "settings": {} if parts else _settings(module),
            "parts": [[name, describe(part, depth + 1)] for name, part in parts],
        }

    return describe(model, 0)


def _settings(module: torch.nn.Module) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in inspect.signature(type(module)).parameters:
        value = getattr(module, name, ...)
        if name == "bias":
            found[name] = value is not None
        elif type(value) in _PLAIN:
            found[name] = value
        elif type(value) is tuple and all(type(item) is int for item in value):
            found[name] = list(value)
    return found
