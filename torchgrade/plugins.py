"""Plug-ins: objects that other packages register as entry points.

A package lists them in its own pyproject.toml, under the group of one of torchgrade's points::

    [project.entry-points."torchgrade.checks"]
    probabilities = "my_course.checks:probabilities"

Each extension point is a :class:`Point` in the room that it belongs to, with torchgrade's own
objects in a table of the same form. That table is in code, not in torchgrade's metadata, so that it
also works in a source tree whose metadata is old or missing.

Nothing is imported before it is used, and nothing is found in the working folder, which may contain
a student's files: entries of ``sys.path`` that are relative, or are that folder, are skipped.
docs/plugins.md has an example for each point.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Generic, Literal, TypeVar

from torchgrade.errors import GraderError

__all__ = ["Group", "PluginError", "Point", "registered_code", "registered_names"]

T = TypeVar("T")

Group = Literal[
    "torchgrade.checks",
    "torchgrade.rules",
    "torchgrade.operators",
    "torchgrade.datasets",
    "torchgrade.writers",
    "torchgrade.discoverers",
]

_OWN = "torchgrade"


class PluginError(GraderError):
    """A plug-in can't be loaded, is not of the right form, or has a name that is taken."""


@dataclass(frozen=True)
class _Registered:
    """An entry point, and its distribution's name and version."""

    entry: EntryPoint
    distribution: str

    def __str__(self) -> str:
        entry = self.entry
        return f"{self.distribution} ({entry.name} = {entry.value!r} in {entry.group})"


class Point(Generic[T]):
    """An extension point: torchgrade's own objects by name, then those of other packages.

    torchgrade's own come in the order of their table, others by distribution and name.

    Args:
        group: the entry points' group.
        expected: what an object must be, for messages: "a function".
        read: turns the name and the loaded object into the point's object; None if the loaded one
            is not of the expected form.
        own: torchgrade's own objects: name -> "module:attribute", as in an entry point.
    """

    def __init__(
        self,
        group: Group,
        expected: str,
        read: Callable[[str, object], T | None],
        own: Mapping[str, str] | None = None,
    ) -> None:
        self.group = group
        self._expected, self._read = expected, read
        self._own = [
            _Registered(EntryPoint(name, value, group), _OWN) for name, value in (own or {}).items()
        ]

    def names(self) -> tuple[str, ...]:
        """Return the names of all objects, without loading them.

        Raises:
            PluginError: two have the same name.
        """
        return tuple(self._registered())

    def get(self, name: str) -> T | None:
        """Load the object with this name, and no other; return None if there is none.

        torchgrade's own objects are found without looking at other packages.

        Raises:
            PluginError: it can't be loaded, is not of the right form, or two names are the same.
        """
        own = next((one for one in self._own if one.entry.name == name), None)
        found = own or self._registered().get(name)
        return None if found is None else self._load(found)

    def load(self) -> dict[str, T]:
        """Load all objects, by their names.

        Raises:
            PluginError: one can't be loaded, is not of the right form, or has the name of another.
        """
        return {name: self._load(found) for name, found in self._registered().items()}

    def _registered(self) -> dict[str, _Registered]:
        known: dict[str, _Registered] = {}
        for found in (*self._own, *_others(self.group)):
            name = found.entry.name
            if name in known:
                raise PluginError(
                    f"two plug-ins of {self.group} are called {name!r}: {known[name]} and {found}; "
                    "expected another name, or one of the two distributions uninstalled"
                )
            known[name] = found
        return known

    def _load(self, found: _Registered) -> T:
        try:
            loaded = found.entry.load()
            value = self._read(found.entry.name, loaded)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise PluginError(
                f"the plug-in {found} can't be loaded: expected {self._expected}, got {said}"
            ) from error
        if value is None:
            raise PluginError(
                f"the plug-in {found} is not of the right form: expected {self._expected}, got "
                f"{loaded!r}"
            )
        return value


def registered_names(group: Group) -> tuple[str, ...]:
    """Return the names of other packages' plug-ins in a group, without loading them."""
    return tuple(found.entry.name for found in _others(group))


def registered_code(groups: Iterable[Group]) -> list[Path]:
    """Return the Python files of packages that register plug-ins in some groups.

    Caches stay valid as long as these files are the same. Nothing is imported.
    """
    found: set[Path] = set()
    for top in {one.entry.module.partition(".")[0] for group in groups for one in _others(group)}:
        spec = find_spec(top)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found.update(Path(folder).rglob("*.py"))
        if spec and spec.origin and not spec.submodule_search_locations:
            found.add(Path(spec.origin))
    return sorted(found)


def _others(group: Group) -> list[_Registered]:
    """Return other distributions' plug-ins in a group, by distribution and name."""
    return [found for found in _all(_trusted_path()) if found.entry.group == group]


def _trusted_path() -> tuple[str, ...]:
    """Return the entries of ``sys.path`` except those for the working folder."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # the working folder is gone
        here = ""
    return tuple(
        path for path in sys.path if os.path.isabs(path) and os.path.realpath(path) != here
    )


@lru_cache(maxsize=8)
def _all(path: tuple[str, ...]) -> tuple[_Registered, ...]:
    """Return all entry points for torchgrade on a path, by distribution and name.

    If a distribution is installed in two versions, the first on the path counts, as for imports.
    """
    seen: set[str] = set()
    found: list[tuple[str, str, _Registered]] = []
    for candidate in distributions(path=list(path)):
        if f"{_OWN}." not in (candidate.read_text("entry_points.txt") or ""):
            continue  # most have none of ours, and parsing all their metadata is slow
        name = str(candidate.metadata["Name"])
        normal = re.sub(r"[-_.]+", "-", name).lower()
        if normal in {_OWN, *seen}:
            continue
        seen.add(normal)
        first = next(iter(distributions(name=name, path=list(path))))
        for entry in first.entry_points:
            if entry.group.startswith(f"{_OWN}."):
                registered = _Registered(entry, f"{name} {first.version}")
                found.append((normal, entry.name, registered))
    return tuple(registered for *_, registered in sorted(found, key=lambda item: item[:2]))
