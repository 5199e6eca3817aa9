"""The referee's stand-ins for objects that live in the player.

A handle can be called, iterated, indexed, and asked for attributes; results are plain values or
handles. Operations that would let the student's class decide a verdict (comparison, truth,
arithmetic) are refused, unless the test file's author allows them. Modules of torch are in
`modules.py`.
"""

from __future__ import annotations

import functools
import inspect
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from torchgrade.engine.protocol.encoder import crosses
from torchgrade.engine.protocol.names import is_open
from torchgrade.engine.protocol.structured.signatures import signature_of as rebuilt
from torchgrade.engine.proxies.operators import note_method, note_own, operate
from torchgrade.engine.proxies.peer import Peer, Refused, StandIn

T = TypeVar("T")

__all__ = ["HEAP_TYPE", "CallableHandle", "Handle", "base_class", "signature_of"]


def base_class(name: str) -> type | None:
    """Look up a library's class among the loaded modules, without importing any.

    Args:
        name: its name, as "module:qualified.name".
    """
    module, _, path = name.partition(":")
    if not is_open(module, crossing=False):
        return None
    found: object = sys.modules.get(module)
    for part in path.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    if found is None and module == "builtins":
        found = _NAMELESS.get(path)
    return found if isinstance(found, type) and not _is_read_in_c(found) else None


def _is_read_in_c(cls: type) -> bool:
    """Return whether torch's C++ would accept a handle as the real thing if `isinstance` does.

    It would then read the memory of a tensor or generator that is not there.
    """
    static = [base for base in cls.__mro__ if not base.__flags__ & HEAP_TYPE]
    return any(base.__module__.partition(".")[0] == "torch" for base in static)


HEAP_TYPE = 1 << 9
"""Py_TPFLAGS_HEAPTYPE in `__flags__`: a class that was made in Python, or like one."""


_NAMELESS = {cls.__name__: cls for cls in vars(types).values() if isinstance(cls, type)}
"""Builtin classes that no name in `builtins` leads to: function, generator, module, ..."""


class Handle:
    """Stands for an object in the player.

    Args:
        peer: the object's process.
        number: its number there.
        base: the nearest library class, as "module:name", which `isinstance` accepts.
        name: the name of the student's class, for messages.
    """

    # Under names that no attribute of a student's object has.
    __slots__ = (
        *("__weakref__", "_torchgrade_peer", "_torchgrade_number"),
        *("_torchgrade_base", "_torchgrade_name"),
    )

    def __init__(self, peer: Peer, number: int, base: str, name: str) -> None:
        object.__setattr__(self, "_torchgrade_peer", peer)
        object.__setattr__(self, "_torchgrade_number", number)
        object.__setattr__(self, "_torchgrade_base", base)
        object.__setattr__(self, "_torchgrade_name", name)

    @classmethod
    def torchgrade_peer(cls, handle: Handle) -> tuple[Peer, int]:
        """Return the object's process, and its number there."""
        return handle._torchgrade_peer, handle._torchgrade_number

    @classmethod
    def torchgrade_base(cls, handle: Handle) -> type:
        """Return the nearest library class of the handle's object."""
        return _known_base(handle) or object

    @classmethod
    def torchgrade_name(cls, handle: Handle) -> str:
        """Return the name of the student's class."""
        return str(object.__getattribute__(handle, "_torchgrade_name"))

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        base = _known_base(self)
        if base is None and object.__getattribute__(self, "_torchgrade_base"):
            # C++ recognizes such a class by its memory.
            Handle.torchgrade_peer(self)[0].may_differ = True
        return base or type(self)

    @property
    def __signature__(self) -> inspect.Signature:
        return signature_of(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _DUNDERS:
            Handle.torchgrade_peer(self)[0].may_differ = True
            raise AttributeError(name)
        note_method(Handle.torchgrade_peer(self)[0], self, name)
        return do(self, "getattr", name)

    def __setattr__(self, name: str, value: object) -> None:
        do(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        do(self, "delattr", name)

    def __len__(self) -> int:
        return plain(do(self, "len"), int, self)

    def __getitem__(self, key: object) -> Any:
        return do(self, "getitem", key)

    def __setitem__(self, key: object, value: object) -> None:
        do(self, "setitem", key, value)

    def __delitem__(self, key: object) -> None:
        do(self, "delitem", key)

    def __iter__(self) -> Iterator[Any]:
        found = do(self, "iter")
        # A handle of an iterator is an iterator; a plain value has to be turned into one.
        return found if hasattr(type(found), "torchgrade_peer") else iter(found)

    def __next__(self) -> Any:
        try:
            return do(self, "next")
        except StopIteration:
            raise StopIteration from None

    def __reversed__(self) -> Any:
        return do(self, "reversed")

    def __float__(self) -> float:
        return plain(do(self, "float"), float, self)

    def __int__(self) -> int:
        return plain(do(self, "int"), int, self)

    def __complex__(self) -> complex:
        return plain(do(self, "complex"), complex, self)

    def __index__(self) -> int:
        return plain(do(self, "index"), int, self)

    def __str__(self) -> str:
        return plain(do(self, "str"), str, self)

    def __repr__(self) -> str:
        note_own(Handle.torchgrade_peer(self)[0], self)  # doctests compare it
        return plain(do(self, "repr"), str, self)

    def __format__(self, spec: str) -> str:
        return plain(do(self, "format", spec), str, self)

    def __deepcopy__(self, memo: object) -> Any:
        return do(self, "deepcopy")

    def __instancecheck__(self, value: object) -> bool:
        # The class may be a library's that the notebook has imported under its name.
        if not hasattr(type(value), "torchgrade_peer") and not crosses(type(value)):
            Handle.torchgrade_peer(self)[0].may_differ = True  # a Protocol may still recognise it
            return False
        return plain(do(self, "isinstance", swapped=value), bool, self)

    def __subclasscheck__(self, value: object) -> bool:
        if not hasattr(type(value), "torchgrade_peer"):
            Handle.torchgrade_peer(self)[0].may_differ = True
            return False
        return plain(do(self, "issubclass", swapped=value), bool, self)

    @property
    def __bases__(self) -> tuple[type, ...]:
        found = list(map(base_class, do(self, "bases")))
        if None in found:  # a class that C++ knows by its memory
            Handle.torchgrade_peer(self)[0].may_differ = True
        return tuple(cls for cls in found if cls is not None)

    def __hash__(self) -> int:
        peer, _ = Handle.torchgrade_peer(self)
        if not peer.allowed.operators:
            return id(self)
        note_own(peer, self)  # with equality, it decides what a set contains
        return plain(do(self, "hash"), int, self)

    def __del__(self) -> None:
        peer, number = Handle.torchgrade_peer(self)
        peer.release(number)


class CallableHandle(Handle):
    """Stands for a function, a class, or another object that can be called."""

    __slots__ = ()

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: D102 - its object's own
        return do(self, "call", *args, **kwargs)

    def __get__(self, instance: object, owner: object = None) -> Callable[..., Any]:
        return self if instance is None else functools.partial(self, instance)


for _cls in (Handle, CallableHandle):
    _cls.__doc__ = property(lambda self: do(self, "getattr", "__doc__"))  # type: ignore[assignment]
    del _cls.__slots__  # a student's class has its own, or none

_DUNDERS = ("__name__", "__qualname__", "__dict__", "__doc__", "__version__", "__wrapped__")


def do(
    handle: StandIn, operation: str, *args: object, swapped: object = None, **kwargs: object
) -> Any:
    """Perform an operation on a handle's object; `swapped` is the operand before it."""
    peer, _ = type(handle).torchgrade_peer(handle)
    first = (handle,) if swapped is None else (swapped, handle)
    return peer.do(operation, *first, *args, **kwargs)


def plain(value: object, cls: type[T], handle: StandIn) -> T:
    """Return the value if it has exactly the type that Python itself would require."""
    if type(value) is not cls:
        raise Refused(f"expected {cls.__name__}, got something else from {_what(handle)}")
    return value


def _known_base(handle: Handle) -> type | None:
    """Return the library class of a handle, if its module is loaded, which a test may do."""
    base: type | str = object.__getattribute__(handle, "_torchgrade_base")
    if isinstance(base, type):
        return base
    found = base_class(base)
    if found is not None:
        object.__setattr__(handle, "_torchgrade_base", found)
    return found


def signature_of(handle: StandIn) -> inspect.Signature:
    """Rebuild a function's signature: names, kinds, and whether there are defaults."""
    return rebuilt(do(handle, "signature"))


def _what(handle: StandIn) -> str:
    return f"an object of the class {type(handle).torchgrade_name(handle)}"


def _operator(name: str, operation: str, *, right: bool = False) -> Callable[..., object]:
    def method(self: Handle, *others: object) -> object:
        peer, _ = Handle.torchgrade_peer(self)
        if not peer.allowed.operators:
            raise Refused(
                f"expected a plain value (a number, text, list, tensor, ...), got {_what(self)}"
            )
        operands = (*others, self) if right else (self, *others)
        return operate(peer, operation, operands)

    method.__name__ = name
    return method


_BINARY = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and", "or", "xor", "lshift", "rshift"),
)
for _name in ("lt", "le", "eq", "ne", "ge", "gt", "neg", "pos", "invert", "abs", "contains"):
    setattr(Handle, f"__{_name}__", _operator(f"__{_name}__", _name))
for _name in ("iadd", "isub", "imul", "itruediv"):
    setattr(Handle, f"__{_name}__", _operator(f"__{_name}__", _name))
for _name in _BINARY:
    _operation = f"{_name}_" if _name in ("and", "or") else _name
    setattr(Handle, f"__{_name}__", _operator(f"__{_name}__", _operation))
    setattr(Handle, f"__r{_name}__", _operator(f"__r{_name}__", _operation, right=True))
Handle.__bool__ = _operator("__bool__", "truth")  # type: ignore[attr-defined]
