"""Python loops in a student's function, read from its compiled code."""

from __future__ import annotations

import dis
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

import torch

__all__ = ["loops"]

_JUMPS_BACK = ("FOR_ITER", "JUMP_BACKWARD")
_CALLERS = {"map", "vectorize", "apply_along_axis", "apply_", "map_", "reduce"}


def loops(fn: Callable[..., Any]) -> list[str]:
    """Say where a function loops: for, while, comprehension, map() and the like, or recursion.

    The functions and methods that it calls are searched as well, if they were written in the same
    place. Library functions are not.

    Returns:
        For each loop the name of the function that contains it, and the line in it, from 1.
    """
    found: dict[str, None] = {}
    seen: set[types.CodeType] = set()
    waiting = [_function(fn)]
    while waiting:
        function = waiting.pop()
        code = getattr(function, "__code__", None)
        if code is None or code in seen:
            continue
        for inner in _codes(code):
            seen.add(inner)
            for where in _loops_in(inner):
                found[where] = None
        names = {name for inner in _codes(code) for name in inner.co_names}
        space = getattr(function, "__globals__", {})
        homes: list[Any] = [space, _closure(function)]
        if isinstance(fn, torch.nn.Module):
            homes.append({k: getattr(type(fn), k, None) for k in names})
        for name in sorted(names | set(_closure(function))):
            for home in homes:
                other = _function(home.get(name))
                if getattr(other, "__globals__", None) is space:
                    waiting.append(other)
                if other is function:
                    found[f"{code.co_name}, which calls itself"] = None
    return list(found)


def _function(fn: Any) -> Any:
    """Return the function that a call of an object runs."""
    if isinstance(fn, torch.nn.Module):
        fn = vars(fn).get("forward", type(fn).forward)
    if not inspect.isroutine(fn) and callable(fn) and not isinstance(fn, type):
        fn = next((vars(c)["__call__"] for c in type(fn).__mro__ if "__call__" in vars(c)), fn)
    fn = inspect.unwrap(fn) if callable(fn) else fn
    return getattr(fn, "__func__", fn)


def _closure(function: Any) -> dict[str, Any]:
    cells = getattr(function, "__closure__", None) or ()
    names = function.__code__.co_freevars if cells else ()
    found = {}
    for name, cell in zip(names, cells, strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # it is empty still
            continue
    return found


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _loops_in(code: types.CodeType) -> Iterator[str]:
    line = code.co_firstlineno
    for instruction in dis.get_instructions(code):
        places = getattr(instruction, "positions", None)
        line = getattr(places, "lineno", None) or line
        back = instruction.opname.startswith(("POP_JUMP_BACKWARD",)) or (
            instruction.opname in _JUMPS_BACK
        )
        if back or (instruction.opname.startswith("LOAD") and instruction.argval in _CALLERS):
            yield f"{code.co_name}, line {line - code.co_firstlineno + 1}"
