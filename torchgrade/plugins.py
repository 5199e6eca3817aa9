"""What other packages add to torchgrade: objects that they register as entry points.

A package names them in its own pyproject.toml, under the group of one of torchgrade's points::

    [project.entry-points."torchgrade.checks"]
    probabilities = "my_course.checks:probabilities"

The room that a point belongs to makes one :class:`Point`, with torchgrade's own objects in a table
of the same form. Those are in code, and not in torchgrade's metadata, so that they are there in a
source tree whose metadata is old or missing.

Nothing is imported before it is asked for, and nothing is found in the working folder, where a
student's files may lie: entries of ``sys.path`` that are relative or are that folder are passed
over. docs/plugins.md has an example of each point.
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
    """What a package registers can't be loaded, is not of the right form, or has a taken name."""


@dataclass(frozen=True)
class _Registered:
    """An entry point, and the distribution that has it: its name and version."""

    entry: EntryPoint
    distribution: str

    def __str__(self) -> str:
        entry = self.entry
        return f"{self.distribution} ({entry.name} = {entry.value!r} in {entry.group})"


class Point(Generic[T]):
    """A place where other packages add to torchgrade: its own objects by name, then theirs.

    torchgrade's own come in the order of their table, those of others by distribution and name.

    Args:
        group: the group of entry points.
        expected: what an object must be, for messages: "a function".
        read: given the name and the loaded object, returns what the point holds; None if the object
            is not of the form that is expected.
        own: torchgrade's own: name -> "module:attribute", as in an entry point.
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
        """Return the names of all objects, and load none.

        Raises:
            PluginError: two have the same name.
        """
        return tuple(self._registered())

    def get(self, name: str) -> T | None:
        """Load the object with a name, and no other; None if there is none.

        What torchgrade has itself is found without a look at other packages.

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
    """Return the names of what other packages register in a group, and load nothing."""
    return tuple(found.entry.name for found in _others(group))


def registered_code(groups: Iterable[Group]) -> list[Path]:
    """Return the Python files of other packages that register anything in some groups.

    What is kept from an earlier run holds as long as they are the same. Nothing is imported.
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
    """Return what other distributions register in a group, by distribution and name."""
    return [found for found in _all(_trusted_path()) if found.entry.group == group]


def _trusted_path() -> tuple[str, ...]:
    """Return the entries of ``sys.path`` but those that mean the working folder."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # it is gone
        here = ""
    return tuple(
        path for path in sys.path if os.path.isabs(path) and os.path.realpath(path) != here
    )


@lru_cache(maxsize=8)
def _all(path: tuple[str, ...]) -> tuple[_Registered, ...]:
    """Return all entry points for torchgrade on a path, by distribution and name.

    Where a distribution is there in two versions, the first on the path is the one that counts, as
    for an import.
    """
    seen: set[str] = set()
    found: list[tuple[str, str, _Registered]] = []
    for candidate in distributions(path=list(path)):
        if f"{_OWN}." not in (candidate.read_text("entry_points.txt") or ""):
            continue  # most have none of ours, and to read all their metadata takes long
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
