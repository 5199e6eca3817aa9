"""Whether all numbers are wrong by one factor: a mean for a sum, a sign, a constant forgotten."""

from __future__ import annotations

import math

from torchgrade.checks.seen import Numbers

__all__ = ["factor_said"]

_FEWEST = 5  # numbers: of fewer it would be said of what happens to be so
_SAME = 1e-3  # relative


def factor_said(seen: object) -> str:
    """Say by what factor all numbers are off, in a sentence; nothing if it is not one factor."""
    if not isinstance(seen, Numbers) or seen.got.is_complex() or seen.low is not seen.high:
        return ""
    got, right = (one.detach().cpu().double().reshape(-1) for one in (seen.got, seen.low))
    there = right != 0
    if int(there.sum()) < _FEWEST or bool(got[~there].any()):
        return ""
    factors = got[there] / right[there]
    factor = float(factors.median())
    if not math.isfinite(factor) or factor == 0 or abs(factor - 1) < _SAME:
        return ""
    if not bool(((factors - factor).abs() <= _SAME * abs(factor)).all()):
        return ""
    if abs(factor + 1) < _SAME:
        return "Yours has the opposite sign, everywhere."
    return f"Yours is about {factor:.3g} times what is expected, everywhere."
