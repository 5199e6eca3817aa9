"""Hide the player's own modules from a student's imports."""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["take_away"]

_ROOMS = ("torchgrade.engine", "torchgrade.checks", "torchgrade.sandbox")


def take_away() -> None:
    """Make later imports of the engine, its sandbox and the checks load separate copies.

    Running code keeps the modules that it has, so assigning to an imported module's names changes
    neither what answers the referee nor a probe. That is not a wall: the garbage collector, frames
    or closures still lead there.
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
