"""Find tensors that a forward pass computes with but was not given and did not make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves

from torchgrade.checks.preserve import untouched, walk
from torchgrade.checks.probes.structure import on_device_of

__all__ = ["foreign_operands"]


def foreign_operands(model: torch.nn.Module, x: torch.Tensor) -> list[int]:
    """Run the model once in eval mode, and return the sizes of tensors that it keeps elsewhere.

    Those are operands of PyTorch's operations that are neither parameters nor buffers of the model,
    nor its input, nor made during the pass: weights in a list, a closure, a global, or under
    another class. Each counts once, by its memory, as its number of values; single values do not
    count. What is made from a NumPy array counts as made.
    """
    with untouched(model), torch.no_grad():
        model.eval()
        given = on_device_of(model, x)
        own = [
            value
            for _, module in walk(model)
            for kind in ("_parameters", "_buffers")
            for value in vars(module)[kind].values()
            if value is not None
        ]
        tracer = _Tracer([given, *own])
        with tracer:
            model(given)
    return [len(kept.untyped_storage()) // kept.element_size() for kept in tracer.foreign]


class _Tracer(TorchFunctionMode):
    """Observes every function and method of PyTorch that is called.

    A TorchDispatchMode would also see what they call in turn, and would import the compiler for it.
    """

    def __init__(self, known: Sequence[torch.Tensor]) -> None:
        super().__init__()
        self.foreign: list[torch.Tensor] = []
        self._alive = list(known)  # so that no other tensor reuses their memory
        self._known = {_memory(tensor) for tensor in known}

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        for value in tree_leaves((args, kwargs)):
            if isinstance(value, torch.Tensor) and self._new(value) and value.dim():
                self.foreign.append(value)
        out = func(*args, **kwargs)
        for value in tree_leaves(out):
            if isinstance(value, torch.Tensor):
                self._new(value)
        return out

    def _new(self, value: torch.Tensor) -> bool:
        """Return whether this memory was not seen before; remembers it."""
        memory = _memory(value)
        if memory in self._known:
            return False
        self._known.add(memory)
        self._alive.append(value)
        return True


def _memory(value: torch.Tensor) -> int:
    return int(value.untyped_storage()._cdata)
