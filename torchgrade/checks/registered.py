"""Checks that other packages register: ``checks.NAME``, as if it were one of torchgrade's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchgrade.checks import __all__ as own
from torchgrade.plugins import Point

__all__ = ["CHECKS"]


def _function(name: str, value: object) -> Callable[..., Any] | None:
    return value if callable(value) else None


CHECKS = Point(
    "torchgrade.checks",
    "a function",
    _function,
    {name: f"torchgrade.checks:{name}" for name in own},
)
