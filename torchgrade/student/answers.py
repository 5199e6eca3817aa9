"""Describes what no test can tell about an answer: that it is missing, or outdated."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from torchgrade.student.recording import CellRun, Cells, line_that_defines
from torchgrade.student.saved import SavedNotebook

__all__ = ["has_dots", "is_unanswered", "older_answers", "why_missing", "why_unknown"]

_NEAR = 0.8
_MOST = 3  # remarks
_BETWEEN = 3.0
"""Seconds between a run and a save within which the file may still have older code."""


def is_unanswered(value: Any) -> bool:
    """Return whether an answer is `...`, or a function or class with a statement `...`."""
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
    """Return whether code contains `...` as a statement, or assigns it to a name."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a magic, or a lambda in a line
        return False
    return any(
        isinstance(node, ast.Expr | ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in ast.walk(tree)
    )


def why_missing(name: str, cells: Cells, asked: Collection[str] = ()) -> str:
    """Say why a name is not defined: its cell was not run, or stopped before defining it.

    Args:
        name: the name that a test needs.
        cells: the cells that were run.
        asked: all words of all tests; a name among them is not a misspelling of another.
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


def why_unknown(name: str, cells: Cells, saved: SavedNotebook) -> str:
    """Say why a name that a student's own code uses is not defined; empty if unknown."""
    cell = cells.last_that_defines(name)
    if cell is not None:
        return f"{_stopped(cell)}." if cell.error is not None else ""
    code = (one.source for one in saved.cells if one.kind == "code")
    line = next(filter(None, (line_that_defines(name, one) for one in code)), "")
    return f"Run the cell with {line!r} first." if line else ""


def older_answers(names: Iterable[str], cells: Cells, saved: SavedNotebook) -> list[str]:
    """List names that tests need, directly or not, whose values are not from the page's code.

    Args:
        names: the names that tests need.
        cells: the cells that were run.
        saved: the notebook's file.
    """
    found: dict[str, None] = {}
    for name in cells.needed_by(names):
        run = cells.last_that_defines(name)
        if run is not None and (text := _older(name, run, cells, saved)):
            found[text] = None
    return list(found)[:_MOST]


def _older(name: str, run: CellRun, cells: Cells, saved: SavedNotebook) -> str:
    if run.error is not None:
        return f"This tested {name} as it was before: {_stopped(run)}"
    again = cells.run_again(run)
    if again is not None:
        last = f"that cell was run again as In[{again.number}], and does not define it any more"
        return f"This tested {name} as In[{run.number}] has defined it: {last}."
    if saved.is_page or saved.time > run.time + _BETWEEN:
        return _changed(name, run, saved)
    return ""


def _changed(name: str, run: CellRun, saved: SavedNotebook) -> str:
    """Say that a cell has changed since it was run; empty if it has not, or if there is no file."""
    if not saved.cells or run.code.strip() in {cell.source.strip() for cell in saved.cells}:
        return ""
    is_there = any(line_that_defines(name, cell.source) for cell in saved.cells)
    if is_there:
        return f"This tested cell In[{run.number}], which was changed since. Run it again."
    return f"This tested cell In[{run.number}], which is not in the notebook any more."


def _stopped(cell: CellRun) -> str:
    error = cell.error
    if isinstance(error, KeyboardInterrupt):
        return f"cell In[{cell.number}] was interrupted"
    line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
    said = (error.msg if isinstance(error, SyntaxError) else str(error)) or ""
    return f"cell In[{cell.number}] stopped with {type(error).__name__}{line}" + (
        said and f": {said}"
    )
