"""Which functions of the library a call makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from torch.overrides import TorchFunctionMode

from torchgrade.checks.probes.names import function_name

__all__ = ["library_calls"]


def library_calls(fn: Callable[..., Any], *args: object, **kwargs: object) -> tuple[Any, list[str]]:
    """Call ``fn(*args, **kwargs)``; answer with its result and the names of library functions, in order.

    Names are those of `names.function_name`. Calls inside of a library function are not seen:
    F.dropout is one call. Source: torch.overrides, "Extending torch with a TorchFunctionMode".
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
