"""Leave no trace: random generators and a student's model are put back after a check touched them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy
import torch

__all__ = ["own_tensors", "same_noise", "untouched", "walk"]


@contextmanager
def same_noise(seed: int | None = 0) -> Iterator[None]:
    """Seed the global generators of torch, NumPy and Python, and put their states back at the end.

    With ``seed=None`` they go on from where they are, and are put back all the same.
    """
    python_state, numpy_state = random.getstate(), numpy.random.get_state()
    devices = list(range(torch.cuda.device_count())) if torch.cuda.is_initialized() else []
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
    """Put back modes, parameters, gradients, buffers, tensor attributes and generators of a model.

    The model itself runs, not a copy: a copy may fail (a cached activation cannot be copied) or
    behave otherwise (a student's `__deepcopy__`).
    """
    modules = list(walk(model))
    attributes = [
        (holder, name, value, value.detach().clone(), value.grad)
        for _, module in modules
        for holder in _holders(module)
        for name, value in list(holder.items())
        if isinstance(value, torch.Tensor)
    ]
    modes = [(module, module.training) for _, module in modules]
    try:
        with same_noise(seed=None):
            yield
    finally:
        with torch.no_grad():
            for holder, name, value, copy, grad in attributes:
                value.data = copy
                value.grad = grad
                holder[name] = value
        for module, mode in modes:
            module.training = mode


def walk(model: object, prefix: str = "") -> Iterator[tuple[str, torch.nn.Module]]:
    """Name every module once, as `named_modules` does, without asking methods that a student may override."""
    seen: set[int] = set()

    def visit(module: object, path: str) -> Iterator[tuple[str, torch.nn.Module]]:
        if not isinstance(module, torch.nn.Module) or id(module) in seen:
            return
        seen.add(id(module))
        yield path, module
        for name, child in vars(module).get("_modules", {}).items():
            yield from visit(child, f"{path}.{name}" if path else name)

    yield from visit(model, prefix)


def own_tensors(module: torch.nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    """Buffers of one module, and its plain tensor attributes that are named like running statistics."""
    for name, value in list(vars(module)["_buffers"].items()):
        if isinstance(value, torch.Tensor):
            yield name, value
    for name, value in list(vars(module).items()):
        if isinstance(value, torch.Tensor) and "running" in name:
            yield name, value


def _holders(module: torch.nn.Module) -> list[dict[str, Any]]:
    contents = vars(module)
    return [contents["_parameters"], contents["_buffers"], contents]
