"""Deferred imports: large parts of libraries are loaded when something uses them."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
import types
from collections.abc import Iterator
from typing import Any

__all__ = ["COMPILER", "compiler_deferred", "defer_import", "defer_otter"]

COMPILER = "torch._dynamo.utils"
"""What to import so that torch's compiler is loaded."""


def defer_import(name: str) -> None:
    """From now on, import a package's submodules without its own code, until that is used."""
    sys.modules[name] = _unloaded(name, _Unloaded)


def defer_otter() -> None:
    """From now on, import the parts of otter for grading without pandas and widgets (28 MB).

    Each package before those that lie in it: to find one its parent is imported.
    """
    for name in ("otter", "otter.check", "otter.execute", "otter.run", "otter.run.run_autograder"):
        if name not in sys.modules:
            defer_import(name)


@contextlib.contextmanager
def compiler_deferred() -> Iterator[None]:
    """Import torchvision in this block, and torch._dynamo only when something uses it.

    torchvision imports it for one function, and an optimizer in its first step, to tell a compiler
    where to stop. With SymPy and Triton it takes as long as torch itself, and 80 MB.
    """
    name, utils = "torch._dynamo", COMPILER
    if name in sys.modules:
        yield
        return
    compiler = sys.modules[name] = _unloaded(name, _UnloadedCompiler)
    del compiler.__path__  # an import of another submodule asks for it, and loads the package
    stand_in: Any = types.ModuleType(utils)
    stand_in.is_compile_supported = lambda device: _is_compile_supported(utils, device)
    sys.modules[utils] = stand_in
    try:
        yield
    finally:
        del sys.modules[utils]


def _is_compile_supported(utils: str, device: str) -> bool:
    return bool(importlib.import_module(utils).is_compile_supported(device))


def _unloaded(name: str, kind: type[_Unloaded]) -> types.ModuleType:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__class__ = kind
    return module


class _Unloaded(types.ModuleType):
    """A package whose own code runs when one of its names is used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or self.__spec__ is None:
            raise AttributeError(name)
        return getattr(self._load(), name)

    def _load(self) -> Any:
        assert self.__spec__ is not None
        above = sys.modules.get(self.__name__.rpartition(".")[0])
        if isinstance(above, _Unloaded):  # first, as ever: it may import this one
            above._load()
            if type(self) is types.ModuleType:
                return self
        assert self.__spec__.loader is not None
        self.__class__ = types.ModuleType  # type: ignore[assignment]
        self.__path__ = self.__spec__.submodule_search_locations or []
        self.__spec__.loader.exec_module(self)
        return self


class _UnloadedCompiler(_Unloaded):
    """torch._dynamo: what torch calls when nothing is compiled does nothing."""

    def graph_break(self, msg: str = "") -> None:
        pass

    def __getattr__(self, name: str) -> object:
        return self._load().__path__ if name == "__path__" else super().__getattr__(name)

    def disable(self, fn: Any = None, recursive: bool = True, **options: Any) -> Any:
        if options == {"wrapping": False}:  # so does torch with methods of its own
            return fn
        return self._load().disable(fn, recursive, **options)
