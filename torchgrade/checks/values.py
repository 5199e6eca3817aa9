"""Tensors, numbers and plain values: what is it, what is its shape, is it right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy
import torch

from torchgrade.checks.messages import fail, kind, plural, refuse_blank, show
from torchgrade.errors import AuthorError

__all__ = ["close", "equal", "shape", "tensor"]

Size = Sequence["int | None"]


def tensor(
    actual: object,
    *,
    shape: Size | None = None,
    dtype: torch.dtype | None = None,
    finite: bool = True,
    what: str = "the result",
) -> torch.Tensor:
    """Check that `actual` is a tensor, and give it back as a plain one.

    Shapes and dtypes belong to the specification of a function, so a message names those expected.

    Args:
        actual: what the student's code gave.
        shape: expected shape; None in a place allows any size there.
        dtype: expected dtype.
        finite: NaN and infinity fail.
        what: names the value in messages.

    Returns:
        The same tensor, with its graph. A subclass is stripped to the data that it holds, so that
        none of its own methods takes part in the verdict.

    Raises:
        AssertionError: not a tensor (None, a list, an ndarray), or another shape, dtype, NaN or
            infinity.
    """
    refuse_blank(actual, what)
    plain = _plain_tensor(actual, what)
    if shape is not None and not _fits(plain.shape, shape):
        fail(what, f"must have shape {_size(shape)}, but has {_size(plain.shape)}.")
    if dtype is not None and plain.dtype != dtype:
        fail(what, f"must have dtype {dtype}, but has {plain.dtype}.")
    if finite:
        _refuse_non_finite(plain, what)
    return plain


def shape(actual: object, expected: Size, *, what: str = "the result") -> None:
    """Check that `actual` is a tensor of shape `expected` (None: any size in this place).

    Raises:
        AssertionError: not a tensor, or of another shape.
    """
    tensor(actual, shape=expected, finite=False, what=what)


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
    """Check values against an oracle: ``|actual - expected| <= atol + rtol * |expected|`` everywhere.

    Type, shape, dtype, NaN and infinity come first, each with its own message. The verdict on the
    values is that of `torch.testing.assert_close`; the message is ours, since assert_close prints
    expected values. For several values it says how many are off and, to one digit, by how much at
    most; for a single number only that it is off, since a distance would give the number away.

    Args:
        actual: a tensor; where `expected` is a number, a number or a tensor of one value; where it
            is a list or tuple of numbers, a list or tuple of as many.
        expected: tensor, ndarray, number, or list or tuple of numbers.
        rtol: relative tolerance.
        atol: absolute tolerance, in the unit of the values.
        check_dtype: a tensor must have the dtype of an expected tensor. The device is never
            compared.
        what: names the value in messages.
        hint: a sentence to add, on where to look.

    Raises:
        AssertionError: with the first of these problems.
    """
    refuse_blank(actual, what, hint)
    if isinstance(expected, numpy.ndarray):
        expected = torch.from_numpy(expected.copy())
    if isinstance(expected, torch.Tensor) and not (expected.dim() == 0 and _is_number(actual)):
        plain = tensor(
            actual,
            shape=expected.shape,
            dtype=expected.dtype if check_dtype else None,
            finite=False,
            what=what,
        )
        reference = expected
    elif isinstance(expected, (list, tuple)):
        plain, reference = _numbers(actual, expected, what)
    else:
        plain = torch.tensor(_number(actual, what), dtype=torch.float64)
        reference = torch.as_tensor(expected, dtype=torch.float64)
    _judge(plain, reference, rtol, atol, what, hint)


def equal(actual: object, expected: object, *, what: str = "the answer", hint: str = "") -> None:
    """Check a plain value: number, text, truth value, None, shape, or a list, tuple, set or dict of these.

    A list and a tuple of the same entries are equal, and so are 3, 3.0 and numpy.int64(3); True and
    1 are not. A tensor of one value counts as its number. No `__eq__` of the student's is ever
    asked: anything else than plain values fails. An expected tensor is compared value by value.

    Raises:
        AssertionError: says what was got, never what was expected.
    """
    if expected is not None:
        refuse_blank(actual, what, hint)
    if isinstance(expected, (torch.Tensor, numpy.ndarray)):
        close(actual, expected, rtol=0.0, atol=0.0, what=what, hint=hint)
        return
    given, wanted = _simple(actual), _simple(expected)
    if wanted is _STRANGE:
        raise AuthorError(f"checks.equal compares plain values, but expected is {kind(expected)}")
    if given is _STRANGE:
        fail(what, f"must be a plain value such as {kind(expected)}, but is {kind(actual)}.", hint)
    if _family(given) != _family(wanted):
        fail(what, f"must be {_family(wanted)}, but is {show(actual)}.", hint)
    if not _same(given, wanted):
        fail(what, f"is {show(actual)}, which is not right.", hint)


class _Strange:
    """Marks what is no plain value."""


_STRANGE = _Strange()
_FAMILIES: dict[type, str] = {
    bool: "True or False",
    int: "a number",
    float: "a number",
    complex: "a complex number",
    str: "a text",
    bytes: "bytes",
    list: "a list or tuple",
    set: "a set",
    dict: "a dict",
    type(None): "None",
    torch.dtype: "a torch.dtype",
    torch.device: "a torch.device",
}


def _simple(value: object, depth: int = 0) -> object:
    """Rebuild `value` from exact builtin types, or answer _STRANGE."""
    if depth > 20:
        return _STRANGE
    if issubclass(type(value), torch.Tensor) and type(value).__module__.startswith("torch"):
        return value.item() if value.numel() == 1 else _STRANGE  # type: ignore[attr-defined]
    if issubclass(type(value), numpy.generic) and type(value).__module__ == "numpy":
        return value.item()  # type: ignore[attr-defined]
    if type(value) in (list, tuple, torch.Size):
        items = [_simple(item, depth + 1) for item in value]  # type: ignore[attr-defined]
        return _STRANGE if _STRANGE in items else items
    if type(value) in (set, frozenset):
        members = [_simple(item, depth + 1) for item in value]  # type: ignore[attr-defined]
        if any(type(member) in (list, dict, set, _Strange) for member in members):
            return _STRANGE
        return set(members)
    if type(value) is dict:
        keys = [_simple(key, depth + 1) for key in value]
        entries = [_simple(item, depth + 1) for item in value.values()]
        if any(type(key) in (list, dict, set, _Strange) for key in keys) or _STRANGE in entries:
            return _STRANGE
        return dict(zip(keys, entries, strict=True))
    return value if type(value) in _FAMILIES else _STRANGE


def _family(value: object) -> str:
    return _FAMILIES[type(value)]


def _same(given: object, wanted: object) -> bool:
    """Compare two values made by _simple: equal families all the way down, then equal leaves."""
    if _family(given) != _family(wanted):
        return False
    if isinstance(given, list) and isinstance(wanted, list):
        return len(given) == len(wanted) and all(map(_same, given, wanted))
    if isinstance(given, dict) and isinstance(wanted, dict):
        return given.keys() == wanted.keys() and all(_same(given[k], wanted[k]) for k in wanted)
    if isinstance(given, float) and isinstance(wanted, float) and math.isnan(wanted):
        return math.isnan(given)
    return given == wanted


def _plain_tensor(actual: object, what: str) -> torch.Tensor:
    if not issubclass(type(actual), torch.Tensor):  # isinstance would believe a student's __class__
        fail(what, f"must be a torch tensor, but is {kind(actual)}.")
    assert isinstance(actual, torch.Tensor)
    if type(actual) in (torch.Tensor, torch.nn.Parameter):
        return actual
    if type(actual).__torch_dispatch__ is not torch.Tensor.__torch_dispatch__:
        fail(what, f"must be a plain torch tensor, but is {kind(actual)} of type {type(actual)}.")
    with torch._C.DisableTorchFunctionSubclass():
        return torch.Tensor.as_subclass(actual, torch.Tensor)


def _fits(actual: Sequence[int], expected: Size) -> bool:
    return len(actual) == len(expected) and all(
        e is None or a == e for a, e in zip(actual, expected, strict=True)
    )


def _size(size: Size) -> str:
    return str(tuple("any" if n is None else n for n in size)).replace("'", "")


def _refuse_non_finite(plain: torch.Tensor, what: str, hint: str = "") -> None:
    bad = int((~torch.isfinite(plain.detach())).sum())
    if bad:
        fail(what, f"holds NaN or infinity at {bad:,} of {plural(plain.numel(), 'place')}.", hint)


def _is_number(value: object) -> bool:
    return type(value) in (int, float) or isinstance(value, (numpy.floating, numpy.integer))


def _number(actual: object, what: str) -> float:
    if issubclass(type(actual), torch.Tensor):
        plain = _plain_tensor(actual, what)
        if plain.numel() != 1 or plain.is_complex():
            fail(what, f"must be one number, but is a tensor of shape {_size(plain.shape)}.")
        return float(plain.detach())
    if isinstance(actual, numpy.ndarray) and actual.size == 1:
        return float(actual.item())
    if not _is_number(actual):
        fail(what, f"must be a number, but is {show(actual)}.")
    return float(actual)  # type: ignore[arg-type]


def _numbers(
    actual: object, expected: Sequence[object], what: str
) -> tuple[torch.Tensor, torch.Tensor]:
    if type(actual) not in (list, tuple):
        fail(what, f"must be a list or tuple of numbers, but is {kind(actual)}.")
    assert isinstance(actual, (list, tuple))
    if len(actual) != len(expected):
        fail(
            what,
            f"has {plural(len(actual), 'entry').replace('entrys', 'entries')}, which is "
            "not as many as expected.",
        )
    given = [_number(item, f"{what}, entry {i},") for i, item in enumerate(actual)]
    wanted = [_number(item, "the expected value") for item in expected]
    return torch.tensor(given, dtype=torch.float64), torch.tensor(wanted, dtype=torch.float64)


def _judge(
    actual: torch.Tensor, expected: torch.Tensor, rtol: float, atol: float, what: str, hint: str
) -> None:
    actual, expected = actual.detach().cpu(), expected.detach().cpu()
    if bool(torch.isfinite(expected).all()):
        _refuse_non_finite(actual, what, hint)
    if actual.dtype != expected.dtype:
        wide = torch.promote_types(actual.dtype, expected.dtype)
        actual, expected = actual.to(wide), expected.to(wide)
    try:
        torch.testing.assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    except AssertionError:
        pass
    else:
        return
    allowed = f"(allowed: rtol {rtol:g}, atol {atol:g})"
    if actual.numel() == 1:
        fail(what, f"is {actual.item():.6g}, which is not right {allowed}.", hint)
    off = ~torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    wide = torch.complex128 if actual.is_complex() else torch.float64
    gap = (actual.to(wide) - expected.to(wide)).abs()[off]
    size = f"by up to about {float(gap.max()):.1g}" if bool(torch.isfinite(gap).all()) else "by far"
    place = tuple(off.nonzero()[0].tolist())
    fail(
        what,
        f"is not right: {int(off.sum()):,} of {actual.numel():,} values are off, {size} {allowed}. "
        f"The first is at index {list(place)}, where you have {actual[place].item():.6g}.",
        hint,
    )
