"""Finds a common factor by which all numbers are wrong: a mean for a sum, a sign, a constant."""

from __future__ import annotations

import math

from torchgrade.checks.seen import Numbers

__all__ = ["factor_said"]

_FEWEST = 5  # numbers: with fewer, a common factor may be chance
_SAME = 1e-3  # relative


def factor_said(seen: object) -> str:
    """Say by which factor all numbers are wrong, in a sentence; empty if there is none."""
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
