"""Which object a name in a test means: the referee's module, a builtin, or the student's."""

from __future__ import annotations

import ast
import builtins
import doctest
import importlib
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    ValuesView,
)
from functools import lru_cache
from types import ModuleType

from torchgrade.engine.protocol.encoder import crosses
from torchgrade.engine.protocol.tags import Node
from torchgrade.engine.protocol.wire_errors import WireError
from torchgrade.engine.proxies.otter_tests import TestCase
from torchgrade.engine.proxies.peer import GONE, Assign, NameSource

__all__ = [
    "CUSTOMARY",
    "LOOKED_AT",
    "environment",
    "names_lacking",
    "names_of",
    "names_taken",
    "values_by_name",
]

CUSTOMARY = {
    "np": "numpy",
    "numpy": "numpy",
    "pd": "pandas",
    "pandas": "pandas",
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "math": "math",
    "random": "random",
    "re": "re",
    "itertools": "itertools",
    "collections": "collections",
}
"""Names that stand for a module in a test that imports nothing, if the author does not say more.

Not so matplotlib.pyplot, whose current figure is in the student's process.
"""


_ALL = "the names of the notebook can't be {} from outside its process: ask for one by its name"

LOOKED_AT = "__torchgrade_looked_at__"
"""A builtin of the referee's; see `student_templates`."""

_NEVER = {"__builtins__", LOOKED_AT}
"""What Python itself, for each `import` of a test, and the referee look up in globals, never the
student's."""


def values_by_name(
    pairs: Iterable[tuple[str, Node]], names: Collection[str], value: Callable[[Node], object]
) -> dict[str, object]:
    """Decode a player's answer to a request for the values of names.

    Args:
        pairs: what it sent: pairs of a name and the node of its value.
        names: the requested names.
        value: a function that decodes a node.

    Raises:
        WireError: it sent another name, or one twice.
    """
    found: dict[str, object] = {}
    for name, node in pairs:
        if name not in names or name in found:
            raise WireError("the value of a name that nobody asked for")
        found[name] = value(node)
    return found


class Environment(dict[str, object]):
    """The student's globals, fetched when a test asks for them.

    Args:
        source: the source of the values.
        known: the values that have been fetched already.
        assign: sets values at the source, too; then others are fetched anew each time.
    """

    def __init__(
        self, source: NameSource, known: dict[str, object], *, assign: Assign | None = None
    ) -> None:
        super().__init__(known)
        self._source, self._assign = source, assign
        self._just_fetched, self._own = set(known), set[str]()

    def __getitem__(self, name: str) -> object:
        if self._assign and name not in self._just_fetched | self._own:
            dict.pop(self, name, None)
        self._just_fetched.discard(name)
        return super().__getitem__(name)

    def __missing__(self, name: str) -> object:
        if name not in _NEVER:
            dict.update(self, self._source.names([name]))
        if dict.__contains__(self, name):
            return dict.__getitem__(self, name)
        raise KeyError(name)

    def __setitem__(self, name: str, value: object) -> None:
        super().__setitem__(name, value)
        if self._assign:
            self._assign({name: value})
            # A value that is not plain would come back as a stand-in of the test's own object.
            (self._own.discard if crosses(type(value)) else self._own.add)(name)

    def __delitem__(self, name: str) -> None:
        self[name]  # fetched, so that it exists
        super().__delitem__(name)
        self._own.discard(name)
        if self._assign:
            self._assign({name: GONE})

    def update(  # type: ignore[override]
        self, *args: Iterable[tuple[str, object]], **kwargs: object
    ) -> None:
        """Set several values."""
        for name, value in dict(*args, **kwargs).items():
            self[name] = value

    def __ior__(  # type: ignore[misc, override]
        self, other: Iterable[tuple[str, object]]
    ) -> Environment:
        self.update(other)
        return self

    def setdefault(self, name: str, default: object = None) -> object:
        """Return a value, after setting it if there was none."""
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, name: str, *default: object) -> object:
        """Remove and return a value."""
        value = self.get(name, *default) if default else self[name]
        if name in self:
            del self[name]
        return value

    def clear(self) -> None:
        """Refuse to remove all names, most of which have not been fetched."""
        raise self._source.refuse(_ALL.format("removed"))

    def popitem(self) -> tuple[str, object]:
        """Refuse to remove the last name."""
        raise self._source.refuse(_ALL.format("listed"))

    def get(self, name: str, default: object = None) -> object:
        """Return the student's value, or the default."""
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name, self) is not self

    def __iter__(self) -> Iterator[str]:
        raise self._source.refuse(_ALL.format("listed"))

    def __len__(self) -> int:
        raise self._source.refuse(_ALL.format("counted"))

    def __eq__(self, other: object) -> bool:
        raise self._source.refuse(_ALL.format("compared"))

    __hash__ = None

    def __repr__(self) -> str:
        """Refuse to show all names, without an exception: tracebacks show values of frames."""
        self._source.refuse(_ALL.format("shown"))
        return "{...}"

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # a dict's own does not iterate
        """Return a view that supports looking for a name."""
        return KeysView(self)

    def items(self) -> ItemsView[str, object]:  # type: ignore[override]
        """Return a view that supports looking for a name with its value."""
        return ItemsView(self)

    def values(self) -> ValuesView[object]:  # type: ignore[override]
        """Return a view that refuses every use."""
        return ValuesView(self)

    def copy(self) -> Environment:
        """Copy the known values; the rest can still be fetched."""
        return Environment(self._source, self.known())

    def known(self) -> dict[str, object]:
        """Return the values that have been fetched."""
        return dict(dict.items(self))


def names_of(case: TestCase, imports: dict[str, str]) -> set[str] | None:
    """List the student's names that a test case uses; None if it may use any."""
    if isinstance(case.body, str):
        names = {name for name in _names_in(case.body) if not hasattr(builtins, name)}
        return names - set(imports) - _NEVER
    names = set(case.body._get_func_params())
    return None if "env" in names else names


def environment(source: NameSource, case: TestCase, imports: dict[str, str]) -> Environment:
    """Fetch the names that a test case uses."""
    if isinstance(case.body, str):
        names = names_of(case, imports) or set()
    else:
        names = set(case.body._get_func_params()) - {"env"}
    known = source.names(sorted(names))
    if isinstance(case.body, str):  # which reads a copy, as otter does
        return Environment(source, known | _supplied(case.body, imports))
    return Environment(source, known, assign=source.assign)


def names_lacking(case: TestCase, given: Collection[str]) -> tuple[str, ...]:
    """List the parameter names of a test function that are not among the given ones.

    No names are listed for a doctest, since it may define them itself.
    """
    if isinstance(case.body, str):
        return ()
    return tuple(sorted(set(case.body._get_func_params()) - {"env"} - set(given)))


def names_taken(source: NameSource, case: TestCase, imports: dict[str, str]) -> list[str]:
    """List names of modules and builtins in a doctest that mean something else in the notebook.

    Plain otter uses the student's objects for them; a referee uses its own, which nobody can alter.
    """
    if not isinstance(case.body, str):
        return []
    supplied = _supplied(case.body, imports)
    theirs = source.names(sorted(supplied))
    return [name for name, value in theirs.items() if not _is_module(value, supplied[name])]


def _supplied(text: str, imports: dict[str, str]) -> dict[str, object]:
    """Return the referee's own values for names in a doctest: modules and builtins."""
    found: dict[str, object] = {}
    for name in _names_in(text):
        if name in imports:
            found[name] = importlib.import_module(imports[name])
        if hasattr(builtins, name):
            found[name] = getattr(builtins, name)
    return found


def _is_module(value: object, module: object) -> bool:
    """Return whether a student's value is this module, according to the player."""
    named = getattr(type(value), "torchgrade_name", None)
    if named is None or named(value) != "module" or not isinstance(module, ModuleType):
        return False
    return getattr(value, "__name__", "") == module.__name__


@lru_cache(maxsize=1024)
def _names_in(text: str) -> frozenset[str]:
    """Collect the names in the examples of a doctest."""
    found: set[str] = set()
    for example in doctest.DocTestParser().get_examples(text):
        try:
            tree = ast.parse(example.source)
        except SyntaxError:
            continue
        found.update(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(found)
