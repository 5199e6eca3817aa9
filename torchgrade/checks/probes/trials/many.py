"""A function called many times in one request: one request per call costs more than the calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchgrade.checks.probes.trials.copies import copied

__all__ = ["many"]


def many(fn: Callable[..., Any], *args: Any, times: int, **kwargs: Any) -> list[Any]:
    """Call ``fn(*args, **kwargs)`` several times, each time on copies of the arguments."""
    return [fn(*copied(list(args)), **copied(kwargs)) for _ in range(times)]
