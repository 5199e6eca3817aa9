"""The device on which a student's function makes its tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchgrade.checks import probes
from torchgrade.checks.messages import fail

__all__ = ["any_device"]

_MIXED = ("same device", "expected device", "two devices")


def any_device(
    fn: Callable[..., Any],
    *args: object,
    back: tuple[Callable[..., Any], Any] | None = None,
    what: str = "the function",
    hint: str = "",
    **kwargs: object,
) -> None:
    """Check that a function makes its tensors on the device of its arguments; needs no GPU.

    ``fn(*args, **kwargs)`` is called with its tensors on the meta device, where tensors have shapes
    but no values. A tensor that the function makes on the CPU clashes with these, or comes back as
    a CPU tensor. A function that reads values (``if x.any()``, ``x.item()``, NumPy) can't be judged
    this way, and passes.

    Args:
        fn: the student's function or module; a module runs as a copy.
        args: its arguments, at least one of them a tensor.
        back: for a layer that returns ``(out, cache)``, the pair of its backward pass and `dout`:
            what ``backward(dout, cache)`` makes is judged as well.
        what: names the function in messages.
        hint: advice to add to messages: where to look.
        kwargs: its keyword arguments.

    Raises:
        AssertionError: tensors on two devices meet, or the result is on another device than the
            arguments.

    Example:
        >>> def keep_half(x):
        ...     return x * (torch.arange(x.shape[-1]) < 2)
        >>> checks.any_device(keep_half, torch.ones(2, 4), what="keep_half")
        Traceback (most recent call last):
            ...
        AssertionError: keep_half makes a tensor on another device than x, so it fails on ...
    """
    advice = hint or "Make new tensors where the input is: device=x.device, torch.rand_like(x)."
    worked, found = probes.on_meta(fn, *args, back=back, **kwargs)
    if worked is not True:
        if any(words in str(found) for words in _MIXED):
            fail(what, "makes a tensor on another device than x, so it fails on a GPU.", advice)
        return
    elsewhere = [path for path, device in found if device != "meta"]
    if elsewhere:
        places = [str(path) for path in elsewhere if path]
        where = f" (at {', '.join(places)} of the result)" if places else ""
        fail(what, f"returns a tensor on another device than its arguments{where}.", advice)
