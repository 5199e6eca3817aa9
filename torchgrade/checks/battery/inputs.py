"""The same numbers in other dtypes and memory layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.battery.agreement import difference, real_tensors
from torchgrade.checks.messages import fail
from torchgrade.errors import AuthorError

__all__ = ["any_dtype", "any_layout", "outcome"]

_DTYPES = (torch.float16, torch.bfloat16, torch.float64)


def any_dtype(
    fn: Callable[..., Any],
    *args: object,
    dtypes: Sequence[torch.dtype] = _DTYPES,
    random: bool = False,
    ulps: float = 8.0,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> dict[torch.dtype, Any]:
    """Check ``fn(*args, **kwargs)`` in each dtype, and return the results.

    All floating-point tensors in the arguments are converted. Those in the result must have the
    same dtype, and be right to its precision: close to what the same function gives in float64 for
    the same rounded numbers. A module's own weights are rounded and converted with the arguments,
    and restored.

    Args:
        fn: the student's function or module.
        args: its arguments, with a floating-point tensor among them or nested in one of them.
        dtypes: the dtypes to try; by default three that torch's layers support on a CPU.
        random: the function draws random numbers, so its values are not compared.
        ulps: allowed distance, in units of the dtype's epsilon times the largest value of the same
            tensor. Sums of many numbers need more.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        For each dtype, the result.

    Raises:
        AssertionError: with the dtype for which it fails, and how.
        AuthorError: there is no floating-point tensor among the arguments.

    False-failure rate: none by chance; random numbers are the same in both calls.

    Example:
        >>> results = checks.any_dtype(torch.relu, torch.tensor([-1.0, 2.0]))
        >>> checks.any_dtype(lambda x: x.float() + 1, torch.tensor([-1.0, 2.0]))
        Traceback (most recent call last):
            ...
        AssertionError: the function gives torch.float32 for arguments of torch.float16. ...
    """
    if not real_tensors([list(args), kwargs]):
        raise AuthorError("any_dtype needs a floating-point tensor among the arguments")
    answers = probes.in_dtypes(fn, list(dtypes), *args, **kwargs)
    found = {}
    for dtype, (given, wide, *nudged) in zip(dtypes, answers, strict=True):
        result = outcome(given, f"for {dtype}", what, hint)
        for path, part in real_tensors(result):
            if part.dtype != dtype:
                where = f" (at {path} of the result)" if path else ""
                fail(
                    what,
                    f"gives {part.dtype} for arguments of {dtype}{where}. Make new tensors with "
                    "the dtype of the input: zeros_like(x), torch.rand(..., dtype=x.dtype).",
                    hint,
                )
        if not random:
            right = outcome(wide, "for torch.float64", what, hint)
            share = ulps * torch.finfo(dtype).eps
            off = difference(result, right, share=share, dtypes=False)
            if off:
                fail(what, f"is not right for {dtype}: it {off}.", hint)
            if nudged and _coarse(result, *[answer[1] for answer in nudged if answer[0] is True]):
                fail(
                    what,
                    "computes in a smaller dtype than float64 when it is given float64: a small "
                    "change of its arguments is lost. Leave out .float(), and make new tensors "
                    "with the dtype of the input.",
                    hint,
                )
        found[dtype] = result
    return found


def _coarse(result: Any, *nudged: Any) -> bool:
    """Return whether a result changes with the least change of arguments that float32 resolves."""
    pairs = [dict(real_tensors(other)) for other in nudged]
    for path, tensor_ in real_tensors(result):
        found = [pair[path] for pair in pairs if path in pair and pair[path].shape == tensor_.shape]
        if len(found) == 2:
            large, small = (bool(torch.equal(tensor_, other)) for other in found)
            if small and not large:
                return True
    return False


def any_layout(
    fn: Callable[..., Any],
    *args: object,
    random: bool = False,
    rtol: float = 1e-4,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> dict[str, Any]:
    """Check ``fn(*args, **kwargs)`` with its tensors laid out in memory in other ways.

    Transposed, strided (every second number of a wider tensor), channels-last for four dimensions,
    and expanded (one row that stands for all). Each must give what contiguous tensors of the same
    values give. A module is restored.

    Args:
        fn: the student's function or module.
        args: its arguments, with a tensor of two numbers or more among them.
        random: the function draws random numbers: only shapes and dtypes are compared.
        rtol: allowed distance, relative to the largest value of the same tensor: PyTorch uses
            different kernels for different layouts, and these round differently.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Returns:
        The result for each layout that could be made, by the layout's name.

    Raises:
        AssertionError: with the layout for which it fails, and how.
        AuthorError: no tensor can be laid out in another way.

    Example:
        >>> x = torch.randn(4, 6, generator=checks.generator("any_layout"))
        >>> checks.any_layout(lambda x: x.view(-1), x, what="flatten")
        Traceback (most recent call last):
            ...
        AssertionError: flatten fails for transposed (not contiguous) input: RuntimeError: ...
    """
    answers = probes.in_layouts(fn, *args, **kwargs)
    if not answers:
        raise AuthorError("any_layout needs a tensor of two numbers or more")
    found = {}
    for name, given, contiguous in answers:
        _, right = contiguous
        result = outcome(
            given,
            f"for {_LAYOUTS.get(name, name)} input",
            what,
            hint or "Use reshape() where view() wants contiguous memory, and work on a new tensor.",
        )
        off = difference(result, right, share=rtol, values=not random)
        if off:
            fail(
                what, f"gives another result for {_LAYOUTS.get(name, name)} input: it {off}.", hint
            )
        found[str(name)] = result
    return found


_LAYOUTS = {
    "transposed": "transposed (not contiguous)",
    "strided": "strided (not contiguous)",
    "channels-last": "channels-last",
    "expanded": "expanded",
}


def outcome(answer: Sequence[Any], case: str, what: str, hint: str) -> Any:
    """Return what a call gave, as a probe reports it, or fail with what it raised."""
    worked, result = answer
    if worked is not True:
        fail(what, f"fails {case}: {str(result)[:200]}.", hint)
    return result
