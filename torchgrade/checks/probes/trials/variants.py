"""One call with its tensors in other dtypes, memory layouts, devices or batches."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from torchgrade.checks.preserve import same_noise, untouched
from torchgrade.checks.probes.trials.copies import converted, copied, parts

__all__ = ["in_batches", "in_dtypes", "in_layouts", "on_meta"]


def in_dtypes(
    fn: Callable[..., Any], dtypes: list[torch.dtype], *args: Any, **kwargs: Any
) -> list[list[Any]]:
    """Call ``fn(*args, **kwargs)`` with all real tensors in each dtype, then in float64.

    A module's own parameters and buffers are converted as well, and restored.

    Returns:
        For each dtype: the result; the result for the same rounded numbers in float64; and for
        float64 itself the results for arguments that are larger by 2**-10, and by 2**-30, which is
        less than float32 resolves. Each is what `attempt` returns.
    """
    found = []
    for dtype in dtypes:
        rounded = [converted(value, _to(dtype)) for value in (list(args), kwargs)]
        wide = [converted(value, _to(torch.float64)) for value in copied(rounded)]
        nudges = (2**-10, 2**-30) if dtype is torch.float64 else ()
        nudged = [
            [converted(value, _larger(by)) for value in (list(args), kwargs)] for by in nudges
        ]
        found.append(
            [
                attempt(_cast(fn, dtype, dtype), *rounded),
                attempt(_cast(fn, dtype, torch.float64), *wide),
                *[attempt(_cast(fn, dtype, dtype), *given) for given in nudged],
            ]
        )
    return found


def _to(dtype: torch.dtype) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if not (isinstance(value, torch.Tensor) and value.is_floating_point()):
            return copied(value)
        return value.detach().to(dtype, copy=True).requires_grad_(value.requires_grad)

    return convert


def _larger(by: float) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        wide = _to(torch.float64)(value)
        real = isinstance(wide, torch.Tensor) and wide.dtype is torch.float64
        return (wide.detach() * (1 + by)).requires_grad_(wide.requires_grad) if real else wide

    return convert


def _cast(fn: Callable[..., Any], first: torch.dtype, second: torch.dtype) -> Callable[..., Any]:
    """Call a module with its weights rounded to one dtype and held in another."""
    if not isinstance(fn, torch.nn.Module):
        return fn

    def run(*args: Any, **kwargs: Any) -> Any:
        with untouched(fn):
            fn.to(first).to(second)
            return copied(fn(*args, **kwargs))

    return run


def attempt(fn: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> list[Any]:
    """Call a function under fixed noise; return [True, result], or [False, what it raised]."""
    try:
        with same_noise():
            return [True, copied(fn(*args, **kwargs))]
    except Exception as error:
        return [False, f"{type(error).__name__}: {error}"[:300]]


def in_layouts(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> list[list[Any]]:
    """Call ``fn(*args, **kwargs)`` with its tensors laid out in memory in other ways.

    Returns:
        For each layout: its name, the result, and the result for contiguous tensors of the same
        values, each as `attempt` returns it.
    """
    found = []
    for name, lay_out in _LAYOUTS.items():
        touched: list[bool] = []

        def convert(value: Any, lay_out: Any = lay_out, touched: list[bool] = touched) -> Any:
            if not isinstance(value, torch.Tensor):
                return value
            laid = lay_out(value.detach().clone())
            if laid is None:
                return copied(value)
            touched.append(True)
            return laid.requires_grad_(value.requires_grad)

        given = [converted(value, convert) for value in (list(args), kwargs)]
        if touched:
            plain = [converted(value, _contiguous) for value in given]
            with _restored(fn):
                right = attempt(fn, *plain)
            with _restored(fn):
                found.append([name, attempt(fn, *given), right])
    return found


def _restored(fn: Any) -> Any:
    return untouched(fn if isinstance(fn, torch.nn.Module) else None)


def _contiguous(value: Any) -> Any:
    if not isinstance(value, torch.Tensor):
        return value
    return (
        value.detach()
        .contiguous()
        .clone(memory_format=torch.contiguous_format)
        .requires_grad_(value.requires_grad)
    )


def _transposed(x: torch.Tensor) -> torch.Tensor | None:
    if x.dim() < 2 or min(x.shape[:2]) < 2:
        return None
    return x.transpose(0, 1).contiguous().transpose(0, 1)


def _strided(x: torch.Tensor) -> torch.Tensor | None:
    if x.dim() < 1 or x.shape[-1] < 2:
        return None
    wide = x.repeat_interleave(2, dim=-1)
    return wide[..., ::2]


def _channels_last(x: torch.Tensor) -> torch.Tensor | None:
    return x.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else None


def _expanded(x: torch.Tensor) -> torch.Tensor | None:
    if x.dim() < 2 or x.shape[0] < 2:
        return None
    return x[:1].expand(x.shape)


_LAYOUTS: dict[str, Callable[[torch.Tensor], torch.Tensor | None]] = {
    "transposed": _transposed,
    "strided": _strided,
    "channels-last": _channels_last,
    "expanded": _expanded,
}


def on_meta(
    fn: Callable[..., Any], *args: Any, back: tuple[Any, ...] | None = None, **kwargs: Any
) -> list[Any]:
    """Call ``fn(*args, **kwargs)`` with its tensors on the meta device, as `attempt` does.

    With ``back=(backward, dout)`` call ``backward(dout, cache)``, too, with its second result.

    A module runs as a copy. Tensors have no values there, so the result is a description: a pair of
    place and device for each tensor in it. Copying into a tensor on the CPU is allowed, as it is on
    GPUs.
    """

    def convert(value: Any) -> Any:
        return value.detach().to("meta") if isinstance(value, torch.Tensor) else value

    def run(*args: Any, **kwargs: Any) -> list[list[str]]:
        there = copy.deepcopy(fn).to("meta") if isinstance(fn, torch.nn.Module) else fn
        with _CopiesToTheCpu():
            result = there(*args, **kwargs)
            if back is not None:
                backward, dout = back
                result = [result, backward(converted(dout, convert), result[1])]
            found = parts(result)
        return [[path, part.device.type] for path, part in found if isinstance(part, torch.Tensor)]

    return attempt(run, *[converted(value, convert) for value in (list(args), kwargs)])


class _CopiesToTheCpu(TorchFunctionMode):
    """Makes copying a meta tensor into a tensor on the CPU do nothing."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Skip a copy that can't be made."""
        if func in (torch.Tensor.__setitem__, torch.Tensor.copy_):
            target, value = args[0], args[-1]
            if isinstance(value, torch.Tensor) and value.is_meta and not target.is_meta:
                return target
        return func(*args, **(kwargs or {}))


def in_batches(
    fn: Callable[..., Any], batches: list[list[torch.Tensor]], *args: Any, **kwargs: Any
) -> list[list[list[Any]]]:
    """Call ``fn(part, *args, **kwargs)`` for the parts of several batches, each under fixed noise.

    A module runs in eval mode, without a graph. Returns for each part what `attempt` returns.
    """
    module = fn if isinstance(fn, torch.nn.Module) else None
    with untouched(module), torch.set_grad_enabled(module is None and torch.is_grad_enabled()):
        if module is not None:
            module.eval()
        return [
            [attempt(fn, copied([part, *args]), copied(kwargs)) for part in batch]
            for batch in batches
        ]
