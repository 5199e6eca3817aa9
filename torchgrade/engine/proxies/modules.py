"""A module of torch that lives in the player, as the referee sees it."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import torch

from torchgrade.engine.proxies.objects import base_class, signature_of
from torchgrade.engine.proxies.peer import Peer

__all__ = ["ModuleHandle"]

_REMOTE = (
    *("train", "eval", "forward", "to", "cpu", "double", "float", "half", "bfloat16", "zero_grad"),
    *("requires_grad_", "state_dict", "load_state_dict", "extra_repr"),
)
_OWN = ("_torchgrade_peer", "_torchgrade_number", "_torchgrade_base", "_torchgrade_name")
"""Names that no attribute of a student's object has."""

_PEER, _NUMBER, _BASE, _NAME = _OWN
_NO_HOOKS: OrderedDict[int, Callable[..., object]] = OrderedDict()


class ModuleHandle(torch.nn.Module):
    """Stands for a student's module, and can be part of a test's model.

    Its parts (parameters, buffers, submodules) are read from the object itself, never through its
    methods, so that an overridden `parameters()` hides nothing; its behaviour (forward, train,
    state_dict, ...) is that of its own methods.
    """

    _forward_hooks = _forward_pre_hooks = _backward_hooks = _state_dict_hooks = _NO_HOOKS

    def __init__(self, peer: Peer, number: int, base: str, name: str) -> None:
        # nn.Module's own __init__ would make the containers that are properties below.
        own = dict(zip(_OWN, (peer, number, base, name), strict=True))
        vars(self).update(own)

    @classmethod
    def torchgrade_peer(cls, handle: ModuleHandle) -> tuple[Peer, int]:
        """Return the object's process, and its number there."""
        own = vars(handle)
        return own[_PEER], own[_NUMBER]

    @classmethod
    def torchgrade_name(cls, handle: ModuleHandle) -> str:
        """Return the name of the student's class."""
        return str(vars(handle)[_NAME])

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        base = base_class(vars(self)[_BASE])
        known = base is not None and issubclass(base, torch.nn.Module)
        return base if known else ModuleHandle  # type: ignore[return-value]

    def _do(self, operation: str, *args: object, **kwargs: object) -> Any:
        return vars(self)[_PEER].do(operation, self, *args, **kwargs)

    def _own(self, kind: str) -> dict[str, Any]:
        return OrderedDict((str(name), item) for name, item in self._do("own", kind))

    @property
    def _parameters(self) -> dict[str, Any]:  # type: ignore[override]
        return self._own("_parameters")

    @property
    def _buffers(self) -> dict[str, Any]:  # type: ignore[override]
        return self._own("_buffers")

    @property
    def _modules(self) -> dict[str, Any]:  # type: ignore[override]
        return self._own("_modules")

    @property
    def training(self) -> bool:  # type: ignore[override]  # noqa: D102 - as nn.Module's
        return self._do("getattr", "training") is True

    @property
    def __signature__(self) -> inspect.Signature:
        return signature_of(self)

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: D102 - as nn.Module's
        return self._do("call", *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            vars(self)[_PEER].may_differ = True
            raise AttributeError(name)
        return self._do("getattr", name)

    def __setattr__(self, name: str, value: object) -> None:
        self._do("setattr", name, value)

    def __delattr__(self, name: str) -> None:
        self._do("delattr", name)

    def __getitem__(self, key: object) -> Any:
        return self._do("getitem", key)

    def __len__(self) -> int:
        return int(self._do("len"))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._do("iter"))

    def __deepcopy__(self, memo: object) -> Any:
        return self._do("deepcopy")

    def __repr__(self) -> str:
        return str(self._do("repr"))

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __bool__(self) -> bool:
        return True

    def __del__(self) -> None:
        own = vars(self)
        if _PEER in own:
            own[_PEER].release(own[_NUMBER])


def _remotely(name: str) -> Callable[..., object]:
    def method(self: ModuleHandle, *args: object, **kwargs: object) -> object:
        return self._do("method", name, *args, **kwargs)

    method.__name__ = name
    return method


for _name in _REMOTE:
    setattr(ModuleHandle, _name, _remotely(_name))
