"""Classes and functions of installed libraries, which cross by name.

The referee may name code for the player to import, since the referee is trusted. What the player
sends names a class only as a text, which the referee looks up among those it knows.
"""

from __future__ import annotations

import importlib
import sys
import types

__all__ = ["LIBRARIES", "NAMELESS", "is_open", "library_home", "resolve"]

LIBRARIES = frozenset(
    """
    abc array bisect builtins cmath collections copy dataclasses datetime decimal enum fractions
    functools heapq io itertools json math matplotlib numbers numpy operator pandas pathlib random
    re scipy seaborn sklearn statistics string torch torchvision types typing PIL tqdm
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)
"""Roots of the modules whose classes and objects cross."""

_CLOSED = {
    "__main__",
    "torchgrade",
    "otter",
    "unittest",
    "doctest",
    "pdb",
    "bdb",
    "pytest",
    "_pytest",
}
"""Roots of modules that don't count as libraries for a test, or whose exceptions are special."""


def is_open(module: str, *, crossing: bool = True) -> bool:
    """Return whether a module belongs to a library whose classes a test may know.

    Args:
        module: its name.
        crossing: only if its objects cross, too.
    """
    root = module.partition(".")[0]
    return root in LIBRARIES if crossing else root not in _CLOSED


def library_home(cls: type, *, crossing: bool = True) -> str:
    """Name a class of a library as "module:qualified.name"; empty for others, and for object.

    A class that only claims to be a library's does not count.

    Args:
        cls: the class.
        crossing: only for libraries whose objects cross.
    """
    home = cls.__module__ if type(cls.__module__) is str else ""
    if not is_open(home, crossing=crossing) or cls is object:
        return ""
    name = cls.__qualname__
    found: object = sys.modules.get(home)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{home}:{name}" if found is cls or cls in NAMELESS else ""


NAMELESS = {cls for cls in vars(types).values() if isinstance(cls, type)}
"""Builtin classes that no name in `builtins` leads to: function, generator, module, ..."""


def resolve(name: str) -> object:
    """Find a class or function by "module:qualified.name"."""
    module, _, path = name.partition(":")
    found: object = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found
