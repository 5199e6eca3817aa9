"""Records what otter discards: the exception of each failed test, and cells that stopped."""

from __future__ import annotations

import ast
import re
import time
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from otter.test_files.exception_test import test_case

__all__ = [
    "CellRun",
    "Cells",
    "Failure",
    "asked_by",
    "failure_of",
    "is_recording",
    "line_that_defines",
    "record_failures",
]

_RECORDED = "torchgrade_failure"
_state_of = test_case.__getstate__


@dataclass(frozen=True)
class Failure:
    """How a test failed: the exception, and the student's objects that the test got."""

    error: BaseException
    given: Mapping[str, Any]
    missing: tuple[str, ...]

    @property
    def of_code(self) -> bool:
        """Whether the test only got functions and classes, no values."""
        return bool(self.given) and all(map(callable, self.given.values()))


def record_failures() -> None:
    """Make otter's test cases keep the exception with which they fail, only in this process."""
    test_case.call_func = _call_and_record
    test_case.__getstate__ = _state


def _call_and_record(case: test_case, names: dict[str, Any]) -> None:
    """Do what otter's `call_func` does, which counts frames, so no other may be in between."""
    setattr(case, _RECORDED, None)
    asked = case._get_func_params()
    given = {name: names if name == "env" else names.get(name) for name in asked}
    try:
        case.test_func(**given)
    except Exception as error:
        missing = tuple(name for name in asked if name != "env" and name not in names)
        known = {name: given[name] for name in asked if name in names}
        setattr(case, _RECORDED, Failure(error, known, missing))
        raise


def _state(case: test_case) -> dict[str, Any]:
    """Return the state to pickle of a case: `otter run` reads it without the student's names."""
    return {key: value for key, value in _state_of(case).items() if key != _RECORDED}


def is_recording(frame: types.FrameType) -> bool:
    """Return whether this frame runs a test, so that frames below it are a student's code."""
    return frame.f_code is _call_and_record.__code__


def failure_of(case: object) -> Failure | None:
    """Return how a test case failed when it was last run; None if it passed, or if unknown."""
    found = getattr(case, _RECORDED, None)
    return found if isinstance(found, Failure) else None


def asked_by(case: object) -> tuple[str, ...]:
    """Return the notebook's names that a test takes as parameters; a doctest has none."""
    if not isinstance(case, test_case):
        return ()
    return tuple(name for name in case._get_func_params() if name != "env")


@dataclass(frozen=True)
class CellRun:
    """A cell that was run: its execution number, its code, what stopped it, and when.

    ``cell`` is the notebook's id of the cell; empty if the page does not tell.
    """

    number: int
    code: str
    error: BaseException | None
    time: float
    cell: str = ""

    def defines(self, name: str) -> bool:
        """Return whether the code binds a name at its top level, as far as its text shows."""
        return bool(line_that_defines(name, self.code))


def line_that_defines(name: str, code: str) -> str:
    """Return the line of code, which need not be valid Python, that binds a name.

    Only lines that are not indented count. It is empty if there is none.
    """
    word = re.escape(name)
    heads = rf"(?:(?:async +)?def|class) +{word}\b"
    values = rf"[\w, ]*\b{word}\b[\w, ]*(?::[^=\n]+)?=(?!=)"
    modules = rf"import +(?:.*, *)?(?:{word}\b(?![\w.]* +as\b)|[\w.]+ +as +{word}\b)"
    members = rf"from +[\w.]+ +import +(?:.*, *)?(?:\w+ +as +)?{word}\b(?! +as\b)"
    found = re.search(rf"^(?!\s)(?:{heads}|{values}|{modules}|{members}).*$", code, re.MULTILINE)
    return found[0].strip() if found else ""


def _defined(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a magic, or the syntax error that stopped it
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (
                one.id
                for target in node.targets
                for one in ast.walk(target)
                if isinstance(one, ast.Name)
            )


def _used(code: str) -> list[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return list(dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))


class Cells:
    """The cells that were run since the notebook's kernel started.

    Args:
        names: the names that the notebook has defined so far.
    """

    def __init__(self, names: Mapping[str, object]) -> None:
        self._runs: list[CellRun] = []
        self._names = names

    def ran(self, result: Any) -> None:
        """Record a cell; called by IPython's event `post_run_cell`."""
        error = result.error_before_exec or result.error_in_exec
        number, code = result.execution_count or 0, result.info.raw_cell
        cell = getattr(result.info, "cell_id", None) or ""
        self._runs.append(CellRun(number, code, error, time.time(), cell))

    def last_of(self, cell: str) -> CellRun | None:
        """Return the last run of the cell with this id; None for an empty one."""
        return next((run for run in reversed(self._runs) if cell and run.cell == cell), None)

    def last_that_defines(self, name: str) -> CellRun | None:
        """Return the last cell run whose code binds a name."""
        return next((run for run in reversed(self._runs) if run.defines(name)), None)

    def run_again(self, run: CellRun) -> CellRun | None:
        """Return the last run of the same cell, if it is not ``run``."""
        last = self.last_of(run.cell)
        return None if last is run else last

    def needed_by(self, names: Iterable[str]) -> list[str]:
        """Return those of the names that exist, and the names that the code of their cells uses.

        Functions of other cells that they call are included.
        """
        found: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            run = self.last_that_defines(name) if name not in found else None
            if run is not None:
                found[name] = None
                waiting += _used(run.code)
        return [name for name in found if name in self._names]

    def defined(self) -> list[str]:
        """Return the names that cells bind at their top level, as far as their code shows."""
        found = dict.fromkeys(name for run in self._runs for name in _defined(run.code))
        return list(found)

    def last_ended(self) -> float:
        """Return when the last cell ended, in seconds since the epoch; 0 if none has."""
        return self._runs[-1].time if self._runs else 0.0
