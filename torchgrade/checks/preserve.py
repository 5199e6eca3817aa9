"""Restore random generators and a student's model after a check used them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy
import torch
from torch.nn.parameter import is_lazy

__all__ = ["identical", "own_tensors", "same_noise", "untouched", "walk"]


@contextmanager
def same_noise(seed: int | None = 0) -> Iterator[None]:
    """Seed the global generators of torch, NumPy and Python, and restore their states at the end.

    With ``seed=None`` they continue from their states, which are restored all the same.
    """
    python_state, numpy_state = random.getstate(), numpy.random.get_state()
    in_use = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
    devices = list(range(torch.cuda.device_count())) if in_use else []
    with torch.random.fork_rng(devices=devices):
        if seed is not None:
            torch.manual_seed(seed)
            numpy.random.seed(seed)
            random.seed(seed)
        try:
            yield
        finally:
            random.setstate(python_state)
            numpy.random.set_state(numpy_state)


@contextmanager
def untouched(model: object) -> Iterator[None]:
    """Restore modes, parameters, gradients, buffers, tensor attributes and random generators.

    The model itself runs, not a copy: copying may fail (on a cached activation), or give something
    that behaves differently (a student's `__deepcopy__`).
    """
    modules = [module for _, module in walk(model)]
    modes = [(module, module.training) for module in modules]
    kept = [
        (holder, name, value, value.data, value.data.clone() if value.is_leaf else None)
        for module in modules
        for holder in _holders(module)
        for name, value in holder.items()
        if isinstance(value, torch.Tensor) and not is_lazy(value)
    ]
    gradients = [(value, value.grad) for _, _, value, _, copy in kept if copy is not None]
    try:
        with same_noise(seed=None):
            yield
    finally:
        for holder, name, value, data, copy in kept:
            holder[name] = value
            moved = value.data_ptr() != data.data_ptr()
            if copy is not None and (moved or not identical(value, copy)):
                value.data = data.copy_(copy)  # the storage that it had: others may share it
        for value, gradient in gradients:
            value.grad = gradient
        for module, mode in modes:
            module.training = mode


def walk(model: object) -> Iterator[tuple[str, torch.nn.Module]]:
    """Name every module once, as `nn.Module.named_modules` does.

    It reads attributes directly and calls no method, since a student may override those.
    """
    seen: set[int] = set()

    def visit(module: object, path: str) -> Iterator[tuple[str, torch.nn.Module]]:
        if not issubclass(type(module), torch.nn.Module) or id(module) in seen:
            return
        assert isinstance(module, torch.nn.Module)
        seen.add(id(module))
        yield path, module
        for name, child in list(vars(module)["_modules"].items()):
            yield from visit(child, f"{path}.{name}" if path else name)

    yield from visit(model, "")


def own_tensors(module: torch.nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    """Yield a module's buffers, and its tensor attributes named like running statistics."""
    for name, value in vars(module)["_buffers"].items():
        if isinstance(value, torch.Tensor):
            yield name, value
    for name, value in vars(module).items():
        if isinstance(value, torch.Tensor) and "running" in name:
            yield name, value


def identical(a: torch.Tensor, b: torch.Tensor) -> bool:
    """Return whether dtype, shape and every value are equal; NaN equals NaN."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    a, b = a.detach(), b.detach()
    return bool(((a == b) | ((a != a) & (b != b))).all())


def _holders(module: torch.nn.Module) -> list[dict[str, Any]]:
    contents = vars(module)
    return [contents["_parameters"], contents["_buffers"], contents]
