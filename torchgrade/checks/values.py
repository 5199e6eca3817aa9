"""Checks of tensors and numbers: type, shape, dtype and values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import torch

from torchgrade.checks.messages import fail, kind, plural, refuse_blank
from torchgrade.checks.plain import plain as plain_value
from torchgrade.checks.scalars import EXACT, is_number, number, plain_tensor, size_text
from torchgrade.checks.seen import Numbers, Spots

__all__ = ["close", "shape", "tensor"]

Size = Sequence["int | None"]


def tensor(
    actual: object,
    *,
    shape: Size | None = None,
    dtype: torch.dtype | None = None,
    finite: bool = True,
    what: str = "the result",
    hint: str = "",
) -> torch.Tensor:
    """Check that `actual` is a tensor, and return it as a plain one.

    Shapes and dtypes are part of a function's specification, so messages name the expected ones.

    Args:
        actual: what the student's code gave.
        shape: expected shape; None stands for any size of a dimension.
        dtype: expected dtype.
        finite: NaN and infinity fail.
        what: names the value in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The same tensor, with its graph, as a plain torch.Tensor, without the student's subclass or
        attributes set on the object, so that no method of the student's affects the verdict.

    Raises:
        AssertionError: it is not a tensor (but None, a list, an ndarray), has another shape or
            dtype, or holds NaN or infinity.

    Example:
        >>> out = checks.tensor(torch.ones(2, 3), shape=(2, 3))
        >>> checks.tensor([1.0, 2.0], what="the output")
        Traceback (most recent call last):
            ...
        AssertionError: the output must be a torch tensor, but is a list.
    """
    refuse_blank(actual, what, hint)
    plain = plain_tensor(actual, what, hint)
    if shape is not None and not _fits(plain.shape, shape):
        fail(what, f"must have shape {size_text(shape)}, but has {size_text(plain.shape)}.", hint)
    if dtype is not None and plain.dtype != dtype:
        fail(what, f"must have dtype {dtype}, but has {plain.dtype}.", hint)
    if finite:
        _refuse_non_finite(plain, what, hint)
    return plain


def shape(actual: object, expected: Size, *, what: str = "the result", hint: str = "") -> None:
    """Check that `actual` is a tensor of shape `expected` (None: any size of this dimension).

    Raises:
        AssertionError: it is not a tensor, or has another shape.

    Example:
        >>> checks.shape(torch.ones(2, 3), (2, None))
        >>> checks.shape(torch.ones(2, 3), (3, 2), what="the output")
        Traceback (most recent call last):
            ...
        AssertionError: the output must have shape (3, 2), but has (2, 3).
    """
    tensor(actual, shape=expected, finite=False, what=what, hint=hint)


def close(
    actual: object,
    expected: object,
    *,
    rtol: float = 1e-5,
    atol: float = 1e-6,
    check_dtype: bool = True,
    what: str = "the result",
    hint: str = "",
) -> None:
    """Check values against an oracle: everywhere |actual - expected| <= atol + rtol * |expected|.

    Type, shape, dtype, NaN and infinity are checked first, each with a message of its own. The
    values are compared by `torch.testing.assert_close`, whose message, which has expected values in
    it, is replaced. For several values the new one says how many are wrong and, to one digit, by
    how much at most; for a single number only that it is wrong, since a distance would give the
    number away.

    Args:
        actual: a tensor; if `expected` is a number, anything that `number` accepts; if it is a list
            or tuple of numbers, as many numbers in a list, tuple, ndarray or tensor.
        expected: tensor, ndarray, number, or list or tuple of numbers.
        rtol: relative tolerance.
        atol: absolute tolerance, in the unit of the values.
        check_dtype: whether a tensor must have the dtype of an expected tensor or ndarray. Devices
            may differ.
        what: names the value in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with the first of these problems.

    Example:
        >>> out = torch.tensor([1.0, 2.0, 3.5])
        >>> checks.close(out, torch.tensor([1.0, 2.0, 3.0]), what="the output")
        Traceback (most recent call last):
            ...
        AssertionError: the output is not right: 1 of 3 values are off, by up to about 0.5 ...
        >>> checks.close(out.double(), out)
        Traceback (most recent call last):
            ...
        AssertionError: the result must have dtype torch.float32, but has torch.float64.
    """
    refuse_blank(actual, what, hint)
    if isinstance(expected, numpy.ndarray):
        expected = torch.from_numpy(expected.copy())
    if isinstance(expected, torch.Tensor) and (expected.dim() > 0 or not is_number(actual)):
        dtype = expected.dtype if check_dtype else None
        given = tensor(
            actual, shape=expected.shape, dtype=dtype, finite=False, what=what, hint=hint
        )
        wanted = expected
    elif isinstance(expected, (list, tuple)):
        given = _numbers(actual, len(expected), what, hint)
        wanted = torch.tensor([float(item) for item in expected], dtype=torch.float64)
    else:
        value = number(actual, finite=False, what=what, hint=hint)
        given = torch.tensor(value, dtype=torch.float64)
        if type(expected) in EXACT:
            expected = float(expected)  # type: ignore[arg-type]
        wanted = torch.as_tensor(expected, dtype=torch.float64)
    _judge(given.detach().cpu(), wanted.detach().cpu(), rtol, atol, what, hint)


def _fits(actual: Sequence[int], expected: Size) -> bool:
    sizes = zip(actual, expected, strict=False)
    return len(actual) == len(expected) and all(e is None or a == e for a, e in sizes)


def _refuse_non_finite(plain: torch.Tensor, what: str, hint: str) -> None:
    off = ~torch.isfinite(plain.detach())
    bad = int(off.sum())
    if bad:
        said = f"holds NaN or infinity at {bad:,} of {plural(plain.numel(), 'place')}."
        fail(what, said, hint, seen=Spots(off))


def _numbers(actual: object, count: int, what: str, hint: str) -> torch.Tensor:
    """Return `count` numbers from a list, a tuple, or a row of an array."""
    actual = plain_value(actual)
    if type(actual) in (torch.Tensor, numpy.ndarray):
        actual = actual.tolist()  # type: ignore[attr-defined]
    if type(actual) not in (list, tuple):
        fail(what, f"must be a list or tuple of numbers, but is {kind(actual)}.", hint)
    assert isinstance(actual, (list, tuple))
    if len(actual) != count:
        fail(what, f"must not hold {plural(len(actual), 'number')}, but another count.", hint)
    entries = [
        number(item, finite=False, what=f"{what}, at index {i},", hint=hint)
        for i, item in enumerate(actual)
    ]
    return torch.tensor(entries, dtype=torch.float64)


def _judge(
    actual: torch.Tensor, expected: torch.Tensor, rtol: float, atol: float, what: str, hint: str
) -> None:
    """Compare two plain tensors of one shape on the CPU."""
    if bool(torch.isfinite(expected).all()):
        _refuse_non_finite(actual, what, hint)
    common = torch.promote_types(actual.dtype, expected.dtype)
    actual, expected = actual.to(common), expected.to(common)
    try:
        torch.testing.assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
        return
    except AssertionError:
        pass  # its text holds expected values
    allowed = f"(allowed: rtol {rtol:g}, atol {atol:g})"
    off = ~torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    seen = Numbers(off, actual, expected, expected, rtol, atol)
    if actual.numel() == 1:
        said = f"is {actual.item():.6g}, which is not right {allowed}."
        fail(what, said, hint, seen=seen)
    wide = torch.complex128 if common.is_complex else torch.float64
    gap = float((actual.to(wide) - expected.to(wide)).abs()[off].max())
    size = f"by up to about {float(f'{gap:.1g}'):g}" if gap < float("inf") else "by far"
    place = off.nonzero()[0].tolist()
    fail(
        what,
        f"is not right: {int(off.sum()):,} of {off.numel():,} values are off, {size} {allowed}. "
        f"The first is at index {place}, where you have {actual[tuple(place)].item():.6g}.",
        hint,
        seen=seen,
    )
