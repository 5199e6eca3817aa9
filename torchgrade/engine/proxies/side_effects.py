"""What crosses besides values: exceptions, seeds and print options."""

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

__all__ = ["StudentError", "hooked_seeds", "nearest_exception", "print_options", "student_error"]

T = TypeVar("T")

_STUDENT_ERROR = "torchgrade_student_error"


class Seeded(Protocol):
    """Receives the seeds that a test sets."""

    seeds: list[Seed]
    may_differ: bool  # the test did something that may differ from outside


@dataclass(frozen=True)
class StudentError:
    """An exception of the student's code: its own text, and its place according to the player."""

    text: str
    traceback: str


def nearest_exception(kinds: list[str], name: str, text: str, traceback: str = "") -> Exception:
    """Make the Python or library exception nearest to one whose classes are `kinds`.

    Args:
        kinds: names of builtin classes, and of library classes as "module:qualified.name".
        name: the name of its own class.
        text: its text.
        traceback: its traceback.
    """
    made = _nearest(kinds, name, text)
    vars(made)[_STUDENT_ERROR] = StudentError(text, traceback)
    return made


def student_error(error: BaseException) -> StudentError | None:
    """Return the student's exception, if `error` stands for one."""
    found = vars(error).get(_STUDENT_ERROR)
    return found if isinstance(found, StudentError) else None


def _nearest(kinds: list[str], name: str, text: str) -> Exception:
    for kind in kinds:
        if ":" in kind:
            made = _of_library(kind, text)
            if made is not None:
                return made
            continue
        cls = getattr(builtins, kind, None)
        if isinstance(cls, type) and issubclass(cls, Exception):
            with contextlib.suppress(Exception):  # UnicodeError and the like need more than a text
                return cls(text.strip("'\"") if cls is KeyError else text)
    return RuntimeError(f"{name}: {text}")


def _of_library(kind: str, text: str) -> Exception | None:
    """Make a library's exception, if it consists of nothing but its text."""
    cls = base_class(kind)
    if cls is None or not issubclass(cls, Exception):
        return None
    with contextlib.suppress(Exception):
        made = cls.__new__(cls, text)
        return made if str(made) == text else None
    return None


_OPTIONS = numpy.get_printoptions()


def print_options() -> PrintOptions:
    """Return NumPy's print options that a test changed."""
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
    """Send the seeds that a test sets to the other side, with the next call."""
    kept = torch.manual_seed, numpy.random.seed, random.seed

    def hook(name: Generator, real: Callable[..., T]) -> Callable[..., T]:
        def seed(value: object = None, *args: object, **kwargs: object) -> T:
            if type(value) is int:
                session.seeds.append(Seed(name, value))
                session.may_differ = True  # numbers drawn over there are drawn again here
            return real(value, *args, **kwargs)

        return seed

    # The referee has no CUDA: only its default generator is seeded, which takes a microsecond.
    torch.manual_seed = hook("torch", torch.default_generator.manual_seed)
    numpy.random.seed = hook("numpy", kept[1])
    random.seed = hook("random", kept[2])
    try:
        yield
    finally:
        torch.manual_seed, numpy.random.seed, random.seed = kept
