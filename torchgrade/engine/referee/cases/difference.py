"""What a test expected and what it got, as a short table and a map of places, only for staff.

The frames of a traceback contain whole tensors; a person wants to see where they differ.
"""

from __future__ import annotations

import types
from collections.abc import Iterator

import torch

from torchgrade.student.pictures.places import LEVELS, places_off

__all__ = ["BELOW", "difference"]

BELOW = "\n\nIn the test:\n"
"""The separator between this and the traceback."""

_PAIRS = (("given", "wanted"), ("actual", "expected"), ("got", "expected"), ("output", "expected"))
"""Names of variables in checks and tests for the actual and the expected value."""

_ROWS = 8
_MOST = 10_000_000  # numbers, as comparing takes time and memory


def difference(error: BaseException) -> str:
    """Describe how a failed check's actual value differs from the expected one; empty if unknown.

    Args:
        error: the test's exception, with its traceback.
    """
    parts = []
    for values in _frames(error):
        found = next(
            (
                _table(values[one], values[other])
                for one, other in _PAIRS
                if {one, other} <= set(values)
            ),
            "",
        )
        if found:
            parts.append(found)
            break
    if places := places_off(error):
        size = " x ".join(map(str, places.shape))
        more = ", its first rows and columns" if places.left_out else ""
        if places.each != (1, 1):
            more += f", each the worst of {places.each[0]} x {places.each[1]}"
        signs = "x" if places.largest is None else f"1 to {LEVELS}, by its size"
        parts.append("\n".join([f"Where it is off ({signs}), of {size}{more}:", *places.lines]))
    return "\n\n".join(parts)


def _frames(error: BaseException) -> Iterator[dict[str, object]]:
    """Yield the local values of each frame, those of the check itself first."""
    frames: list[types.FrameType] = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in reversed(frames):
        yield dict(frame.f_locals)


def _table(got: object, expected: object) -> str:
    """Return where two tensors of equal shape differ most; empty for anything else."""
    if type(got) is not torch.Tensor or type(expected) is not torch.Tensor:
        return ""
    if got.shape != expected.shape or not 0 < got.numel() <= _MOST:
        return ""
    given, wanted = (one.detach().cpu().to(torch.float64).reshape(-1) for one in (got, expected))
    apart = (given - wanted).abs()
    apart = torch.where(torch.isnan(apart) & ~(given.isnan() & wanted.isnan()), torch.inf, apart)
    apart = apart.nan_to_num(nan=0.0, posinf=torch.inf)
    count = int((apart > 0).sum())
    if not count:
        return ""
    order = torch.argsort(apart, descending=True, stable=True)[: min(_ROWS, count)]
    rows: list[tuple[str, ...]] = [("place", "expected", "got", "difference")]
    for place in order.tolist():
        index = [int(axis) for axis in torch.unravel_index(torch.tensor(place), got.shape)]
        values = (wanted[place], given[place], given[place] - wanted[place])
        rows.append((str(index), *(f"{float(value):.6g}" for value in values)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    size = " x ".join(map(str, got.shape)) or "one number"
    return "\n".join([f"Of {size}, {count:,} differ; the most:", *lines])
