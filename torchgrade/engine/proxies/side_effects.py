"""What crosses beside values: exceptions, changes in arguments, seeds and print options."""

from __future__ import annotations

import builtins
import contextlib
import random
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

import numpy
import torch

from torchgrade.engine.protocol.requests import Generator, PrintOptions, Seed
from torchgrade.engine.protocol.structured.tables_apart import is_table

__all__ = ["hooked_seeds", "is_theirs", "nearest_builtin", "print_options", "write_back"]

T = TypeVar("T")

_THEIRS = "torchgrade_theirs"


class Seeded(Protocol):
    """Is told of the seeds that a test sets."""

    seeds: list[Seed]


def nearest_builtin(kinds: list[str], name: str, text: str) -> Exception:
    """Make the nearest builtin exception to one that has `kinds` among its classes."""
    made = _nearest(kinds, name, text)
    vars(made)[_THEIRS] = True
    return made


def is_theirs(error: BaseException) -> bool:
    """Whether an exception stands for one that the student's code has raised."""
    return _THEIRS in vars(error)


def _nearest(kinds: list[str], name: str, text: str) -> Exception:
    for kind in kinds:
        cls = getattr(builtins, kind, None)
        if isinstance(cls, type) and issubclass(cls, Exception):
            with contextlib.suppress(Exception):  # UnicodeError and the like want more than a text
                return cls(text.strip("'\"") if cls is KeyError else text)
    return RuntimeError(f"{name}: {text}")


def write_back(mine: Any, theirs: Any) -> None:
    """Copy into a mutable argument what the call left in the player's copy of it."""
    cls = type(mine)
    if cls is not type(theirs):
        return
    if cls is tuple:
        for own, new in zip(mine, theirs, strict=False):
            write_back(own, new)
    elif cls is list:
        mine[:] = theirs
    elif cls in (dict, set, OrderedDict, Counter, defaultdict):
        mine.clear()
        mine.update(theirs)
    elif cls is deque:
        mine.clear()
        mine.extend(theirs)
    elif cls is bytearray:
        mine[:] = theirs
    elif is_table(mine):
        cls.__init__(mine, theirs)
    elif cls is torch.Tensor and mine.shape == theirs.shape:
        for axis, (size, stride) in enumerate(zip(mine.shape, mine.stride(), strict=True)):
            if size > 1 and not stride:  # expanded: one element in memory, which is written once
                mine, theirs = mine.narrow(axis, 0, 1), theirs.narrow(axis, 0, 1)
        with torch.no_grad():
            mine[...] = theirs
    elif cls is numpy.ndarray and mine.shape == theirs.shape and mine.flags.writeable:
        mine[...] = theirs


_OPTIONS = numpy.get_printoptions()


def print_options() -> PrintOptions:
    """Return NumPy's print options as far as a test changed them."""
    options = numpy.get_printoptions()
    if options == _OPTIONS:
        return {}
    changed = {key: value for key, value in options.items() if value != _OPTIONS.get(key)}
    return {
        key: value
        for key, value in changed.items()
        if isinstance(value, (bool, int, float, str, type(None)))
    }


@contextlib.contextmanager
def hooked_seeds(session: Seeded) -> Iterator[None]:
    """Have the seeds that a test sets set on the other side too, with the next call."""
    kept = torch.manual_seed, numpy.random.seed, random.seed

    def hook(name: Generator, real: Callable[..., T]) -> Callable[..., T]:
        def seed(value: object = None, *args: object, **kwargs: object) -> T:
            if type(value) is int:
                session.seeds.append(Seed(name, value))
            return real(value, *args, **kwargs)

        return seed

    # The referee has no CUDA: its default generator alone is seeded, which takes a microsecond.
    torch.manual_seed = hook("torch", torch.default_generator.manual_seed)
    numpy.random.seed = hook("numpy", kept[1])
    random.seed = hook("random", kept[2])
    try:
        yield
    finally:
        torch.manual_seed, numpy.random.seed, random.seed = kept
