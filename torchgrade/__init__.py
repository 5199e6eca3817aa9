"""torchgrade: auto-graded deep-learning assignments in notebooks.

The names of this page that need torch are imported when they are first used, so that
``import torchgrade`` and ``torchgrade --help`` stay instant.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from torchgrade.version import __version__

if TYPE_CHECKING:
    from torchgrade import checks, datasets, weights
    from torchgrade.devices import device
    from torchgrade.weights import load_weights, save_weights

__all__ = [
    "__version__",
    "checks",
    "datasets",
    "device",
    "load_weights",
    "save_weights",
    "weights",
]

_SUBMODULES = ("checks", "datasets", "weights")
_FUNCTIONS = {
    "device": "torchgrade.devices",
    "load_weights": "torchgrade.weights",
    "save_weights": "torchgrade.weights",
}


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562)."""
    if name in _SUBMODULES:
        return importlib.import_module(f"torchgrade.{name}")
    if name in _FUNCTIONS:
        value = getattr(importlib.import_module(_FUNCTIONS[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'torchgrade' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
