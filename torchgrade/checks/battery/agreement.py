"""Whether two results of a student's function agree: structure, shapes, values."""

from __future__ import annotations

from typing import Any

import numpy
import torch

from torchgrade.checks.messages import is_numpy_scalar
from torchgrade.checks.probes.trials.copies import parts

__all__ = ["difference", "real_tensors"]


def difference(
    given: Any,
    reference: Any,
    *,
    rtol: float = 0.0,
    share: float = 0.0,
    dtypes: bool = True,
    values: bool = True,
) -> str | None:
    """Return where two results first differ, and how; None if they agree.

    Tensors, arrays, numbers, texts, None, and containers of these are compared; anything else (a
    cache of the student's own class, say) is skipped. NaN agrees with NaN.

    Args:
        given: one result.
        reference: the other one.
        rtol: allowed distance, relative to each value.
        share: allowed distance, relative to the largest value of the same tensor.
        dtypes: tensors must have the same dtype.
        values: values must agree, and not only structure, shapes and dtypes.
    """
    ours, theirs = dict(parts(reference)), dict(parts(given))
    for path, right in ours.items():
        where, how = f" at {path}" if path else "", None
        if path not in theirs:
            return f"has nothing{where}"
        value = theirs[path]
        if isinstance(right, torch.Tensor) or isinstance(value, torch.Tensor):
            how = _tensors(value, right, dtypes) or (
                _values(value, right, rtol, share) if values else None
            )
        elif isinstance(right, (list, tuple, dict)):
            same = isinstance(value, (list, tuple, dict)) and len(value) == len(right)
            how = None if same else "another length or type"
        elif isinstance(right, numpy.ndarray) and right.dtype.kind not in "biufc":
            how = _of_texts(value, right, values)
        elif isinstance(right, numpy.ndarray):
            how = "another type"
            if isinstance(value, numpy.ndarray) and value.dtype.kind in "biufc":
                pair = _tensor_of(value), _tensor_of(right)
                how = _tensors(*pair, dtypes) or (_values(*pair, rtol, share) if values else None)
        elif values:
            how = _plain(value, right, max(rtol, share))
        if how:
            return f"has {how}{where}"
    return None


def _tensors(given: Any, right: Any, dtypes: bool) -> str | None:
    if not isinstance(given, torch.Tensor) or not isinstance(right, torch.Tensor):
        return "another type"
    if given.shape != right.shape:
        return f"shape {tuple(given.shape)} in place of {tuple(right.shape)}"
    if dtypes and given.dtype != right.dtype:
        return f"dtype {given.dtype} in place of {right.dtype}"
    return None


def _tensor_of(array: numpy.ndarray[Any, Any]) -> torch.Tensor:
    """Return an array as a tensor, which has no long double and only the native byte order."""
    wide = {"g": numpy.float64, "G": numpy.complex128}.get(array.dtype.char)
    return torch.from_numpy(array.astype(wide or array.dtype.newbyteorder("=")))


def _of_texts(given: Any, right: numpy.ndarray[Any, Any], values: bool) -> str | None:
    """Compare arrays of texts, dates or times; of objects, no more than shapes."""
    if not isinstance(given, numpy.ndarray) or given.dtype.kind != right.dtype.kind:
        return "another type"
    if given.shape != right.shape:
        return f"shape {given.shape} in place of {right.shape}"
    kind = right.dtype.kind
    if not values or kind not in "SUMm":
        return None
    same = numpy.array_equal(given, right, equal_nan=kind in "Mm")
    return None if same else "other values"


def _values(given: torch.Tensor, right: torch.Tensor, rtol: float, share: float) -> str | None:
    wide = torch.complex128 if given.is_complex() or right.is_complex() else torch.float64
    one, other = given.detach().cpu().to(wide), right.detach().cpu().to(wide)
    finite = other[torch.isfinite(other)].abs()
    atol = share * float(finite.max()) if finite.numel() else 0.0
    if not torch.allclose(one, other, rtol=rtol, atol=atol, equal_nan=True):
        return "other values"
    return None


def _plain(given: Any, right: Any, rtol: float) -> str | None:
    numbers = (bool, int, float)
    right = right.item() if is_numpy_scalar(right) else right
    given = given.item() if is_numpy_scalar(given) else given
    if type(right) in numbers and type(given) in numbers:
        off = abs(float(given) - float(right))
        nan = given != given and right != right
        return None if nan or off <= rtol * abs(float(right)) else "another number"
    if right is None or type(right) in (str, bytes):
        return None if type(given) is type(right) and given == right else "another value"
    return None


def real_tensors(value: Any) -> list[tuple[str, torch.Tensor]]:
    """List the floating-point tensors in a result, with their places."""
    return [
        (path, part)
        for path, part in parts(value)
        if isinstance(part, torch.Tensor) and part.is_floating_point()
    ]
