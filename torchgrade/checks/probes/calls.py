"""Which functions of the library a call makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from torch.overrides import TorchFunctionMode

from torchgrade.checks.probes.names import function_name

__all__ = ["library_calls"]

Result = TypeVar("Result")


def library_calls(
    fn: Callable[..., Result], *args: object, **kwargs: object
) -> tuple[Result, list[str]]:
    """Call ``fn(*args, **kwargs)`` and hear which functions of the library it calls.

    What such a function calls inside is not heard: F.dropout is one call. Source: "Extending
    PyTorch" in torch's docs, on `torch.overrides.TorchFunctionMode`.

    Returns:
        The result, and the functions' names in order, as `names.function_name` gives them.
    """
    listener = _Listener()
    with listener:
        result = fn(*args, **kwargs)
    return result, listener.names


class _Listener(TorchFunctionMode):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        name = function_name(func)
        if name:
            self.names.append(name)
        return func(*args, **(kwargs or {}))
