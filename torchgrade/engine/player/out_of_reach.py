"""Keeps the player's own modules out of the reach of a student's imports."""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["take_away"]

_ROOMS = ("torchgrade.engine", "torchgrade.checks", "torchgrade.sandbox")


def take_away() -> None:
    """Make later imports of the engine, its sandbox and the checks load copies of their own.

    What runs goes on with the modules that it has. So an assignment to a name of an imported module
    changes neither what answers the referee nor a probe. That is no wall: whoever looks through the
    garbage collector, frames or closures finds them still.
    """
    for name in list(sys.modules):
        if name.startswith(tuple(f"{room}." for room in _ROOMS)) or name in _ROOMS:
            parent, _, child = name.rpartition(".")
            _kept.append(sys.modules.pop(name))
            whole = sys.modules.get(parent)
            if whole is not None:
                vars(whole).pop(child, None)


_kept: list[ModuleType] = []
"""Nothing may be cleared that runs."""
