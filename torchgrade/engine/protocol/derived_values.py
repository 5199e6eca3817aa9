"""Reads the plain value in an instance of a subclass (of int, for example), bypassing overrides."""

from __future__ import annotations

import collections
import decimal
import fractions
import operator
from collections.abc import Callable
from typing import Any

import numpy

from torchgrade.checks.plain import READ

__all__ = ["HELD", "KINDS", "OPERATORS", "SINGLE", "plain_value", "value_of"]

OPERATORS: dict[str, Callable[..., object]] = {
    name: getattr(operator, name)
    for name in (
        *("lt", "le", "eq", "ne", "ge", "gt", "add", "sub", "mul", "truediv", "floordiv", "mod"),
        *("pow", "matmul", "and_", "or_", "xor", "lshift", "rshift", "neg", "pos", "invert"),
        *("abs", "iadd", "isub", "imul", "itruediv", "contains", "truth"),
    )
}
"""Operators that a student's class may define; a test may only use them if that is allowed."""

SINGLE = {
    kind: READ[kind]
    for kind in (int, float, complex, str, bytes, decimal.Decimal, fractions.Fraction)
}
KINDS: dict[type, Callable[[Any], Any]] = {
    numpy.ndarray: lambda value: numpy.ndarray.view(value, numpy.ndarray),
    **READ,
}
"""Plain types -> what reads the value of a subclass's object, bypassing its overrides."""

HELD = (
    *(int, float, complex, str, list, tuple, set, frozenset, collections.deque),
    *(collections.OrderedDict, dict),
)
"""Plain types whose subclasses cross by their plain value."""


def value_of(target: object) -> object:
    """Read the plain value of an instance of a plain type's subclass; runs in the player."""
    for kind in type(target).__mro__:
        if kind in KINDS:
            return KINDS[kind](target)
    raise TypeError(f"a {type(target).__name__} is no plain value")


def plain_value(target: object) -> object:
    """Return an object's plain value if it crosses as well; None for any other object."""
    kind = next((kind for kind in type(target).__mro__ if kind in HELD), None)
    return None if kind is None or kind is type(target) else KINDS[kind](target)
