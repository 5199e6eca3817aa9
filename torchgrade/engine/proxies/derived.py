"""Objects of a student's subclass of a plain type: a dict with a method `log`, an `IntEnum`.

The referee has the value that such an object holds, read with the methods of the plain type, in an
instance of its own subclass: comparison, truth, length, indexing and iteration are the plain
type's, and run here. What the plain type does not have (`history.log`, `level.name`), and what
changes the object (`history["loss"] = ...`), is forwarded to the object itself, in the player; so
it can be passed back to the student's code, where it is the same object.
"""

from __future__ import annotations

import collections
from collections.abc import Callable
from functools import partial
from typing import Any

from torchgrade.checks.plain import plain
from torchgrade.engine.protocol.derived_values import HELD
from torchgrade.engine.proxies.peer import Peer

__all__ = ["derived", "refresh"]


class Derived:
    """The common base of these classes; the plain type follows it among the bases."""

    @classmethod
    def torchgrade_peer(cls, value: Any) -> tuple[Peer, int]:
        """Return the object's process, and its number there."""
        peer, number, _ = vars(value)[_OWN]
        return peer, number

    @classmethod
    def torchgrade_name(cls, value: Any) -> str:
        """Return the name of the student's class."""
        return str(vars(value)[_OWN][2])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _DUNDERS:
            raise AttributeError(name)
        found = _do(self, "getattr", name)
        # A bound method may change the object; a call through this wrapper reads it again.
        is_method = callable(found) and isinstance(self, tuple(_FILL))
        return partial(_do, self, "method", name) if is_method else found

    def __setattr__(self, name: str, value: object) -> None:
        _do(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        _do(self, "delattr", name)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return _itself, (plain(self),)  # a copy is a plain value

    def __del__(self) -> None:
        own = vars(self).get(_OWN)
        if own is not None:
            own[0].release(own[1])


_OWN = "_torchgrade_own"
_DUNDERS = ("__name__", "__qualname__", "__dict__", "__doc__")


def _do(value: Any, operation: str, *args: object, **kwargs: object) -> Any:
    return vars(value)[_OWN][0].do(operation, value, *args, **kwargs)


def _itself(value: object) -> object:
    return value


def _asked(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: object, **kwargs: object) -> Any:
        return _do(self, "method", name, *args, **kwargs)

    method.__name__ = name
    return method


_CHANGES: dict[type, str] = {
    dict: "__setitem__ __delitem__ __missing__ clear pop popitem setdefault update __ior__",
    list: """__setitem__ __delitem__ append extend insert remove pop clear sort reverse
             __iadd__ __imul__""",
    set: """add discard remove pop clear update difference_update intersection_update
            symmetric_difference_update __ior__ __iand__ __isub__ __ixor__""",
    collections.deque: """__setitem__ __delitem__ append appendleft extend extendleft insert remove
                          pop popleft clear rotate reverse __iadd__ __imul__""",
}
_CHANGES[collections.OrderedDict] = f"{_CHANGES[dict]} move_to_end"
"""Methods that change an object; its own class may override them."""

_FILL: dict[type, Callable[[Any, Any], object]] = {
    dict: dict.update,
    collections.OrderedDict: dict.update,
    list: list.extend,
    set: set.update,
    collections.deque: collections.deque.extend,
}
_EMPTY: dict[type, Callable[[Any], object]] = {
    dict: dict.clear,
    collections.OrderedDict: collections.OrderedDict.clear,
    list: list.clear,
    set: set.clear,
    collections.deque: collections.deque.clear,
}
_KINDS: tuple[type, ...] = HELD
_CLASSES: dict[type, Any] = {
    kind: type(
        f"Derived{kind.__name__}",
        (Derived, kind),
        {name: _asked(name) for name in _CHANGES.get(kind, "").split()},
    )
    for kind in _KINDS
}


def derived(content: object, peer: Peer, number: int, name: str) -> Any:
    """Make the stand-in of an object that holds a plain value; None for any other value.

    Args:
        content: what it holds.
        peer: the object's process.
        number: its number there.
        name: the name of the student's class.
    """
    kind: Any = type(content)
    cls = _CLASSES.get(kind)
    if cls is None:
        return None
    made: Any = kind.__new__(cls) if kind in _FILL else kind.__new__(cls, content)
    vars(made)[_OWN] = peer, number, name
    if kind in _FILL:
        _fill(made, kind, content)
    return made


def _fill(made: Any, kind: type, content: Any) -> None:
    if kind is collections.OrderedDict:
        for key, item in content.items():
            collections.OrderedDict.__setitem__(made, key, item)
    else:
        _FILL[kind](made, content)


def refresh(value: object) -> None:
    """Read again what an object holds, if it is such a stand-in and may have been changed."""
    kind = next((kind for kind in type(value).__mro__ if kind in _FILL), None)
    if kind is None or not isinstance(value, Derived):
        return
    content = _do(value, "value")
    if type(content) is kind:
        _EMPTY[kind](value)
        _fill(value, kind, content)
