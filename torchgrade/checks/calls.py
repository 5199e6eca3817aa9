"""What a call does on the way: to its arguments, and with the library."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import numpy
import torch

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, listed
from torchgrade.errors import AuthorError

__all__ = ["no_calls", "unchanged"]

Result = TypeVar("Result")


def unchanged(
    fn: Callable[..., Result], *args: object, what: str = "the function", **kwargs: object
) -> Result:
    """Call ``fn(*args, **kwargs)`` and check that it left the tensors among its arguments alone.

    Tensors and ndarrays are looked for in the arguments and in lists, tuples and dicts nested in
    them. Values, shape and dtype must be what they were. Entries that the function adds to or
    replaces in a dict are its own business (a running mean stored in `bn_param`, say).

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: names the arguments that were written to.
    """
    before = [
        (path, value, _copy(value))
        for name, argument in _named(fn, args, kwargs)
        for path, value in _arrays(argument, name)
    ]
    result = fn(*args, **kwargs)
    touched = [path for path, value, copy in before if not _identical(value, copy)]
    if touched:
        fail(
            what,
            f"changed its argument in place: {listed(touched)}.",
            "Work on a new tensor (x * y, not x *= y; clone() before indexed assignment).",
        )
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

    A word forbids every function with that word in its name, between underscores and with or
    without a dimension: "batch_norm" covers F.batch_norm, torch.batch_norm,
    torch.native_batch_norm, torch.ops.aten.native_batch_norm and nn.BatchNorm2d, "dropout" covers
    F.dropout2d and nn.Dropout. A few words stand for a family whose members are named otherwise
    (`probes.FAMILIES`): "conv2d", "matmul", "var", "autograd".

    Seen through `torch.overrides.TorchFunctionMode`. A call inside of a library function is not
    seen.

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
    return result  # type: ignore[return-value]


def _named(
    fn: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> Iterator[tuple[str, object]]:
    """Give each argument the name of its parameter, where the function lets itself be asked."""
    try:
        parameters = list(inspect.signature(fn).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    simple = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [p.name for p in parameters if p.kind in simple]
    for index, value in enumerate(args):
        yield (names[index] if index < len(names) else f"argument {index + 1}"), value
    yield from kwargs.items()


def _arrays(value: object, path: str, depth: int = 0) -> Iterator[tuple[str, object]]:
    if isinstance(value, (torch.Tensor, numpy.ndarray)):
        yield path, value
    elif depth < 10 and isinstance(value, dict):
        for key, item in value.items():
            yield from _arrays(item, f"{path}[{key!r}]", depth + 1)
    elif depth < 10 and isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _arrays(item, f"{path}[{index}]", depth + 1)


def _copy(value: object) -> object:
    return value.detach().clone() if isinstance(value, torch.Tensor) else value.copy()  # type: ignore[attr-defined]


def _identical(value: object, copy: object) -> bool:
    if isinstance(value, numpy.ndarray) and isinstance(copy, numpy.ndarray):
        same_kind = value.dtype == copy.dtype and value.shape == copy.shape
        floats = value.dtype.kind in "fc"
        return same_kind and bool(numpy.array_equal(value, copy, equal_nan=floats))
    assert isinstance(value, torch.Tensor)
    assert isinstance(copy, torch.Tensor)
    if value.dtype != copy.dtype or value.shape != copy.shape:
        return False
    now = value.detach()
    return bool(((now == copy) | ((now != now) & (copy != copy))).all())
