"""The structure of an argument (keys, lengths, plain entries), and how it changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import torch

from torchgrade.checks.preserve import identical, walk

__all__ = ["altered", "outline", "settings"]

_DEPTH = 10
_PLAIN = (bool, int, float, complex, str, bytes, type(None))


class _Settings(dict[str, Any]):
    """Settings of a module: the name of each, and its outline."""


class _Gradient(NamedTuple):
    """What autograd keeps with a tensor: whether it requires a gradient, and a copy of that."""

    asked: bool
    grad: torch.Tensor | None


def outline(value: Any, depth: int = 0) -> Any:
    """Return the structure of a value: what `altered` compares, without the values of arrays."""
    if depth > _DEPTH:
        return None
    if isinstance(value, torch.Tensor):
        grad = value.grad if value.is_leaf else None
        return _Gradient(bool(value.requires_grad), None if grad is None else grad.detach().clone())
    if isinstance(value, dict):
        return {key: outline(item, depth + 1) for key, item in dict.items(value)}
    if isinstance(value, list):
        return [outline(item, depth + 1) for item in list.__iter__(value)]
    if isinstance(value, tuple):
        return tuple(outline(item, depth + 1) for item in tuple.__iter__(value))
    if isinstance(value, (set, frozenset)):
        return frozenset(item for item in value if type(item) in _PLAIN)
    if isinstance(value, bytearray):
        return bytes(value)
    if isinstance(value, torch.nn.Module):
        modes = {_at(path, "training"): bool(module.training) for path, module in walk(value)}
        return _Settings(modes | settings(value))
    return value if type(value) in _PLAIN else type(value).__name__


def settings(model: torch.nn.Module) -> dict[str, Any]:
    """Outline the settings of a model's layers, and which parameters require a gradient.

    Settings are what PyTorch lists in a class's `__constants__`: momentum, reduction and the like.
    Other attributes may change: a model may count its own calls, say.
    """
    found = _Settings()
    for path, module in walk(model):
        for name in getattr(type(module), "__constants__", ()):
            if name in vars(module):
                found[_at(path, name)] = outline(vars(module)[name])
        for name, parameter in vars(module)["_parameters"].items():
            if parameter is not None:
                found[_at(path, f"{name}.requires_grad")] = bool(parameter.requires_grad)
    return found


def altered(then: Any, now: Any, path: str) -> Iterator[str]:
    """Describe the differences between two outlines of one argument."""
    if type(then) is not type(now):
        yield f"{path} is replaced"
    elif isinstance(then, _Gradient):
        yield from _asked(then, now, path)
    elif isinstance(then, dict):
        for key in now:
            if key not in then:
                yield f"{path} has a new entry{_key(key)}"
        for key, item in then.items():
            if key not in now:
                yield f"{path} has lost its entry{_key(key)}"
            else:
                place = _at(path, key) if isinstance(then, _Settings) else f"{path}[{key!r}]"
                yield from altered(item, now[key], place)
    elif isinstance(then, (list, tuple)):
        if len(then) != len(now):
            yield f"{path} has {len(now)} entries in place of {len(then)}"
        else:
            for index, (item, other) in enumerate(zip(then, now, strict=True)):
                yield from altered(item, other, f"{path}[{index}]")
    elif then != now and (then == then or now == now):  # NaN is NaN
        yield f"{path} has another content"


def _asked(then: _Gradient, now: _Gradient, path: str) -> Iterator[str]:
    if now.asked != then.asked:
        yield f"{path} requires {'a' if now.asked else 'no'} gradient now"
    if now.grad is None or then.grad is None:
        same = now.grad is then.grad
    else:
        same = identical(now.grad, then.grad)
    if not same:
        yield f"{path} holds another .grad than before"


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _key(key: Any) -> str:
    return f" {key!r}" if type(key) in (str, int) else ""
