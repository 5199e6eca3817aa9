"""What a call does on the way: to its arguments, and with the library."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import numpy
import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, listed
from torchgrade.checks.preserve import identical
from torchgrade.errors import AuthorError

__all__ = ["no_calls", "unchanged"]

Result = TypeVar("Result")


def unchanged(
    fn: Callable[..., Result],
    *args: object,
    what: str = "the function",
    hint: str = "Work on a new tensor: x = x * y, not x *= y; clone() before indexed assignment.",
    **kwargs: object,
) -> Result:
    """Call ``fn(*args, **kwargs)`` and check that it left the tensors among its arguments alone.

    Tensors and ndarrays are looked for in the arguments and in lists, tuples and dicts nested in
    them. Values, shape and dtype must be what they were. Entries that the function adds to a dict,
    or replaces in it, are its own business (a running mean stored in `bn_param`, say).

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: names the arguments that were written to.
    """
    before = [
        (path, value, value.copy() if isinstance(value, numpy.ndarray) else value.detach().clone())
        for name, argument in _named(fn, args, kwargs)
        for path, value in _arrays(argument, name)
    ]
    result = fn(*args, **kwargs)
    touched = [path for path, value, copy in before if not _kept(value, copy)]
    if touched:
        fail(what, f"changes its arguments in place: {listed(touched)}.", hint)
    return result


def no_calls(
    fn: Callable[..., Result],
    *args: object,
    forbidden: Iterable[str],
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Result:
    """Call ``fn(*args, **kwargs)`` and check that it does without certain library functions.

    A word forbids every function that has it in its name, between underscores and with or without a
    dimension: "batch_norm" covers F.batch_norm, torch.native_batch_norm, nn.BatchNorm2d and
    torch.ops.aten.native_batch_norm; "dropout" covers F.dropout2d and nn.Dropout. A few words stand
    for functions that are named otherwise too (`probes.FAMILIES`): "conv2d", "matmul", "var" and
    "autograd". The student's own functions may have any name.

    Seen through `torch.overrides.TorchFunctionMode`: calls from Python are heard, in modules too;
    what a library function calls inside is not.

    Args:
        fn: the student's function or module.
        args: its arguments.
        forbidden: words, as above.
        what: names the function in messages.
        hint: a sentence to add, on where to look.
        kwargs: its keyword arguments.

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: names the forbidden functions that were called.
        AuthorError: a word that matches no function of torch at all.
    """
    words = [forbidden] if isinstance(forbidden, str) else list(forbidden)
    for word in words:
        if not probes.is_word(word):
            raise AuthorError(f"no_calls: no function of torch is meant by {word!r}")
    result, called = probes.library_calls(fn, *args, **kwargs)
    caught = sorted({name for name in called if any(probes.matches(name, w) for w in words)})
    if caught:
        fail(what, f"must be written without the library's {listed(caught)}.", hint)
    return result


def _named(
    fn: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> Iterator[tuple[str, object]]:
    """Give each argument the name of its parameter, where the function lets itself be asked."""
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
        for key, item in value.items():
            yield from _arrays(item, f"{path}[{key!r}]", depth + 1)
    elif depth < 10 and isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _arrays(item, f"{path}[{index}]", depth + 1)


def _kept(value: torch.Tensor | numpy.ndarray, copy: torch.Tensor | numpy.ndarray) -> bool:
    if isinstance(value, torch.Tensor) and isinstance(copy, torch.Tensor):
        return identical(value, copy)
    if isinstance(value, numpy.ndarray) and isinstance(copy, numpy.ndarray):
        floats = value.dtype.kind in "fc"
        return value.dtype == copy.dtype and numpy.array_equal(value, copy, equal_nan=floats)
    return False
