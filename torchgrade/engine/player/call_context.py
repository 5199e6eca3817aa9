"""The context of a call in the player, as the test set it: seeds, grad mode, dtype, printing."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import numpy
import torch

from torchgrade.engine.protocol.requests import CallContext, Seed

__all__ = ["USUAL_CONTEXT", "call_context", "reseed", "uses_cuda"]

USUAL_CONTEXT = CallContext()
"""The context of a call unless a test changes it."""


_AS_IT_IS = contextlib.nullcontext()


def uses_cuda() -> bool:
    """Return whether this process has begun to use CUDA, so that a fork of it could not."""
    return bool(torch.cuda.is_initialized())  # type: ignore[no-untyped-call]


def _seed_torch(seed: int) -> torch.Generator:
    """Seed as torch.manual_seed does, without what it keeps for accelerators not in use."""
    if uses_cuda():
        return torch.manual_seed(seed)
    return torch.default_generator.manual_seed(seed)


def reseed(*seeds: Seed) -> None:
    """Seed global generators as the test did on the other side."""
    for seed in seeds:
        if seed.generator == "torch":
            _seed_torch(seed.value)
        elif seed.generator == "numpy":
            numpy.random.seed(seed.value)
        else:
            random.seed(seed.value)


def call_context(context: CallContext) -> AbstractContextManager[None]:
    """Return a context with all settings of the test that affect the student's code."""
    as_it_is = torch.is_grad_enabled() and torch.get_default_dtype() is torch.float32
    return _AS_IT_IS if context is USUAL_CONTEXT and as_it_is else _put_in_place(context)


@contextlib.contextmanager
def _put_in_place(context: CallContext) -> Iterator[None]:
    reseed(*context.seeds)
    before, dtype = torch.get_default_dtype(), getattr(torch, context.dtype)
    options: Any = context.printing
    shown = numpy.printoptions(**options) if options else contextlib.nullcontext()
    try:
        if dtype != before:
            torch.set_default_dtype(dtype)
        with torch.set_grad_enabled(context.grad), shown:
            yield
    finally:
        if torch.get_default_dtype() != before:
            torch.set_default_dtype(before)
