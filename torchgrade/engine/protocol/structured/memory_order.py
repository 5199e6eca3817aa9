"""The memory layout of tensors: one that is not stored row by row crosses with its strides.

A student's function may work only on contiguous tensors, and a test of that must be able to send a
transposed, strided or expanded one. Tensors whose elements share memory in other ways than along an
expanded dimension cross without their strides, since a copy with these could not be written to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

__all__ = ["compact", "laid_out", "strides_of", "unexpanded", "values_in"]


def strides_of(value: torch.Tensor, spread: int) -> list[int]:
    """Return the strides of a tensor, if its layout is to be rebuilt; otherwise an empty list.

    Args:
        value: a strided tensor of any shape.
        spread: how many times the memory of its elements it may span, gaps included; if this is 1,
            it must not be expanded either, since that allows any apparent size.
    """
    if value.is_contiguous():
        return []
    sizes, strides = value.shape, value.stride()
    return list(strides) if _fits(sizes, strides, spread) else []


def values_in(sizes: Sequence[int], strides: Sequence[int]) -> int:
    """Count the elements of a tensor in memory: an expanded dimension counts as one."""
    return math.prod(_kept(sizes, strides))


def compact(value: torch.Tensor) -> torch.Tensor:
    """Return the elements in memory, ordered by dimensions of decreasing stride."""
    return unexpanded(value, value.stride()).permute(_order(value.stride()))


def unexpanded(value: torch.Tensor, strides: Sequence[int]) -> torch.Tensor:
    """Return a view with one element along each dimension that these strides expand."""
    for axis, (size, stride) in enumerate(zip(value.shape, strides, strict=True)):
        if size > 1 and not stride:
            value = value.narrow(axis, 0, 1)
    return value


def laid_out(
    values: torch.Tensor, sizes: Sequence[int], strides: Sequence[int], spread: int
) -> torch.Tensor:
    """Return a tensor of these sizes and strides, from the result of :func:`compact`.

    Args:
        values: its elements, in one dimension.
        sizes: its shape.
        strides: its strides, as many as sizes.
        spread: as for :func:`strides_of`.

    Raises:
        ValueError: the strides do not fit such a tensor.
    """
    if len(strides) != len(sizes) or not _fits(sizes, strides, spread):
        raise ValueError("not the strides of this tensor")
    kept, order = _kept(sizes, strides), _order(strides)
    made = values.view([kept[axis] for axis in order])
    made = made.permute([order.index(axis) for axis in range(len(order))])
    if _span(kept, strides) != values.numel():  # with gaps
        made = torch.empty_strided(kept, strides, dtype=values.dtype).copy_(made)
    return made.expand(sizes)


def _kept(sizes: Sequence[int], strides: Sequence[int]) -> list[int]:
    return [size if stride else 1 for size, stride in zip(sizes, strides, strict=True)]


def _order(strides: Sequence[int]) -> list[int]:
    return sorted(range(len(strides)), key=lambda axis: -strides[axis])


def _span(sizes: Sequence[int], strides: Sequence[int]) -> int:
    return 1 + sum((size - 1) * stride for size, stride in zip(sizes, strides, strict=True))


def _fits(sizes: Sequence[int], strides: Sequence[int], spread: int) -> bool:
    """Return whether each element has its own memory, except along expanded dimensions."""
    kept = _kept(sizes, strides)
    if spread == 1 and kept != list(sizes):
        return False
    if not all(sizes) or _span(kept, strides) > spread * math.prod(kept):
        return False
    end = 1  # the memory that the dimensions so far span
    for axis in reversed(_order(strides)):
        if kept[axis] > 1:
            if strides[axis] < end:
                return False
            end += (kept[axis] - 1) * strides[axis]
    return True
