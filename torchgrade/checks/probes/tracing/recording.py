"""A forward pass, recorded as plain data, call by call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy
import torch
from torch.overrides import TorchFunctionMode

from torchgrade.checks.preserve import untouched, walk
from torchgrade.checks.probes.functions import name_of
from torchgrade.checks.probes.names import function_name
from torchgrade.checks.probes.structure import on_device_of

__all__ = ["recording"]

_PLAIN = (type(None), bool, int, float, str)
_ELSEWHERE = ("device", "layout", "memory_format", "pin_memory", "requires_grad")
_MOVES = ("torch.Tensor.to", "torch.Tensor.float", "torch.Tensor.double", "torch.Tensor.type_as")


def recording(model: torch.nn.Module, x: torch.Tensor) -> dict[str, Any]:
    """Run the model once in eval mode, and record which PyTorch functions it calls, on what.

    As far as the model computes with sizes, they are those of this run: the record holds for
    batches of this size. The model is restored afterwards.

    Returns:
        "steps": for each call the function's name (`functions`), its arguments and its keyword
        arguments; "output": the result. A value is a pair of its kind and what it is: ("plain", a
        number or a text), ("tuple" and "list", their values), ("slice", three values), ("ellipsis",
        None), ("dtype", its name), ("input", None), ("state", a name of the state_dict), ("step",
        the number of a call and which of its tensors), ("unknown", where it is from).
    """
    with untouched(model), torch.no_grad():
        model.eval()
        given = on_device_of(model, x)
        recorder = _Recorder(model, given)
        with recorder:
            out = model(given)
        return {"steps": recorder.steps, "output": recorder.value(out)}


class _Recorder(TorchFunctionMode):
    def __init__(self, model: torch.nn.Module, given: torch.Tensor) -> None:
        super().__init__()
        self.steps: list[list[Any]] = []
        self._known: dict[int, list[Any]] = {id(given): ["input", None]}
        self._alive: list[Any] = [given]  # so that no other tensor gets its id
        for path, module in walk(model):
            for kind in ("_parameters", "_buffers"):
                for name, value in vars(module)[kind].items():
                    if value is not None and name not in module._non_persistent_buffers_set:
                        self._know(value, ["state", f"{path}.{name}" if path else name])

    def _know(self, tensor: torch.Tensor, where: list[Any]) -> None:
        if id(tensor) not in self._known:  # an in-place function returns its argument
            self._known[id(tensor)] = where
            self._alive.append(tensor)

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        name = name_of(func)
        # Before the call: an in-place function could change what a tensor was.
        given: list[Any] = []
        named: dict[str, Any] = {}
        if name in _MOVES:
            given.append(self.value(args[0]))
        elif name:
            given += [self.value(value) for value in args]
            named |= {k: self.value(v) for k, v in kwargs.items() if k not in _ELSEWHERE}
        out = func(*args, **kwargs)
        made = out if isinstance(out, (list, tuple)) else [out]
        tensors = [tensor for tensor in made if isinstance(tensor, torch.Tensor)]
        if name in _MOVES:  # whatever device and dtype were asked for
            name = "torch.Tensor.to"
            given.append(["dtype", str(out.dtype).removeprefix("torch.")])
        if not name:
            for tensor in tensors:
                self._know(tensor, ["unknown", function_name(func)])
        elif tensors or name.endswith("__setitem__"):
            self.steps.append([name, given, named])
            for place, tensor in enumerate(tensors):
                self._know(tensor, ["step", [len(self.steps) - 1, place]])
        return out

    def value(self, value: object) -> list[Any]:
        """Record a value as a pair of its kind and what it is."""
        if isinstance(value, torch.Tensor):
            if id(value) not in self._known and value.numel() == 1:
                self._write_number(value)
            return self._known.get(id(value), ["unknown", "a tensor from elsewhere"])
        if isinstance(value, (numpy.number, numpy.bool_)):
            return ["plain", value.item()]
        if type(value) in _PLAIN:
            return ["plain", value]
        if type(value) in (tuple, torch.Size):
            return ["tuple", [self.value(item) for item in value]]  # type: ignore[attr-defined]
        if type(value) is list:
            return ["list", [self.value(item) for item in value]]
        if type(value) is slice:
            return ["slice", [self.value(v) for v in (value.start, value.stop, value.step)]]
        if value is Ellipsis:
            return ["ellipsis", None]
        if isinstance(value, torch.dtype):
            return ["dtype", str(value).removeprefix("torch.")]
        return ["unknown", type(value).__name__]

    def _write_number(self, tensor: torch.Tensor) -> None:
        """Record how to make a tensor of one number, which the model may keep anywhere."""
        with torch._C.DisableTorchFunction():
            number = tensor.item()
        dtype = str(tensor.dtype).removeprefix("torch.")
        shape = ["tuple", [["plain", size] for size in tensor.shape]]
        self.steps.append(["torch.full", [shape, ["plain", number]], {"dtype": ["dtype", dtype]}])
        self._know(tensor, ["step", [len(self.steps) - 1, 0]])
