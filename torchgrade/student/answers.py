"""Says of an answer what no test can: that it is not there yet, or that it is an older one."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from torchgrade.student.recording import CellRun, Cells

__all__ = ["has_dots", "is_unanswered", "stopped_cell", "why_missing"]

_NEAR = 0.8


def is_unanswered(value: Any) -> bool:
    """Return whether an answer is `...`, or a function or class with the statement `...` in it."""
    if value is Ellipsis:
        return True
    functions: Iterable[Any] = [value]
    if isinstance(value, type):
        functions = vars(value).values()
    return any(_has_dots(one) for one in functions if isinstance(one, types.FunctionType))


def _has_dots(function: types.FunctionType) -> bool:
    try:
        return has_dots(textwrap.dedent(inspect.getsource(function)))
    except OSError:  # made by exec
        return False


def has_dots(code: str) -> bool:
    """Return whether `...` stands in code as a statement, or as the value of a name."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a magic, or a lambda within a line
        return False
    return any(
        isinstance(node, ast.Expr | ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in ast.walk(tree)
    )


def why_missing(name: str, cells: Cells, asked: Collection[str] = ()) -> str:
    """Say why a name is not there: its cell was not run, or stopped before it came so far.

    Args:
        name: what a test asks for.
        cells: what was run.
        asked: all words of all tests; who defines one of them has not misspelt another.
    """
    cell = cells.last_that_defines(name)
    if cell is None:
        others = [one for one in cells.defined() if one not in asked]
        for near in get_close_matches(name, others, n=1, cutoff=_NEAR):
            found = cells.last_that_defines(near)
            where = f"cell In[{found.number}]" if found else "a cell"
            return f"{name} is not defined, but {where} defines {near}. Is it misspelt?"
        return f"{name} is not defined: run the cell in which you write it."
    if cell.error is not None:
        return f"{name} is not defined: {_stopped(cell)}"
    return f"{name} is not defined any more: cell In[{cell.number}] defined it. Run it again."


def stopped_cell(name: str, cells: Cells) -> str:
    """Say that an older answer was tested, if the last run of its cell stopped."""
    cell = cells.last_that_defines(name)
    if cell is None or cell.error is None:
        return ""
    return f"This tested {name} as it was before: {_stopped(cell)}"


def _stopped(cell: CellRun) -> str:
    error = cell.error
    line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"cell In[{cell.number}] stopped with {type(error).__name__}{line}: {said}"
