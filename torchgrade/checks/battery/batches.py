"""Whether the result for a row depends on the batch that it is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks import probes
from torchgrade.checks.battery.inputs import outcome
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["any_batch"]


def any_batch(
    fn: Callable[..., Any],
    x: torch.Tensor,
    *args: object,
    sizes: Sequence[int] = (1, 2, 5),
    rtol: float = 1e-4,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> torch.Tensor:
    """Check that the rows of a batch do not depend on each other, nor on how many there are.

    ``fn(x, *args, **kwargs)`` is called for the whole batch, then for batches of each size; the
    last one is smaller where the size does not divide N. A module runs in eval mode without a
    graph, and its mode is restored.

    Args:
        fn: the student's function or module; its result is a tensor with a row for each row of `x`.
        x: (N, ...), with N at least 3.
        args: further arguments, the same for each batch.
        sizes: the batch sizes to try.
        rtol: allowed distance, relative to the largest number of the result: PyTorch uses different
            kernels for different batch sizes, and these round differently.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: further keyword arguments.

    Returns:
        The result for the whole batch.

    Raises:
        AssertionError: with the batch size for which the results differ, and how they do.
        AuthorError: `x` has fewer than three rows.

    Example:
        >>> x = torch.randn(6, 4, generator=checks.generator("any_batch"))
        >>> checks.any_batch(lambda x: x - x.mean(dim=0), x, what="centred")
        Traceback (most recent call last):
            ...
        AssertionError: centred gives other rows for a batch of 1 row than for all 6 at ...
    """
    if len(x) < 3:
        raise AuthorError("any_batch needs three rows or more")
    [[whole]] = probes.in_batches(fn, [[x]], *args, **kwargs)
    result = tensor(outcome(whole, "", what, hint), what=f"the result of {what}", hint=hint)
    if result.dim() < 1 or len(result) != len(x):
        fail(
            f"the result of {what}",
            f"must have a row for each of {len(x)} rows, but has shape {tuple(result.shape)}.",
            hint,
        )
    for size in sizes:
        given = list(torch.split(x, size))
        [answers] = probes.in_batches(fn, [given], *args, **kwargs)
        start = 0
        for part, answer in zip(given, answers, strict=True):
            case = f"for a batch of {plural(len(part), 'row')}"
            rows = tensor(
                outcome(answer, case, what, hint),
                shape=(len(part), *result.shape[1:]),
                what=f"the result of {what} {case}",
                hint=hint,
            )
            scale = float(result.detach().abs().max()) if result.numel() else 0.0
            right = result[start : start + len(part)].detach().cpu()
            off = (rows.detach().cpu().double() - right.double()).abs()
            if off.numel() and float(off.max()) > rtol * scale:
                fail(
                    what,
                    f"gives other rows {case} than for all {len(x)} at once: a row's result must "
                    "not depend on the other rows.",
                    hint,
                )
            start += len(part)
    return result
