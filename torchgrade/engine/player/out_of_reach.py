"""Hide the player's own modules from a student's imports."""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["OTTER", "find_modules", "modules_below", "names_of_otter", "take_away"]

_ROOMS = ("torchgrade.engine", "torchgrade.checks", "torchgrade.sandbox")
OTTER = ("otter",)


def find_modules() -> None:
    """Look for the modules once for all players, in the fork server.

    To go through all of sys.modules copies 1,600 pages in a fork, for their reference counts.
    """
    global _found
    _found = modules_below(_ROOMS), modules_below(OTTER)


def names_of_otter() -> list[str]:
    """Return the names of otter's modules."""
    return _found[1] if _found else modules_below(OTTER)


def take_away() -> None:
    """Make later imports of the engine, its sandbox and the checks load separate copies.

    Running code keeps the modules that it has, so assigning to an imported module's names changes
    neither what answers the referee nor a probe. That is not a wall: the garbage collector, frames
    or closures still lead there.
    """
    for name in _found[0] if _found else modules_below(_ROOMS):
        parent, _, child = name.rpartition(".")
        _kept.append(sys.modules.pop(name))
        whole = sys.modules.get(parent)
        if whole is not None:
            vars(whole).pop(child, None)


def modules_below(rooms: tuple[str, ...]) -> list[str]:
    """List the modules that are loaded, of these packages."""
    starts = tuple(f"{room}." for room in rooms)
    return [name for name in sys.modules if name in rooms or name.startswith(starts)]


_found: tuple[list[str], list[str]] | None = None
_kept: list[ModuleType] = []
"""Keeps objects in use from being cleared."""
