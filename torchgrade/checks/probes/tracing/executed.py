"""The layers that run in a forward pass, in order, whether modules or functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.nn.modules import container
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
from torch.overrides import TorchFunctionMode

from torchgrade.checks.preserve import untouched, walk
from torchgrade.checks.probes.names import layer_name, pooled
from torchgrade.checks.probes.structure import on_device_of
from torchgrade.checks.probes.tracing.forward_hooks import hooked

__all__ = ["executed_layers"]


def executed_layers(model: Callable[..., Any], x: torch.Tensor) -> list[str]:
    """Run ``model(x)`` without a graph and name its layers in the order in which they ran.

    A module of torch.nn counts once, by its class, and what it calls internally does not count. For
    a subclass of one that has its own `forward`, and for the student's own modules, what they call
    counts instead. Functions go by the name of the module that does the same:

    - ReLU: relu in all forms, clamp(min=0), maximum with zero, threshold(0, 0);
    - BatchNorm1d/2d/3d: every batch_norm function, by the number of dimensions of its input;
    - Add: the sum of two floating-point tensors of one shape with two dimensions or more;
    - GlobalAvgPool: average pooling that leaves one position, mean over all positions;
    - Flatten: flatten, view, reshape or squeeze from more than two dimensions to two;
    - others as listed in `names`.

    Functions that are not layers (comparison, indexing, arithmetic with numbers) are left out. The
    model is restored afterwards.
    """
    tracer = _Tracer()
    with untouched(model), torch.no_grad():
        before = register_module_forward_pre_hook(tracer.enter)
        after = register_module_forward_hook(tracer.leave, always_call=True)
        try:
            # Hooks see modules that are made during the pass; the replaced `forward` sees
            # `layer.forward(x)`.
            parts = hooked(
                walk(model),
                before=lambda _, module, args, __: tracer.enter(module, args),
                after=lambda _, module, args, __, out: tracer.leave(module, args, out),
                always=True,
            )
            with parts, tracer:
                model(on_device_of(model, x))
        finally:
            before.remove()
            after.remove()
    return tracer.names


class _Tracer(TorchFunctionMode):
    """Observes functions as a mode, and library modules through global forward hooks."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.inside = 0  # how many library modules are running, nested in each other

    def enter(self, module: torch.nn.Module, args: object) -> None:
        if _library_class(module):
            self.inside += 1

    def leave(self, module: torch.nn.Module, args: object, out: object) -> None:
        layer = _library_class(module)
        if layer:
            self.inside -= 1
            if self.inside == 0:
                self.names.append(pooled(layer, out))

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        out = func(*args, **kwargs)
        name = layer_name(func, args, kwargs, out) if self.inside == 0 else None
        if name:
            self.names.append(name)
        return out


def _library_class(module: torch.nn.Module) -> str | None:
    """Name the layer of torch.nn that a module is, if it is one and runs as one."""
    cls = type(module)
    home = getattr(cls.forward, "__module__", None) or ""
    if "forward" in vars(module) or not home.startswith("torch.nn."):
        return None
    for base in cls.__mro__:
        if base.__module__.startswith("torch.nn.modules."):
            plain = base is torch.nn.Module or base.__module__ == container.__name__
            return None if plain else base.__name__
    return None
