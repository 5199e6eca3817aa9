"""The parameters of a function, as they cross: names, kinds, and whether there are defaults."""

from __future__ import annotations

import inspect
from collections.abc import Callable

__all__ = ["Parameters", "parameters_of", "signature_of"]

Parameters = list[tuple[str, int, bool]]
"""The name of each parameter, its kind as a number, and whether it has a default."""


def parameters_of(function: Callable[..., object]) -> Parameters:
    """Describe the parameters of a function.

    Raises:
        ValueError: they are unknown, since it is written in C.
        TypeError: it is not a function.
    """
    found = inspect.signature(function).parameters.values()
    return [(p.name, int(p.kind), p.default is not p.empty) for p in found]


def signature_of(parameters: Parameters) -> inspect.Signature:
    """Rebuild a signature; each default is an ellipsis.

    Raises:
        ValueError: there is no such signature.
    """
    return inspect.Signature(
        [
            inspect.Parameter(
                *(name, inspect._ParameterKind(kind)),
                default=... if default else inspect.Parameter.empty,
            )
            for name, kind, default in parameters
        ]
    )
