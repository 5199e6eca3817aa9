"""What a call changes: its arguments, and the modes of a model."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy
import torch
from torch.nn.parameter import is_lazy

from torchgrade.checks.preserve import identical, walk
from torchgrade.checks.probes.structure import set_training_modes, training_modes
from torchgrade.checks.probes.trials.outlines import altered, outline

__all__ = ["grad_mode_after", "modes_around", "named", "written_to"]

Result = TypeVar("Result")


def written_to(
    fn: Callable[..., Result], *args: object, **kwargs: object
) -> tuple[Result, list[str], list[str]]:
    """Call ``fn(*args, **kwargs)`` and name the tensors and ndarrays that it wrote to.

    They are found in the arguments, in lists, tuples and dicts nested in them, and in modules. The
    second list says what else has changed: entries that were added, removed or replaced, lengths,
    modes.
    """
    before = [
        (path, value, value.copy() if isinstance(value, numpy.ndarray) else value.detach().clone())
        for name, argument in named(fn, args, kwargs)
        for path, value in _arrays(argument, name)
    ]
    shapes = [(name, value, outline(value)) for name, value in named(fn, args, kwargs)]
    result = fn(*args, **kwargs)
    touched = [path for path, value, copy in before if not _kept(value, copy)]
    return (
        result,
        touched,
        [text for name, value, then in shapes for text in altered(then, outline(value), name)],
    )


def modes_around(
    fn: Callable[..., Result], model: torch.nn.Module, *args: object, **kwargs: object
) -> tuple[Result, dict[str, bool], dict[str, bool]]:
    """Call ``fn(model, *args, **kwargs)``; return all modes before and after, and restore them."""
    before = training_modes(model)
    result = fn(model, *args, **kwargs)
    after = training_modes(model)
    set_training_modes(model, before)
    return result, before, after


def grad_mode_after(
    on: bool, fn: Callable[..., Result], *args: object, **kwargs: object
) -> tuple[Result, bool]:
    """Call ``fn(*args, **kwargs)`` with autograd on or off; return its state after, too."""
    with torch.set_grad_enabled(on):
        result = fn(*args, **kwargs)
        return result, torch.is_grad_enabled()


def named(
    fn: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> Iterator[tuple[str, object]]:
    """Name each argument by its parameter, if the function's signature is known."""
    try:
        parameters = list(inspect.signature(fn).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    named = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [parameter.name for parameter in parameters if parameter.kind in named]
    for index, value in enumerate(args):
        yield (names[index] if index < len(names) else f"argument {index + 1}"), value
    yield from kwargs.items()


def _arrays(
    value: object, path: str, depth: int = 0
) -> Iterator[tuple[str, torch.Tensor | numpy.ndarray]]:
    """Find tensors and ndarrays, and say where they are: "bn_param['running_mean']"."""
    if isinstance(value, (torch.Tensor, numpy.ndarray)):
        yield path, value
    elif depth < 10 and isinstance(value, dict):
        for key, item in dict.items(value):
            yield from _arrays(item, f"{path}[{key!r}]", depth + 1)
    elif depth < 10 and isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _arrays(item, f"{path}[{index}]", depth + 1)
    elif isinstance(value, torch.nn.Module):
        for place, module in walk(value):
            for kind in ("_parameters", "_buffers"):
                for name, item in vars(module)[kind].items():
                    if item is not None and not is_lazy(item):
                        yield f"{path}.{place}.{name}" if place else f"{path}.{name}", item


def _kept(value: torch.Tensor | numpy.ndarray, copy: torch.Tensor | numpy.ndarray) -> bool:
    if isinstance(value, torch.Tensor) and isinstance(copy, torch.Tensor):
        return identical(value, copy)
    if isinstance(value, numpy.ndarray) and isinstance(copy, numpy.ndarray):
        floats = value.dtype.kind in "fc"
        return value.dtype == copy.dtype and numpy.array_equal(value, copy, equal_nan=floats)
    return False
