"""Calls of a function: what they change, which library functions they use, and many at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import TypeVar

from torchgrade.checks import probes
from torchgrade.checks.messages import fail, listed, plural
from torchgrade.errors import AuthorError

__all__ = ["many", "no_calls", "unchanged"]

Result = TypeVar("Result")


def unchanged(
    fn: Callable[..., Result],
    *args: object,
    structure: bool = True,
    what: str = "the function",
    hint: str = "Work on a new tensor: x = x * y, not x *= y; clone() before indexed assignment.",
    **kwargs: object,
) -> Result:
    """Call ``fn(*args, **kwargs)`` and check that it left its arguments alone.

    Tensors and ndarrays are found in the arguments, in lists, tuples and dicts nested in them, and
    in modules. Their values, shapes and dtypes must not change. Nor may the structure: keys of
    dicts, lengths of lists, members of sets, plain entries, modules, their modes and settings (a
    momentum, a reduction), whether a tensor requires grad, and its `.grad` (except that of a
    module's parameter).

    Args:
        fn: the student's function.
        args: its arguments.
        structure: False if entries may be added to a dict or replaced in it (a running mean that is
            stored in `bn_param`, say): then only tensors and ndarrays are compared.
        what: names the function in messages.
        hint: advice to add to messages about a tensor or ndarray that was written to.
        kwargs: its keyword arguments.

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: names the arguments that were written to.

    Example:
        >>> def scale(x):
        ...     x *= 2
        ...     return x
        >>> checks.unchanged(scale, torch.ones(3), what="scale")
        Traceback (most recent call last):
            ...
        AssertionError: scale changes its arguments in place: 'x'. Work on a new tensor: x ...
    """
    result, touched, restructured = probes.written_to(fn, *args, **kwargs)
    if touched:
        fail(what, f"changes its arguments in place: {listed(touched)}.", hint)
    if structure and restructured:
        said = "; ".join(str(text) for text in restructured[:3])
        fail(what, f"changes its arguments: {said}. Make a copy, and change that.")
    return result  # type: ignore[no-any-return]


def many(fn: Callable[..., Result], *args: object, times: int, **kwargs: object) -> list[Result]:
    """Call ``fn(*args, **kwargs)`` many times, to test what is random or rarely goes wrong.

    The result is that of ``[fn(*args, **kwargs) for _ in range(times)]``, but takes one request to
    the student's process instead of one per call, which is several times as fast.

    Args:
        fn: the student's function or module.
        args: its arguments; each call gets copies of the tensors, arrays and containers in them,
            through which no gradient flows back.
        times: the number of calls.
        kwargs: its keyword arguments.

    Returns:
        What `fn` returned, call by call.

    Raises:
        Exception: what a call raised.
        AssertionError: the number of results is wrong; a test's loop over none would find no fault.

    Example:
        >>> layer = nn.Dropout(0.3)
        >>> out = torch.stack(checks.many(layer, torch.ones(2), times=300))
        >>> checks.drop_fraction(out, drop=0.3, false_failure=1e-7)
    """
    found: Iterable[Result] = probes.many(fn, *args, times=times, **kwargs)
    results = list(itertools.islice(found, times + 1))
    if len(results) != times:
        fail(
            "the function",
            f"was called {plural(times, 'time')}, and gave another count of results.",
        )
    return results


def no_calls(
    fn: Callable[..., Result],
    *args: object,
    forbidden: Iterable[str],
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> Result:
    """Call ``fn(*args, **kwargs)`` and check that it calls none of certain library functions.

    A word forbids every function whose name contains it between underscores, with or without a
    dimension: "batch_norm" covers F.batch_norm, torch.native_batch_norm, nn.BatchNorm2d and
    torch.ops.aten.native_batch_norm; "dropout" covers F.dropout2d and nn.Dropout. A few words also
    stand for functions with other names (`checks.probes.FAMILIES`): "matmul", "var", "autograd",
    and "conv1d" to "conv3d". The student's own functions may have any name.

    The check sees calls from Python, in modules too (`torch.overrides.TorchFunctionMode`), and what
    other threads and scripted functions run (PyTorch's profiler). It does not see what a library
    function calls internally.

    Args:
        fn: the student's function or module.
        args: its arguments.
        forbidden: words, as above.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        What `fn` returned.

    Raises:
        AssertionError: names the forbidden functions that were called.
        AuthorError: a word matches no function of torch at all.

    Example:
        >>> def norm(x):
        ...     return nn.functional.layer_norm(x, x.shape[-1:])
        >>> checks.no_calls(norm, torch.ones(2, 3), forbidden=["layer_norm"], what="norm")
        Traceback (most recent call last):
            ...
        AssertionError: norm must be written without the library's 'layer_norm'.
    """
    words = [forbidden] if isinstance(forbidden, str) else list(forbidden)
    for word in words:
        if not probes.is_word(word):
            raise AuthorError(f"no_calls: no function of torch is meant by {word!r}")
    result, called = probes.library_calls(fn, *args, **kwargs)
    caught = sorted({name for name in called if any(probes.matches(name, w) for w in words)})
    if caught:
        fail(what, f"must be written without the library's {listed(caught)}.", hint)
    return result  # type: ignore[no-any-return]
