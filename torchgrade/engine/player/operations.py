"""The operations that a referee may perform on an object in the player, by name."""

from __future__ import annotations

import builtins
import copy
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType

from torchgrade.checks import probes
from torchgrade.engine.protocol.derived_values import OPERATORS, value_of
from torchgrade.engine.protocol.names import library_home
from torchgrade.engine.protocol.structured.signatures import parameters_of

__all__ = ["OPERATIONS"]

Function = Callable[..., object]


def _call(target: Function, /, *args: object, **kwargs: object) -> object:
    return target(*args, **kwargs)


def _method(target: object, name: str, /, *args: object, **kwargs: object) -> object:
    method: Function = getattr(target, name)
    return method(*args, **kwargs)


def _asked(known: Mapping[str, Function]) -> Function:
    """Make an operation that calls a probe, with the probes in a closure, out of reach of names."""

    def probe(name: str, /, *args: object, **kwargs: object) -> object:
        return _plain(known[name](*args, **kwargs))

    return probe


def _plain(answer: object) -> object:
    """Turn the named tuples in a probe's answer into plain ones."""
    if isinstance(answer, tuple) and hasattr(answer, "_fields"):
        return tuple(_plain(item) for item in answer)
    if type(answer) is list:
        return [_plain(item) for item in answer]
    if type(answer) is tuple:
        return tuple(_plain(item) for item in answer)
    if type(answer) is dict:
        return {key: _plain(item) for key, item in answer.items()}
    return answer


def _bases(target: type) -> list[str]:
    """Name the library classes that a class derives from."""
    homes = [library_home(cls, crossing=False) for cls in target.__mro__]
    return [home for home in homes if home]


def _tensors(module: object, kind: str) -> list[tuple[str, object]]:
    """List a module's own parameters, buffers or submodules, without calling its methods."""
    return [(name, item) for name, item in vars(module)[kind].items()]


_PROBES = {name: getattr(probes, name) for name in probes.__all__}

OPERATIONS: Mapping[str, Function] = MappingProxyType(
    {
        "call": _call,
        "method": _method,
        "probe": _asked({name: probe for name, probe in _PROBES.items() if callable(probe)}),
        "bases": _bases,
        "value": value_of,
        "signature": parameters_of,
        "own": _tensors,
        "deepcopy": copy.deepcopy,
        "getitem": operator.getitem,
        "setitem": operator.setitem,
        "delitem": operator.delitem,
        "index": operator.index,
        "round": round,
        **OPERATORS,
        **{
            name: getattr(builtins, name)
            for name in (
                *("getattr", "setattr", "delattr", "len", "iter", "next", "str", "repr", "format"),
                *("int", "float", "complex", "bytes", "isinstance", "issubclass", "dir"),
                *("reversed", "hash"),
            )
        },
    }
)
del _PROBES
