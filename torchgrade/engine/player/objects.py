"""The player's side of objects that are not plain values: describe or rebuild them.

The referee may send objects made of library parts: a model of torch.nn, a DataLoader, an optimizer.
"""

from __future__ import annotations

import io
import pickle
from typing import TypeGuard

import torch

from torchgrade.engine.protocol import wire
from torchgrade.engine.protocol.derived_values import plain_value
from torchgrade.engine.protocol.messages import NAME, Object
from torchgrade.engine.protocol.names import library_home, resolve
from torchgrade.engine.protocol.requests import Change, Library, LibraryName, Parameter, Shared
from torchgrade.engine.protocol.tags import Node

__all__ = ["describe", "fingerprint", "is_plain_subclass", "plain_value", "rebuild"]


def describe(encoder: wire.Encoder, number: int, value: object) -> Object:
    """Describe an object that stays here: its kind, whether it is callable, its library class."""
    cls = type(value)
    data: Node = None
    if cls is torch.nn.Parameter:
        assert isinstance(value, torch.Tensor)
        kind, data = "parameter", encoder.tensor(value)
    else:
        kind = "module" if issubclass(cls, torch.nn.Module) else "object"
    homes = [library_home(one, crossing=False) for one in cls.__mro__]
    base = next(filter(None, homes), "")
    name = str(cls.__name__)
    if base.endswith(f":{name}") and not homes[0]:
        name = f"the notebook's own {name}"  # not a library's class, whatever its name
    return Object(number, kind, callable(value), base[:NAME], name[:100], data)


def is_plain_subclass(value: object) -> TypeGuard[torch.Tensor]:
    """Return whether a tensor is of a subclass, but stores its data as every tensor does."""
    cls = type(value)
    return (
        issubclass(cls, torch.Tensor)
        and cls not in (torch.Tensor, torch.nn.Parameter)
        and cls.__torch_dispatch__ is torch.Tensor.__torch_dispatch__
    )


def rebuild(
    decoder: wire.Decoder,
    reference: LibraryName | Library | Parameter | Shared,
    shared: dict[int, object],
) -> object:
    """Rebuild what the referee sent: a library's name, or an object made of library parts.

    Models, optimizers and parameters are kept in `shared`, by the referee's key: an object that is
    passed twice is the same object here, too.
    """
    if isinstance(reference, LibraryName):
        return resolve(reference.name)
    key = reference.key
    if isinstance(reference, Shared):
        built = shared[key]
        _refresh(built, decoder, reference.modes, reference.changed)
    elif isinstance(reference, Parameter):
        data = decoder.value(reference.tensor)
        built = shared[key] = torch.nn.Parameter(data, requires_grad=reference.requires_grad)
        built.grad = decoder.value(reference.grad)
    else:
        built = _Unpickler(decoder, decoder.blob(reference.blob), reference.pieces).load()
        if isinstance(built, (torch.nn.Module, torch.optim.Optimizer)):
            shared[key] = built
    decoder.built.append((key, built))
    return built


def _refresh(
    value: object, decoder: wire.Decoder, modes: list[bool] | None, changed: list[Change]
) -> None:
    """Update an object with the changes that the test has made to its own meanwhile."""
    with torch.no_grad():
        if isinstance(value, torch.nn.Parameter):
            for change in changed:
                value.copy_(decoder.value(change.tensor))
        elif isinstance(value, torch.nn.Module):
            for module, mode in zip(value.modules(), modes or [], strict=False):
                module.training = mode
            tensors = value.state_dict(keep_vars=True) if changed else {}
            for change in changed:
                tensors[change.name].copy_(decoder.value(change.tensor))


class _Unpickler(pickle.Unpickler):
    """Puts parts that were sent as values back in their places."""

    def __init__(self, decoder: wire.Decoder, data: memoryview, parts: list[Node]) -> None:
        super().__init__(io.BytesIO(data))
        self._decoder, self._parts = decoder, parts
        self._made: dict[int, object] = {}

    def persistent_load(self, pid: int) -> object:
        if pid not in self._made:
            self._made[pid] = self._decoder.value(self._parts[pid])
        return self._made[pid]


def fingerprint(value: object) -> object:
    """Return something that changes when a model, or an optimizer's model, is changed in place."""
    if isinstance(value, torch.optim.Optimizer):
        return [(p._version, p.grad is None) for g in value.param_groups for p in g["params"]]
    if not isinstance(value, torch.nn.Module):
        return None
    tensors = [*value.parameters(), *value.buffers()]
    return [(id(t), t._version) for t in tensors], [m.training for m in value.modules()]
