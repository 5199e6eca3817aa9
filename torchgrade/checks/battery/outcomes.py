"""How a call ends: with a certain exception, or with a result of a certain type."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy
import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, is_numpy_scalar, kind, refuse_blank
from torchgrade.checks.scalars import number
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["lets_errors_out", "raises", "returns"]

_ERRORS = (ZeroDivisionError, RuntimeError, ValueError, TypeError, IndexError, KeyError)


def raises(
    error: type[Exception] | tuple[type[Exception], ...],
    fn: Callable[..., Any],
    *args: object,
    mentions: Sequence[str] = (),
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> str:
    """Check that ``fn(*args, **kwargs)`` raises an exception of this class, or of a subclass.

    Autograd is switched on or off again, as it was before: a function that sets it by hand was
    interrupted before it could restore it.

    Args:
        error: a builtin exception, or several. A student's own subclass of one counts as that one.
        fn: the student's function.
        args: its arguments.
        mentions: words that the exception's text must contain; case does not matter.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        The exception's text.

    Raises:
        AssertionError: it returns, raises something else, or its text lacks one of the words.
        AuthorError: `error` is not a builtin exception.

    Example:
        >>> def Dropout(p):
        ...     if not 0 <= p < 1:
        ...         raise ValueError(f"p must be in [0, 1), got {p}")
        >>> checks.raises(ValueError, Dropout, 1.5)
        'p must be in [0, 1), got 1.5'
        >>> checks.raises(ValueError, Dropout, -0.0, what="Dropout(-0.0)")
        Traceback (most recent call last):
            ...
        AssertionError: Dropout(-0.0) must raise ValueError here, but returns None.
    """
    kinds = error if isinstance(error, tuple) else (error,)
    for cls in kinds:
        if getattr(builtins, cls.__name__, None) is not cls or not issubclass(cls, Exception):
            raise AuthorError(f"raises: {cls.__name__} is no builtin exception")
    names = " or ".join(cls.__name__ for cls in kinds)
    try:
        with torch.set_grad_enabled(torch.is_grad_enabled()):  # what is stopped puts nothing back
            result = fn(*args, **kwargs)
    except kinds as raised:
        text = str(raised)
        missing = [word for word in mentions if word.lower() not in text.lower()]
        if missing:
            fail(what, f"raises {names}, but its text does not mention {missing[0]!r}.", hint)
        return text
    except Exception as other:
        other_name = type(other).__name__
        fail(what, f"must raise {names} here, but raises {other_name}.", hint)
    return _returned(result, names, what, hint)


def lets_errors_out(
    call: Callable[[Callable[..., Any]], Any], *, what: str = "the function", hint: str = ""
) -> None:
    """Check that the student's code swallows no exception of a function that it calls.

    Several common exceptions are tried, so a `try` that catches only one kind, such as a
    RuntimeError of sizes that do not fit, is found as well as one that catches everything.

    Args:
        call: takes a function that always raises, and passes it to the student's: ``lambda broken:
            update(broken, params, grads, {})``.
        what: names the student's function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the exception that was swallowed, or became another one.

    Example:
        >>> def call_all(functions):
        ...     for f in functions:
        ...         try:
        ...             f()
        ...         except RuntimeError:
        ...             pass
        >>> checks.lets_errors_out(lambda broken: call_all([broken]), what="call_all")
        Traceback (most recent call last):
            ...
        AssertionError: call_all, with a function that raises a RuntimeError, must raise ...
    """
    for kind_ in _ERRORS:

        def broken(*_: object, kind_: type[Exception] = kind_, **__: object) -> NoReturn:
            raise kind_("raised on purpose by the test")

        said = f"{what}, with a function that raises a {kind_.__name__},"
        raises(kind_, call, broken, what=said, hint=hint)


def _returned(result: object, names: str, what: str, hint: str) -> NoReturn:
    fail(what, f"must raise {names} here, but returns {kind(result)}.", hint)


def returns(
    fn: Callable[..., Any],
    *args: object,
    type: type | tuple[type, ...],  # noqa: A002 - as in the sentence: returns(f, x, type=float)
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Any:
    """Call ``fn(*args, **kwargs)`` and check the type of the result.

    `float` takes any number (a NumPy scalar, a tensor of one value, a Fraction), `int` any integer
    (one of NumPy's, a tensor of one integer, Fraction(3)) but no float, not even 3.0,
    `torch.Tensor` any tensor; `list`, `tuple`, `dict` and `set` take subclasses, `tuple` a list as
    well; a torch class, such as `nn.Module`, takes a student's subclass of it.

    Returns:
        The result.

    Raises:
        AssertionError: it is of another type, or None.

    Example:
        >>> checks.returns(len, [1, 2], type=int)
        2
        >>> checks.returns(print, type=torch.Tensor, what="forward")
        Traceback (most recent call last):
            ...
        AssertionError: the result of forward is None. Is the function finished, and does ...
    """
    result = fn(*args, **kwargs)
    types = type if isinstance(type, tuple) else (type,)
    if _builtin_type(None) not in types:
        refuse_blank(result, f"the result of {what}", hint)
    if not any(_is_of(result, cls) for cls in types):
        names = " or ".join(cls.__name__ for cls in types)
        fail(f"the result of {what}", f"must be of type {names}, but is {kind(result)}.", hint)
    return result


_builtin_type = builtins.type


def _is_of(value: object, cls: type) -> bool:
    if cls in (int, float):
        try:
            found = number(value)
        except AssertionError:
            return False
        return cls is float or _is_whole(value, found)
    if cls is torch.Tensor:
        try:
            tensor(value, finite=False)
        except AssertionError:
            return False
        return True
    if cls is bool:
        return _builtin_type(value) in (bool, numpy.bool_)
    if issubclass(cls, torch.nn.Module):
        return probes.is_of(value, cls)
    # `return a, b` or `return [a, b]`: what takes results apart sees no difference
    return issubclass(probes.real_class(value), (tuple, list) if cls is tuple else cls)


def _is_whole(value: object, found: float) -> bool:
    if isinstance(value, torch.Tensor):
        return not value.is_floating_point()
    if isinstance(value, numpy.ndarray) or is_numpy_scalar(value):
        return value.dtype.kind in "iu"  # type: ignore[attr-defined]
    return not isinstance(value, float) and found == int(found)
