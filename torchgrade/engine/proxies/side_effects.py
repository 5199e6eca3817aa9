"""What crosses beside values: exceptions, seeds and print options."""

from __future__ import annotations

import builtins
import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy
import torch

from torchgrade.engine.protocol.requests import Generator, PrintOptions, Seed
from torchgrade.engine.proxies.objects import base_class

__all__ = ["Theirs", "hooked_seeds", "nearest_exception", "print_options", "theirs"]

T = TypeVar("T")

_THEIRS = "torchgrade_theirs"


class Seeded(Protocol):
    """Is told of the seeds that a test sets."""

    seeds: list[Seed]
    unlike: bool  # the test did what may not be the same from outside


@dataclass(frozen=True)
class Theirs:
    """What the student's code has raised: its own text, and where it was, as the player says."""

    text: str
    traceback: str


def nearest_exception(kinds: list[str], name: str, text: str, traceback: str = "") -> Exception:
    """Make the nearest exception of Python's or a library's to one that has `kinds` as classes.

    Args:
        kinds: names of builtin classes, and of a library's as "module:qualified.name".
        name: of its own class.
        text: its text.
        traceback: its traceback.
    """
    made = _nearest(kinds, name, text)
    vars(made)[_THEIRS] = Theirs(text, traceback)
    return made


def theirs(error: BaseException) -> Theirs | None:
    """Return what the student's code has raised, if an exception stands for that."""
    found = vars(error).get(_THEIRS)
    return found if isinstance(found, Theirs) else None


def _nearest(kinds: list[str], name: str, text: str) -> Exception:
    for kind in kinds:
        if ":" in kind:
            made = _of_library(kind, text)
            if made is not None:
                return made
            continue
        cls = getattr(builtins, kind, None)
        if isinstance(cls, type) and issubclass(cls, Exception):
            with contextlib.suppress(Exception):  # UnicodeError and the like want more than a text
                return cls(text.strip("'\"") if cls is KeyError else text)
    return RuntimeError(f"{name}: {text}")


def _of_library(kind: str, text: str) -> Exception | None:
    """Make an exception of a library's, if its text is all that there is to it."""
    cls = base_class(kind)
    if cls is None or not issubclass(cls, Exception):
        return None
    with contextlib.suppress(Exception):
        made = cls.__new__(cls, text)
        return made if str(made) == text else None
    return None


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
                session.unlike = True  # what is drawn over there is drawn anew here
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
