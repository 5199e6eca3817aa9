"""Finds the line of the student's own code in which an exception was raised."""

from __future__ import annotations

import linecache
import math
import re
import types
from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Place", "place_of"]

_AROUND = 2  # lines before and after
_SHOWN = 60  # characters of a value
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_TEXT = re.compile(r"""(?:\b(f)|\b[rbu])?(['\"])(.*?)\2|#.*""")
_FIELD = re.compile(r"\{([^{}!:]+)")
_NO_VALUES = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)


@dataclass(frozen=True)
class Place:
    """A place in code: the cell by JupyterLab's number, the line, and the values of its names.

    ``lines`` are (number, code), with two lines before and after the one that raised.
    """

    cell: str
    line: int
    lines: tuple[tuple[int, str], ...]
    values: tuple[tuple[str, str], ...]

    def same(self, other: Place | None) -> bool:
        """Return whether it is the same line, whatever the values."""
        return other is not None and (self.cell, self.line) == (other.cell, other.line)


def place_of(
    error: BaseException,
    cell_of: Callable[[str], str],
    below: Callable[[types.FrameType], bool] | None = None,
) -> Place | None:
    """Return the student's innermost line in the traceback of an exception, or of its cause.

    Args:
        error: the exception.
        cell_of: returns a cell's name for a file name, such as ``In[3]``; empty for other files.
        below: only frames below one that satisfies this count.
    """
    for one in _chain(error):
        found = None
        traceback = one.__traceback__
        counts = below is None
        while traceback is not None:
            if below is not None and below(traceback.tb_frame):
                counts = True
            if counts and cell_of(traceback.tb_frame.f_code.co_filename):
                found = traceback
            traceback = traceback.tb_next
        if found is not None:
            file = found.tb_frame.f_code.co_filename
            code = [line.rstrip("\n") for line in linecache.getlines(file)]
            first, last = max(1, found.tb_lineno - _AROUND), found.tb_lineno + _AROUND
            lines = tuple(enumerate(code[first - 1 : last], start=first))
            line = code[found.tb_lineno - 1] if found.tb_lineno <= len(code) else ""
            return Place(cell_of(file), found.tb_lineno, lines, _values(line, found.tb_frame))
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and its causes: a student's error may be the cause of a check's."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _values(line: str, frame: types.FrameType) -> tuple[tuple[str, str], ...]:
    code = _TEXT.sub(lambda text: " ".join(_FIELD.findall(text[3])) if text[1] else "", line)
    names = ChainMap(frame.f_locals, frame.f_globals)
    found: dict[str, str] = {}
    for dotted in _NAME.findall(code):
        name = dotted.partition(".")[0]
        if name in names and not isinstance(names[name], _NO_VALUES):
            found[name] = _described(names[name])
    return tuple(found.items())


def _described(value: Any) -> str:
    """Describe a value briefly: shape and dtype of tensors, a short repr of others."""
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    if isinstance(shape, tuple) and dtype is not None:
        few = ""
        if value.__class__.__module__ in ("torch", "numpy") and math.prod(shape) <= 6:
            few = f" = {_rounded(value.tolist())}"
        kind = "array" if value.__class__.__module__ == "numpy" else "tensor"
        return _cut(f"{kind} {tuple(shape)}, {str(dtype).removeprefix('torch.')}{few}")
    try:
        return _cut(" ".join(repr(value).split()))
    except Exception:  # a student's __repr__ may do anything, even raise
        return f"a {type(value).__name__}"


def _rounded(value: Any) -> str:
    """Write numbers, and lists of them, with a float32's digits."""
    if isinstance(value, list):
        return f"[{', '.join(map(_rounded, value))}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
