"""Numbers of any kind: Python's, NumPy's, exact ones, tensors of one value."""

from __future__ import annotations

import collections
import decimal
import fractions
import math
from collections.abc import Sequence

import numpy
import torch

from torchgrade.checks.messages import fail, is_numpy_scalar, kind, plural, refuse_blank, show
from torchgrade.checks.plain import plain as plain_value

__all__ = ["EXACT", "is_number", "number", "numbers", "plain_tensor", "size_text"]

EXACT = (fractions.Fraction, decimal.Decimal)
"""Types of numbers that are not floats, but have a nearest one."""


def number(
    actual: object,
    *,
    finite: bool = True,
    whole: bool = False,
    what: str = "the result",
    hint: str = "",
) -> float:
    """Check that `actual` is a real number, and return it.

    An int, a float, a Fraction, a Decimal, a scalar of NumPy's, a tensor or array of one value, and
    an instance of a student's subclass of one of them are all accepted. Strings, True and False are
    not numbers.

    Args:
        actual: what the student's code gave.
        finite: NaN and infinity fail.
        whole: it must be a whole number, such as 3 or 3.0.
        what: names the number in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: it is not a number, is NaN or infinite, or is not whole.

    Example:
        >>> checks.number(torch.tensor(2.5))
        2.5
        >>> checks.number("2.5", what="loss_start")
        Traceback (most recent call last):
            ...
        AssertionError: loss_start must be a number, but is '2.5'.
    """
    refuse_blank(actual, what, hint)
    value = _number(actual, what, hint)
    if finite and not math.isfinite(value):
        fail(what, f"must be a number, but is {value}.", hint)
    if whole and not value.is_integer():
        fail(what, f"must be a whole number, but is {value:.6g}.", hint)
    return value


def numbers(
    actual: object,
    count: int | None = None,
    *,
    finite: bool = True,
    whole: bool = False,
    what: str = "the result",
    hint: str = "",
) -> list[float]:
    """Check that `actual` is a sequence of real numbers (see `number`), and return them.

    Args:
        actual: a list, tuple or deque, a subclass of one, or a row of an ndarray or tensor.
        count: how many there must be, which the message tells; None: any number.
        finite: NaN and infinity fail.
        whole: they must be whole numbers.
        what: names the numbers in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: it is something else, has another count, or an entry that is not a number.

    Example:
        >>> checks.numbers([1, 0.5, 0.25], 3)
        [1.0, 0.5, 0.25]
        >>> checks.numbers([1, float("nan")], 2, what="history")
        Traceback (most recent call last):
            ...
        AssertionError: history, at index 1, must be a number, but is nan.
    """
    refuse_blank(actual, what, hint)
    given = plain_value(actual)
    if issubclass(type(given), torch.Tensor):
        given = plain_tensor(given, what, hint).detach()
    if type(given) in (torch.Tensor, torch.nn.Parameter, numpy.ndarray):
        given = given.tolist()
    if type(given) not in (list, tuple, collections.deque):
        fail(what, f"must be a list of numbers, but is {kind(actual)}.", hint)
    if count is not None and len(given) != count:
        has = plural(len(given), "number")
        fail(what, f"must hold {plural(count, 'number')}, but holds {has}.", hint)
    return [
        number(item, finite=finite, whole=whole, what=f"{what}, at index {i},", hint=hint)
        for i, item in enumerate(given)
    ]


def _number(actual: object, what: str, hint: str) -> float:
    if issubclass(type(actual), torch.Tensor):
        plain = plain_tensor(actual, what, hint)
        if plain.numel() != 1 or plain.is_complex():
            fail(
                what,
                f"must be one number, but is a tensor of shape {size_text(plain.shape)}.",
                hint,
            )
        if plain.dtype is torch.bool:
            fail(what, "must be a number, but is a tensor of True and False.", hint)
        return float(plain.detach())
    if type(actual) is numpy.ndarray and actual.size == 1 and actual.dtype.kind in "iuf":
        return float(actual.item())
    if not is_number(actual):
        fail(what, f"must be a number, but is {show(actual)}.", hint)
    try:
        return float(plain_value(actual))
    except OverflowError:
        return math.inf
    except ValueError:  # a Decimal that is a signalling NaN
        return math.nan


def plain_tensor(actual: object, what: str, hint: str) -> torch.Tensor:
    """Return a tensor stripped of its subclass and attributes; fail if it is not a tensor."""
    cls = type(actual)  # isinstance would believe a student's __class__
    if not issubclass(cls, torch.Tensor):
        fail(what, f"must be a torch tensor, but is {kind(actual)}.", hint)
    assert isinstance(actual, torch.Tensor)
    if cls in (torch.Tensor, torch.nn.Parameter) and not vars(actual):
        return actual
    if cls.__torch_dispatch__ is not torch.Tensor.__torch_dispatch__:
        fail(what, f"must be a plain torch tensor, but is a {cls.__name__}.", hint)
    with torch._C.DisableTorchFunctionSubclass():
        return torch.Tensor.as_subclass(actual, torch.Tensor)


def is_number(value: object) -> bool:
    """Return whether this is a real number, and not a tensor or an array."""
    numpy_number = is_numpy_scalar(value) and issubclass(
        type(value), (numpy.floating, numpy.integer)
    )
    return numpy_number or type(plain_value(value)) in (int, float, *EXACT)


def size_text(size: Sequence[int | None]) -> str:
    """Return a shape as text; None stands for any size."""
    return str(tuple("any" if n is None else int(n) for n in size)).replace("'", "")
