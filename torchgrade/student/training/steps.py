"""Observes each step of a training loop without changing it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["each_loss", "each_optimizer"]


@contextlib.contextmanager
def each_loss(seen: Callable[[Any], None]) -> Iterator[None]:
    """Call ``seen`` with the loss, a detached tensor, after each backward pass in the block.

    PyTorch has hooks for layers and optimizers, but none for losses, so `torch.autograd.backward`,
    which ``loss.backward()`` also calls, is wrapped within the block.
    """
    import torch

    original = torch.autograd.backward

    @functools.wraps(original)
    def backward(tensors: Any, *args: Any, **named: Any) -> None:
        original(tensors, *args, **named)
        if isinstance(tensors, torch.Tensor) and tensors.numel() == 1:
            seen(tensors.detach())

    torch.autograd.backward = backward
    try:
        yield
    finally:
        torch.autograd.backward = original


@contextlib.contextmanager
def each_optimizer(before_step: Callable[[Any], None]) -> Iterator[None]:
    """Call ``before_step`` with the optimizer before each of its steps in the block."""
    from torch.optim.optimizer import register_optimizer_step_pre_hook

    handle = register_optimizer_step_pre_hook(lambda optimizer, args, named: before_step(optimizer))
    try:
        yield
    finally:
        handle.remove()
