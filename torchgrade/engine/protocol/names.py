"""Objects that are no plain values, on the player's side: told by number, or rebuilt.

What the referee sends may name code, since the referee is trusted: classes and functions of
installed libraries, and objects made of them (a model of torch.nn, a DataLoader, an optimizer).
What the player sends names a class only as a text, which the referee looks up among those it knows.
"""

from __future__ import annotations

import importlib
import io
import pickle
import sys
import types
from functools import reduce
from typing import Any

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.messages import NAME

__all__ = [
    "LIBRARIES",
    "describe",
    "fingerprint",
    "is_plain_subclass",
    "library_home",
    "rebuild",
    "resolve",
]

LIBRARIES = frozenset(
    """
    abc array bisect builtins cmath collections copy dataclasses datetime decimal enum fractions
    functools heapq io itertools json math matplotlib numbers numpy operator pandas pathlib random
    re scipy seaborn sklearn statistics string torch torchvision types typing PIL tqdm
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)
"""Roots of the modules whose classes and objects cross."""


def describe(encoder: wire.Encoder, value: object) -> list[Any]:
    """Describe an object that stays: its kind, whether it can be called, its library class."""
    cls = type(value)
    if cls is torch.nn.Parameter:
        kind = "parameter"
    else:
        kind = "module" if issubclass(cls, torch.nn.Module) else "object"
    base = next((name for name in map(library_home, cls.__mro__) if name), "")
    name = str(cls.__name__)
    if base.endswith(f":{name}") and not library_home(cls):
        name = f"the notebook's own {name}"  # no class of a library's, whatever it is called
    described: list[Any] = [kind, callable(value), base[:NAME], name[:100]]
    if kind == "parameter":
        assert isinstance(value, torch.Tensor)
        described.append(encoder.tensor(value))
    return described


def library_home(cls: type) -> str:
    """Name a class of a library as "module:qualified.name"; empty for others, and for object.

    A class that only says to be a library's is none.
    """
    home = cls.__module__ if type(cls.__module__) is str else ""
    if home.partition(".")[0] not in LIBRARIES or cls is object:
        return ""
    name = cls.__qualname__
    found: Any = sys.modules.get(home)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{home}:{name}" if found is cls or cls in _NAMELESS else ""


_NAMELESS = {cls for cls in vars(types).values() if isinstance(cls, type)}
"""Builtin classes that no name in `builtins` leads to: function, generator, module, ..."""


def is_plain_subclass(value: object) -> bool:
    """Whether a value is a tensor that holds its data as every tensor does, under another class."""
    cls = type(value)
    return (
        issubclass(cls, torch.Tensor)
        and cls not in (torch.Tensor, torch.nn.Parameter)
        and cls.__torch_dispatch__ is torch.Tensor.__torch_dispatch__
    )


def rebuild(decoder: wire.Decoder, kind: str, fields: list[Any], shared: dict[int, Any]) -> Any:
    """Rebuild what the referee sent: a name of a library, or an object made of library parts.

    Models and parameters are kept in `shared`, by the referee's key for them: what is handed over
    twice is the same object here too.
    """
    if kind == "name":
        return resolve(fields[0])
    key, *rest = fields
    if kind == "shared":
        _refresh(shared[key], decoder, *rest)
        built = shared[key]
    elif kind == "parameter":
        built = shared[key] = torch.nn.Parameter(decoder.value(rest[0]), requires_grad=rest[1])
    else:
        blob, parts = rest
        built = _Unpickler(decoder, decoder.blob(blob), parts).load()
        if isinstance(built, (torch.nn.Module, torch.optim.Optimizer)):
            shared[key] = built
    decoder.built.append((key, built))
    return built


def _refresh(value: Any, decoder: wire.Decoder, modes: list[bool] | None, changed: Any) -> None:
    """Bring an object up to what the test made of its own meanwhile."""
    with torch.no_grad():
        if isinstance(value, torch.nn.Parameter):
            for _, node in changed:
                value.copy_(decoder.value(node))
            return
        for module, mode in zip(value.modules(), modes or [], strict=False):
            module.training = mode
        tensors = value.state_dict(keep_vars=True) if changed else {}
        for name, node in changed:
            tensors[name].copy_(decoder.value(node))


def resolve(name: str) -> Any:
    """Find a class or function by "module:qualified.name"."""
    module, _, path = name.partition(":")
    return reduce(getattr, path.split("."), importlib.import_module(module))


class _Unpickler(pickle.Unpickler):
    """Puts the parts that travelled as values back into their places."""

    def __init__(self, decoder: wire.Decoder, data: memoryview, parts: list[Any]) -> None:
        super().__init__(io.BytesIO(data))
        self._decoder, self._parts = decoder, parts
        self._made: dict[int, Any] = {}

    def persistent_load(self, pid: Any) -> Any:
        if pid not in self._made:
            self._made[pid] = self._decoder.value(self._parts[pid])
        return self._made[pid]


def fingerprint(value: object) -> object:
    """Give something that differs once a model, or an optimizer's, was changed in place."""
    if isinstance(value, torch.optim.Optimizer):
        return [(p._version, p.grad is None) for g in value.param_groups for p in g["params"]]
    if not isinstance(value, torch.nn.Module):
        return None
    tensors = [*value.parameters(), *value.buffers()]
    return [(id(t), t._version) for t in tensors], [m.training for m in value.modules()]
