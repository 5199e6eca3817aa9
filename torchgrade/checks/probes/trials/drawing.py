"""Finds out what torch itself draws from its global generator, even if nothing depends on it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import torch
from torch import nn

__all__ = ["Moves", "drawn_by_torch", "layers_seen"]

_LOOPS = 1_000  # over loaders between two layers

Moves = list[tuple[bytes, bytes]]
"""The states of torch's generator before and after each new layer."""


@contextlib.contextmanager
def layers_seen() -> Iterator[Moves]:
    """Yield a list of how new layers advance torch's generator in the meantime.

    A new layer draws its weights even if they are overwritten at once.
    """
    moves: Moves = []
    inside = False

    def followed(reset: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(reset)
        def follow(*args: Any, **kwargs: Any) -> Any:
            nonlocal inside
            if inside:
                return reset(*args, **kwargs)
            inside, before = True, _state()
            try:
                return reset(*args, **kwargs)
            finally:
                inside = False
                moves.append((before, _state()))

        return follow

    with contextlib.ExitStack() as stack:
        for kind in _kinds():
            reset = vars(kind)["reset_parameters"]
            stack.enter_context(mock.patch.object(kind, "reset_parameters", followed(reset)))
        yield moves


def drawn_by_torch(before: bytes, after: bytes, moves: Moves) -> bool:
    """Return whether only new layers and loops over a DataLoader advanced torch's generator."""
    starts = [before, *(end for _, end in moves)]
    ends = [*(start for start, _ in moves), after]
    return all(_by_loops(start, end) for start, end in zip(starts, ends, strict=True))


@functools.cache
def _kinds() -> list[type]:
    """List torch's classes of layers that draw their weights."""
    found = (kind for kind in vars(nn).values() if isinstance(kind, type))
    bases = {base for kind in found if issubclass(kind, nn.Module) for base in kind.__mro__}
    return [base for base in bases if "reset_parameters" in vars(base)]


def _state() -> bytes:
    return torch.get_rng_state().numpy().tobytes()


def _by_loops(before: bytes, after: bytes) -> bool:
    """Return whether torch's generator was not advanced, or only as loops over a DataLoader do.

    Each loop draws a seed for its workers, even if there are none and the order is fixed.
    """
    if before == after:
        return True
    generator = torch.Generator()
    generator.set_state(torch.frombuffer(bytearray(before), dtype=torch.uint8))
    for _ in range(_LOOPS):
        torch.empty((), dtype=torch.int64).random_(generator=generator)
        if generator.get_state().numpy().tobytes() == after:
            return True
    return False
