"""Reports models and weights that libraries open without Python, so without an audit event.

A model that is a program, in TorchScript or compiled ahead of time, runs with the rights of the
process that loads it, and reads files (`torch.from_file`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

import safetensors.numpy
import safetensors.torch
import torch

__all__ = ["intercept_file_opens", "intercept_program_loads"]

Look = Callable[[tuple[object, ...]], None]
"""Gets the arguments of a call, and raises if it is not allowed."""

_OF_TORCH = """
    import_ir_module import_ir_module_from_buffer _import_ir_module_from_package
    _load_for_lite_interpreter _load_for_lite_interpreter_from_buffer
    _load_jit_module_from_file _load_jit_module_from_bytes
    _load_mobile_module_from_file _load_mobile_module_from_bytes
""".split()  # noqa: SIM905 (a list of nine strings reads worse)
_COMPILED = [
    f"AOTIModel{name}" for name in ("PackageLoader", "ContainerRunnerCpu", "ContainerRunnerCuda")
]


def intercept_program_loads(look: Look) -> None:
    """Make loading a model that is a program call `look` first."""
    _tell(torch._C, _OF_TORCH, look)
    _tell(getattr(torch._C, "_aoti", None), _COMPILED, look)


def intercept_file_opens(look: Look) -> None:
    """Make opening a file by name call `look` first; `torch.load` opens files through Python."""
    for holder in (torch, torch.UntypedStorage):
        _tell(holder, ["from_file"], look)
    for module in (safetensors, safetensors.torch, safetensors.numpy):
        _tell(module, ["safe_open"], look)


def _tell(holder: object, names: Iterable[str], look: Look) -> None:
    for name in names:
        load = getattr(holder, name, None)
        if load is not None:
            told = _looked_at(load, look)
            setattr(holder, name, staticmethod(told) if isinstance(holder, type) else told)


def _looked_at(load: Callable[..., object], look: Look) -> Callable[..., object]:
    @functools.wraps(load, updated=())
    def loaded(*args: object, **kwargs: object) -> object:
        look((*args, *kwargs.values()))
        return load(*args, **kwargs)

    return loaded
