"""Sends the objects that a test passes to a student's code; the referee's side.

Plain values cross as copies. Classes and functions of installed libraries cross by name, objects
made of library parts (a model, a loader, an optimizer) are taken apart and rebuilt, and a function
of the test becomes a callback. No other object of a test crosses.
"""

from __future__ import annotations

import functools
import io
import pickle
import sys
import types

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.names import LIBRARIES, resolve
from torchgrade.engine.protocol.tags import Node
from torchgrade.engine.proxies.objects import HEAP_TYPE

__all__ = ["Unsupported", "is_builtin", "is_function", "is_library", "library_name", "take_apart"]

_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType)
_CALLED_ONLY = (
    *(*_FUNCTIONS, types.MethodWrapperType, types.MethodDescriptorType),
    functools.partial,
)


class Unsupported(Exception):  # noqa: N818 - it is no error of the student's
    """A test does something that is impossible across the boundary: its author must change it."""


def library_name(value: object) -> str:
    """Name a library's class or function as "module:qualified.name"; empty for other objects."""
    module = getattr(value, "__module__", None) or ""
    path = getattr(value, "__qualname__", None) or getattr(value, "__name__", "")
    if not isinstance(module, str) or module.partition(".")[0] not in LIBRARIES:
        bound = getattr(value, "__self__", None)
        if isinstance(value, _FUNCTIONS) and isinstance(bound, types.ModuleType):
            module = bound.__name__
        else:
            return ""
    name = f"{module}:{path}"
    try:
        return name if resolve(name) is value else _by_root(value)
    except (ImportError, AttributeError, ValueError):
        return _by_root(value)


def _by_root(value: object) -> str:
    """Find a function such as `torch.relu`, which does not know its own module."""
    short = getattr(value, "__name__", "")
    for root in ("torch", "torch.nn.functional", "torch.Tensor", "numpy", "math", "operator"):
        home: object = torch.Tensor if root == "torch.Tensor" else sys.modules.get(root)
        if short and getattr(home, short, None) is value:
            return "torch:Tensor." + short if root == "torch.Tensor" else f"{root}:{short}"
    return ""


def is_library(value: object) -> bool:
    """Return whether a value's class belongs to an installed library."""
    cls = type(value)
    return cls.__module__.partition(".")[0] in LIBRARIES and bool(library_name(cls))


def is_function(value: object) -> bool:
    """Return whether a value's type suggests that it is only called."""
    return isinstance(value, _CALLED_ONLY)


def is_builtin(value: object) -> bool:
    """Return whether a value's class is Python's own, not one that a test's code made."""
    cls = type(value)
    return cls.__module__ == "builtins" and not cls.__flags__ & HEAP_TYPE


def take_apart(encoder: wire.Encoder, value: object) -> tuple[int, list[Node]]:
    """Pickle an object made of library parts; its tensors and other objects travel as values.

    Returns:
        The number of the blob, and the encoded parts.

    Raises:
        Unsupported: it contains something that the test defines.
    """
    stream = io.BytesIO()
    pickler = _Pickler(stream, encoder)
    try:
        with encoder.together():  # separate, as the parts are decoded while unpickling
            pickler.dump(value)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise Unsupported(
            f"a {type(value).__name__} can't be handed to the student's code ({error}). Build it "
            "of parts of torch, NumPy or pandas, or hand on a function of the test."
        ) from None
    return encoder.bytes_apart(stream.getvalue()), pickler.parts


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, encoder: wire.Encoder) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._encoder = encoder
        self._seen: dict[int, int] = {}
        self._alive: list[object] = []
        self.parts: list[Node] = []

    def persistent_id(self, value: object) -> int | None:
        cls = type(value)
        kept = issubclass(cls, torch.Tensor) and cls is not torch.Tensor  # for instance a parameter
        own = kept or self._encoder.is_plain(value)
        if not (own or hasattr(cls, "torchgrade_peer") or _is_of_the_test(value)):
            return None
        if id(value) not in self._seen:
            self._seen[id(value)] = len(self.parts)
            self._alive.append(value)
            self.parts.append(self._encoder.node(value))
        return self._seen[id(value)]


def _is_of_the_test(value: object) -> bool:
    """Return whether a value is a function that the test defines, which becomes a callback."""
    return isinstance(value, types.FunctionType) and not library_name(value)
