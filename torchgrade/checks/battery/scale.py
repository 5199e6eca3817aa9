"""The same arguments times powers of two: for functions that are proportional to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from torchgrade.checks.battery.agreement import difference, real_tensors
from torchgrade.checks.messages import fail
from torchgrade.checks.probes.trials.copies import converted, copied
from torchgrade.errors import AuthorError

__all__ = ["any_scale"]


def any_scale(
    fn: Callable[..., Any],
    *args: object,
    scales: Sequence[float] = (2.0**-60, 2.0**60),
    share: float = 1e-6,
    what: str = "the function",
    hint: str = "",
) -> None:
    """Check that scaling the arguments scales the result by the same factor, however large.

    For functions that are proportional to their arguments: a convolution as a function of images
    and biases, a backward pass of `dout`, momentum of weights, gradient and velocity. The test
    binds what such a function holds fixed: ``lambda x, b: affine_forward(x, w, b)[0]``. Scaling by
    a power of two is exact, so the check finds values that are clipped, rounded, dropped as noise,
    or kept away from 0 by an epsilon, whatever the bound is.

    Args:
        fn: a function of floating-point tensors that returns tensors, perhaps in a container.
        args: its arguments; all floating-point tensors in them are multiplied.
        scales: powers of two. In float64 there is room for the defaults and for their squares.
        share: allowed distance, relative to the largest value of the same tensor.
        what: names the function in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: says whether it fails for small or for large numbers; or there is no
            floating-point tensor in the result.
        AuthorError: there is no floating-point tensor among the arguments.

    Example:
        >>> x = torch.tensor([-1.0, 2.0], dtype=torch.float64)
        >>> checks.any_scale(torch.relu, x)
        >>> checks.any_scale(lambda x: x.clamp(0, 1000), x, what="relu")
        Traceback (most recent call last):
            ...
        AssertionError: relu does not follow when its arguments get very large: it has other ...
    """
    if not real_tensors(list(args)):
        raise AuthorError("any_scale needs a floating-point tensor among the arguments")
    first = copied(fn(*copied(list(args))))
    if not real_tensors(first):
        fail(f"the result of {what}", "must be, or hold, a floating-point tensor.", hint)
    for scale in scales:
        off = difference(fn(*_times(list(args), scale)), _times(first, scale), share=share)
        if off:
            size = "small" if scale < 1 else "large"
            fail(
                what,
                f"does not follow when its arguments get very {size}: it {off} than those of usual "
                "size, multiplied. Is something clipped, rounded, taken for zero, or added?",
                hint,
            )


def _times(value: Any, scale: float) -> Any:
    """Copy a value, with all its floating-point tensors multiplied."""
    return converted(
        copied(value),
        lambda part: (
            part * scale if isinstance(part, torch.Tensor) and part.is_floating_point() else part
        ),
    )
