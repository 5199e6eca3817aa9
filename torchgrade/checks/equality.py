"""Plain values, compared without calling a student's `__eq__`."""

from __future__ import annotations

import collections
import decimal
import fractions
import math

import numpy
import torch

from torchgrade.checks.messages import fail, is_numpy_scalar, kind, refuse_blank, show
from torchgrade.checks.plain import plain
from torchgrade.checks.scalars import plain_tensor
from torchgrade.checks.seen import Numbers, Order, Seen
from torchgrade.checks.values import close
from torchgrade.errors import AuthorError

__all__ = ["equal"]


def equal(actual: object, expected: object, *, what: str = "the answer", hint: str = "") -> None:
    """Check a plain value: a number, string, bool, None, or a list, set or dict of these.

    Lists, tuples, deques, shapes, ndarrays and tensors of the same entries are equal; so are dicts,
    OrderedDicts, defaultdicts and Counters, in any order of keys, and 3, 3.0, numpy.int64(3),
    Fraction(3), Decimal(3) and a tensor or array of one value. True and 1 are not. An instance of a
    student's subclass of one of these types counts as the value that it holds. Numbers must be
    equal to the last bit: use `close` for computed ones. Objects of other types fail, whatever
    their `__eq__` says.

    Args:
        actual: what the student's code gave.
        expected: a plain value, or a tensor or ndarray (then see `close`, with no tolerance).
        what: names the value in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the actual value, never the expected one.
        AuthorError: `expected` is not a plain value.

    Example:
        >>> checks.equal([3, 4.0], (3, 4))
        >>> checks.equal("relu", "tanh", what="best")
        Traceback (most recent call last):
            ...
        AssertionError: best is 'relu', which is not right.
    """
    if expected is not None:
        refuse_blank(actual, what, hint)
    if isinstance(expected, (torch.Tensor, numpy.ndarray)):
        close(actual, expected, rtol=0.0, atol=0.0, what=what, hint=hint)
        return
    try:
        wanted = _simple(expected)
    except _NotPlainError as error:
        raise AuthorError(f"checks.equal compares plain values, not {error}") from None
    try:
        given = _simple(_single(actual, expected))
    except _NotPlainError as error:
        fail(what, f"must be {_family(wanted)}, but is or holds {error}.", hint)
    if _family(given) != _family(wanted):
        fail(what, f"must be {_family(wanted)}, but is {show(actual)}.", hint)
    if not _same(given, wanted):
        fail(what, f"is {show(actual)}, which is not right.", hint, seen=_seen(given, wanted))


class _NotPlainError(Exception):
    """Holds the name of a type that `equal` does not compare."""


_FAMILIES: dict[type, str] = {
    bool: "True or False",
    int: "a number",
    float: "a number",
    complex: "a complex number",
    str: "a text",
    bytes: "bytes",
    tuple: "a list or tuple",
    frozenset: "a set",
    dict: "a dict",
    type(None): "None",
    type(Ellipsis): "`...`",
    torch.dtype: "a torch.dtype",
    torch.device: "a torch.device",
}


def _family(value: object) -> str:
    return _FAMILIES[type(value)]


def _simple(value: object, depth: int = 0) -> object:
    """Rebuild `value` from exactly the types in _FAMILIES, or raise _NotPlainError."""
    value = plain(value)
    cls = type(value)
    if depth > 20:
        raise _NotPlainError("something nested very deeply")
    if issubclass(cls, torch.Tensor):
        return _simple(plain_tensor(value, "a tensor in it", "").tolist(), depth + 1)
    if cls is numpy.ndarray or is_numpy_scalar(value):
        return _simple(value.tolist(), depth + 1)  # type: ignore[attr-defined]
    if cls in _EXACT:
        return _float(value)  # type: ignore[arg-type]
    if cls in (list, tuple, collections.deque):
        return tuple(_simple(item, depth + 1) for item in value)  # type: ignore[attr-defined]
    if cls in (set, frozenset):
        return frozenset(_simple(item, depth + 1) for item in value)  # type: ignore[attr-defined]
    if cls in (dict, collections.OrderedDict):
        assert isinstance(value, dict)
        return {_simple(k, depth + 1): _simple(v, depth + 1) for k, v in value.items()}
    if cls not in _FAMILIES:
        raise _NotPlainError(kind(value))
    return value


def _seen(given: object, wanted: object) -> Seen | None:
    """Return two sequences of names, or of numbers, in the form that a picture is drawn from."""
    if type(given) is not tuple or type(wanted) is not tuple:
        return None
    both = given + wanted
    if wanted and all(type(item) in _NAMES for item in both):
        return Order(tuple(map(str, given)), tuple(map(str, wanted)))
    if len(given) == len(wanted) and all(map(_is_drawable, both)):
        got, right = (
            torch.tensor(list(map(float, row)), dtype=torch.float64) for row in (given, wanted)
        )
        return Numbers(
            ~torch.isclose(got, right, rtol=0, atol=0, equal_nan=True), got, right, right
        )
    return None


def _is_drawable(value: object) -> bool:
    return type(value) is float or (type(value) is int and abs(value) < 2**53)


def _single(given: object, wanted: object) -> object:
    """Take the number out of a tensor or array of one value, wherever a number is expected."""
    wanted, given = plain(wanted), plain(given)
    if issubclass(type(given), torch.Tensor):
        given = plain_tensor(given, "the answer", "").detach()
    if type(given) in (torch.Tensor, torch.nn.Parameter, numpy.ndarray):
        alone = (type(wanted) in (bool, int, float, complex, *_EXACT)) or is_numpy_scalar(wanted)
        whole = given.reshape(-1)  # type: ignore[attr-defined]
        return whole.tolist()[0] if alone and len(whole) == 1 else given
    if type(given) in (list, tuple) and type(wanted) in (list, tuple):
        assert isinstance(given, (list, tuple))
        assert isinstance(wanted, (list, tuple))
        pairs = zip(given, wanted, strict=False)
        return [_single(*pair) for pair in pairs] if len(given) == len(wanted) else given
    if isinstance(given, dict) and isinstance(wanted, dict):
        return {k: _single(v, wanted[k]) if k in wanted else v for k, v in given.items()}
    return given


_NAMES = (str, bool, type(None))
_EXACT = (fractions.Fraction, decimal.Decimal)


def _float(value: fractions.Fraction | decimal.Decimal) -> float:
    """Return the float next to an exact number."""
    try:
        near = float(value)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan
    return near


def _same(given: object, wanted: object) -> bool:
    """Compare two values made by _simple: equal families all the way down, then equal leaves."""
    if _family(given) != _family(wanted):
        return False
    if isinstance(given, tuple) and isinstance(wanted, tuple):
        return len(given) == len(wanted) and all(map(_same, given, wanted))
    if isinstance(given, frozenset) and isinstance(wanted, frozenset):
        tagged = [{(_family(item), item) for item in members} for members in (given, wanted)]
        return tagged[0] == tagged[1]
    if isinstance(given, dict) and isinstance(wanted, dict):
        return given.keys() == wanted.keys() and all(_same(given[k], wanted[k]) for k in wanted)
    if isinstance(given, float) and isinstance(wanted, float) and math.isnan(wanted):
        return math.isnan(given)
    return given == wanted
