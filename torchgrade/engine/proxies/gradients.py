"""Autograd across the boundary: a call's backward pass asks the player for its vector-Jacobian
product, and a parameter is a copy whose changes in place are made on the other side too.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

import torch

from torchgrade.engine.proxies.peer import Peer

__all__ = ["RemoteParameter", "View", "attach"]

Function = Callable[..., object]
"""A torch.autograd.Function, which has no usable type."""


class _Link:
    """Keeps the graph of a call alive on the other side, as long as it may be needed."""

    def __init__(self, peer: Peer, graph: int, outputs: Sequence[torch.Tensor]) -> None:
        self.peer, self.graph, self.outputs = peer, graph, outputs
        # Parameters of the student's model are no inputs here. A leaf stands for all of them, so
        # that backward() runs where only they need a gradient, and so that backward can tell
        # backward(), which fills every .grad, from autograd.grad(), which fills none.
        self.leaf = torch.zeros((), requires_grad=True)
        node = self.leaf.view_as(self.leaf).grad_fn
        assert node is not None
        sink = node.next_functions[0][0]
        assert sink is not None
        self.sink = sink

    def __del__(self) -> None:
        self.peer.release(self.graph)


class _Context(torch.autograd.function.FunctionCtx):
    link: _Link

    def set_materialize_grads(self, value: bool) -> None: ...


class _Call(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: _Context, link: _Link, leaf: torch.Tensor, *inputs: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        ctx.link = link
        ctx.set_materialize_grads(False)
        return tuple(link.outputs)

    @staticmethod
    def backward(ctx: _Context, *grads: torch.Tensor | None) -> tuple[torch.Tensor | None, ...]:
        link = ctx.link
        if torch.is_grad_enabled():  # create_graph: it could not include this part of the graph
            raise link.peer.refuse("a second derivative through a student's code can't be had")
        accumulate = torch._C._will_engine_execute_node(link.sink)
        found = link.peer.vjp(link.graph, list(grads), accumulate)
        return None, None, *found


def attach(
    peer: Peer, graph: int, outputs: list[torch.Tensor], inputs: list[torch.Tensor]
) -> list[torch.Tensor]:
    """Return the outputs of a call, which are copies, attached to their graph on the other side."""
    if not outputs:
        return []
    if any(type(out) is not torch.Tensor for out in outputs):
        raise ValueError("not the outputs of a call")
    link = _Link(peer, graph, [out.detach() for out in outputs])
    return list(_Call.apply(link, link.leaf, *inputs))


class RemoteParameter(torch.nn.Parameter):
    """A copy of a parameter of the player's.

    Reading it is local; an in-place change, by an optimizer for instance, is made to the real one
    first. `.grad` is that of the real one.
    """

    _peer: Peer
    _number: int

    def __new__(  # noqa: D102
        cls, data: torch.Tensor, peer: Peer, number: int
    ) -> RemoteParameter:
        self = torch.Tensor._make_subclass(cls, data.detach(), data.requires_grad)
        self._peer, self._number = peer, number
        return self

    def __init__(self, *_: object) -> None:
        pass

    @classmethod
    def torchgrade_peer(cls, handle: RemoteParameter) -> tuple[Peer, int]:
        """Return the parameter's process, and its number there."""
        return handle._peer, handle._number

    @property
    def grad(self) -> torch.Tensor | None:
        """The gradient of the real parameter."""
        grad: torch.Tensor | None = self._peer.do("getattr", self, "grad")
        return grad

    @grad.setter
    def grad(self, value: torch.Tensor | None) -> None:
        self._peer.do("setattr", self, "grad", value)

    @grad.deleter
    def grad(self) -> None:
        self._peer.do("setattr", self, "grad", None)

    @property
    def data(self) -> RemoteParameter:
        """The values, without a graph; in-place changes reach the real ones."""
        return RemoteParameter(self.detach_plain(), self._peer, self._number)

    @data.setter
    def data(self, value: torch.Tensor) -> None:
        with torch.no_grad():
            self.copy_(value)

    def detach_plain(self) -> torch.Tensor:
        """Return the values as a plain tensor that shares this copy's memory."""
        with torch._C.DisableTorchFunctionSubclass():
            return torch.Tensor.detach(self).as_subclass(torch.Tensor)

    def __deepcopy__(self, memo: object) -> torch.nn.Parameter:
        return torch.nn.Parameter(self.detach_plain().clone(), self.requires_grad)

    @classmethod
    def __torch_function__(
        cls,
        func: Function,
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> object:
        kwargs = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        if getattr(func, "__module__", "") == "torch.nn.init":
            real = kwargs["tensor"]  # these pass everything by name
            with torch._C.DisableTorchFunctionSubclass():
                func(*args, **{**kwargs, "tensor": real.detach_plain()})
            with torch.no_grad():
                real._peer.do("method", real, "copy_", real.detach_plain())
            return real
        if _is_in_place(name) and args and isinstance(args[0], RemoteParameter):
            real = args[0]
            rest = [item.detach_plain() if isinstance(item, cls) else item for item in args[1:]]
            # Autograd forbids it on a leaf, there as here, not on `.data` or a frozen parameter.
            with torch.set_grad_enabled(torch.is_grad_enabled() and real.requires_grad):
                real._peer.do("method", real, name, *rest, **kwargs)
            with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
                func(*args, **kwargs)
            return real
        if isinstance(kwargs.get("out"), RemoteParameter):
            raise kwargs["out"]._peer.refuse("out= can't be a parameter of the student's model")
        return _read(func, args, kwargs)


_ITEM_SETTERS = ("__setitem__", "__iadd__", "__isub__", "__imul__", "__itruediv__")


def _is_in_place(name: str) -> bool:
    return (name.endswith("_") and not name.startswith("_")) or name in _ITEM_SETTERS


def _read(func: Function, args: Sequence[Any], kwargs: Mapping[str, Any]) -> object:
    """Run a function that changes nothing on the copy; results that share its memory are views."""
    with torch._C.DisableTorchFunctionSubclass():
        result = func(*args, **kwargs)
        if not _shares(result, args):
            return result.as_subclass(torch.Tensor) if isinstance(result, View) else result
    view = result.as_subclass(View)
    view._peer = args[0]._peer
    return view


def _shares(result: object, args: Sequence[object]) -> TypeGuard[torch.Tensor]:
    first = args[0] if args else None
    return (
        isinstance(first, (RemoteParameter, View))
        and isinstance(result, torch.Tensor)
        and result.numel() > 0
        and result.untyped_storage().data_ptr() == first.untyped_storage().data_ptr()
    )


class View(torch.Tensor):
    """A view of a copy of a parameter: a change in place would be lost, so it is refused."""

    _peer: Peer

    def plain(self) -> torch.Tensor:
        """Return it as a plain tensor that shares its memory and its graph."""
        with torch._C.DisableTorchFunctionSubclass():
            return self.as_subclass(torch.Tensor)

    @classmethod
    def __torch_function__(
        cls,
        func: Function,
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> object:
        if _is_in_place(getattr(func, "__name__", "")):
            raise args[0]._peer.refuse(
                "a part of a student's parameter can't be changed in place: change the whole one, "
                "or run the model with another state (checks.output(model, x, state=...))"
            )
        return _read(func, args, kwargs or {})
