"""Keeps a test from running a model that is a program: TorchScript, or compiled ahead of time.

What such a file holds runs with the rights of the process that loads it, and reads files
(`torch.from_file`). PyTorch opens it past Python, so no audit event tells.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch

__all__ = ["guard_loading"]

_OF_TORCH = """
    import_ir_module import_ir_module_from_buffer _import_ir_module_from_package
    _load_for_lite_interpreter _load_for_lite_interpreter_from_buffer
    _load_jit_module_from_file _load_jit_module_from_bytes
    _load_mobile_module_from_file _load_mobile_module_from_bytes
""".split()  # noqa: SIM905 (a list of nine strings reads worse)
_COMPILED = (
    "AOTIModelPackageLoader",
    "AOTIModelContainerRunnerCpu",
    "AOTIModelContainerRunnerCuda",
)


def guard_loading(look: Callable[[tuple[Any, ...]], None]) -> None:
    """Have `look` see the arguments of whatever loads such a model, before it is loaded.

    Args:
        look: raises where it must not be.
    """
    places = [(torch._C, _OF_TORCH), (getattr(torch._C, "_aoti", None), _COMPILED)]
    for holder, names in places:
        for name in names:
            load = getattr(holder, name, None)
            if load is not None:
                setattr(holder, name, _looked_at(load, look))


def _looked_at(
    load: Callable[..., Any], look: Callable[[tuple[Any, ...]], None]
) -> Callable[..., Any]:
    @functools.wraps(load, updated=())
    def loaded(*args: Any, **kwargs: Any) -> Any:
        look((*args, *kwargs.values()))
        return load(*args, **kwargs)

    return loaded
