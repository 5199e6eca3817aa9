"""Messages of failed checks: the subject, what is wrong with it, where to look.

A message never shows an expected value that a hidden test keeps to itself. What the student's own
code gave is shown, shortened, and only if it is of a plain type: the text of anything else would
come from the student's `__repr__`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

import numpy
import torch

from torchgrade.checks.plain import plain
from torchgrade.errors import ToldError

__all__ = ["fail", "is_numpy_scalar", "kind", "listed", "plural", "refuse_blank", "show"]

_SHOWN = 120
_PLAIN = (
    *(bool, int, float, complex, str, bytes, Fraction, Decimal),
    *(torch.Size, torch.dtype, torch.device),
)


def fail(
    what: str, problem: str, hint: str = "", *, told: str = "", seen: object = None
) -> NoReturn:
    """Raise the AssertionError that a student reads: subject, predicate, advice.

    ``told`` is what the student of a hidden test may read in place of its ``failure_message``. What
    was ``seen`` (of :mod:`torchgrade.checks.seen`) is kept for a notebook, which draws it.
    """
    message = " ".join(part for part in (f"{what} {problem}", hint) if part)
    error = ToldError(message, told) if told else AssertionError(message)
    if seen is not None:
        error.seen = seen  # type: ignore[attr-defined]
    raise error


def refuse_blank(actual: object, what: str, hint: str = "") -> None:
    """Fail if `actual` is None or Ellipsis, which is what an unfinished answer returns."""
    if actual is None:
        fail(what, "is None. Is the function finished, and does it return its result?", hint)
    if actual is Ellipsis:
        fail(what, "is still `...`. Put your answer in its place.", hint)


def kind(value: object) -> str:
    """Name the type of `value` with its article: "a list", "an int", "None"."""
    if value is None:
        return "None"
    if value is Ellipsis:
        return "`...`"
    if issubclass(type(value), torch.Tensor):
        return "a tensor"
    named = getattr(type(value), "torchgrade_name", None)  # a handle knows what it stands for
    name = type(value).__name__ if named is None else named(value)
    return f"{'an' if name[:1] in 'aeiouAEIO' or name == 'ndarray' else 'a'} {name}"


def show(value: object) -> str:
    """Return `value` as a short text if all of it is plain, else its type."""
    held = plain(value)
    if not _is_plain(held):
        return kind(value)
    try:
        text = repr(held)
    except ValueError:  # an integer of more digits than Python writes
        return kind(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def listed(names: list[str], at_most: int = 5) -> str:
    """Join names for a sentence, and count those that do not fit."""
    shown = ", ".join(repr(name) for name in names[:at_most])
    rest = len(names) - at_most
    return shown if rest <= 0 else f"{shown} and {rest:,} more"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: "1 value", "3,000 values"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def is_numpy_scalar(value: object) -> bool:
    """Return whether `value` is a scalar of one of NumPy's own types, not of a subclass."""
    cls = type(value)
    return issubclass(cls, numpy.generic) and getattr(numpy, cls.__name__, None) is cls


def _is_plain(value: object, depth: int = 0) -> bool:
    if value is None or value is Ellipsis or type(value) in _PLAIN or is_numpy_scalar(value):
        return True
    if depth > 4:
        return False
    if type(value) is dict:
        return all(_is_plain(k, depth + 1) and _is_plain(v, depth + 1) for k, v in value.items())
    if type(value) in (list, tuple, set, frozenset):
        assert isinstance(value, (list, tuple, set, frozenset))
        return all(_is_plain(item, depth + 1) for item in value)
    return False
