"""Says what a check expected, at the place that its message mentions."""

from __future__ import annotations

from torchgrade.checks.seen import Numbers, seen_by

__all__ = ["wanted_said"]


def wanted_said(error: BaseException) -> str:
    """Say what was expected at the first wrong number; empty if no number is wrong.

    Args:
        error: the exception of a failed public test.
    """
    seen = seen_by(error)
    if not isinstance(seen, Numbers) or not bool(seen.off.any()):
        return ""
    place = seen.off.nonzero()[0].tolist()
    low, high = (f"{side[tuple(place)].item():.6g}" for side in (seen.low, seen.high))
    where = f" at index {place}" if seen.off.numel() > 1 else ""
    return f"Expected{where}: {low if low == high else f'from {low} to {high}'}."
