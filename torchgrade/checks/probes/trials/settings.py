"""Process-wide settings: the default dtype, autograd, the style of figures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

__all__ = ["settings_put_back"]

_CHOSEN_AT_FIRST_USE = ("backend", "backend_fallback", "interactive")


@contextmanager
def settings_put_back() -> Iterator[list[str]]:
    """Restore process-wide settings that the code inside changed; the list then names them."""
    dtype, grad, style = torch.get_default_dtype(), torch.is_grad_enabled(), _style()
    changed: list[str] = []
    try:
        yield changed
    finally:
        if torch.get_default_dtype() != dtype:
            changed.append("default dtype")
        if torch.is_grad_enabled() != grad:
            changed.append("autograd")
        if style and _style() != style:
            changed.append("rcParams of figures")
            sys.modules["matplotlib"].rcParams.update(style)
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grad)


def _style() -> dict[str, Any]:
    """Return matplotlib's settings, if it has been imported."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is None:
        return {}
    if "matplotlib.pyplot" in sys.modules:
        matplotlib.get_backend()  # in a notebook, the first figure's backend sets its own style
    style = matplotlib.rcParams.copy()
    return {name: style[name] for name in style if name not in _CHOSEN_AT_FIRST_USE}
