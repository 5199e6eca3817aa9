"""Keeps what otter lets go of: the exception of each failed test, and cells that stopped."""

from __future__ import annotations

import ast
import re
import time
import types
from collections.abc import Iterator, Mapping
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
    "record_failures",
]

_RECORDED = "torchgrade_failure"
_state_of = test_case.__getstate__


@dataclass(frozen=True)
class Failure:
    """How a test failed: the exception, and the student's objects that the test was given."""

    error: BaseException
    given: Mapping[str, Any]
    missing: tuple[str, ...]


def record_failures() -> None:
    """Have otter's test cases keep the exception with which they fail, in this process alone."""
    test_case.call_func = _call_and_record
    test_case.__getstate__ = _state


def _call_and_record(case: test_case, names: dict[str, Any]) -> None:
    """Do what otter's `call_func` does: it counts frames, so that none may stand in between."""
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
    """Return what is pickled of a case: `otter run` reads it where the student's names are not."""
    return {key: value for key, value in _state_of(case).items() if key != _RECORDED}


def is_recording(frame: types.FrameType) -> bool:
    """Return whether this frame runs a test: a student's code is in those that it calls."""
    return frame.f_code is _call_and_record.__code__


def failure_of(case: object) -> Failure | None:
    """Return how a test case failed when it was last run; None if it passed, or nobody knows."""
    found = getattr(case, _RECORDED, None)
    return found if isinstance(found, Failure) else None


def asked_by(case: object) -> tuple[str, ...]:
    """Return the names of the notebook that a test is given; a doctest does not tell."""
    if not isinstance(case, test_case):
        return ()
    return tuple(name for name in case._get_func_params() if name != "env")


@dataclass(frozen=True)
class CellRun:
    """A cell that was run: the number in its brackets, its code, what stopped it, and when."""

    number: int
    code: str
    error: BaseException | None
    time: float

    def defines(self, name: str) -> bool:
        """Return whether the code gives a name a value at its top level, as far as one can see."""
        word = re.escape(name)
        heads = rf"^(?:(?:async +)?def|class) +{word}\b"
        values = rf"^[\w, ]*\b{word}\b[\w, ]*(?::[^=\n]+)?=(?!=)"
        return re.search(f"{heads}|{values}", self.code, re.MULTILINE) is not None


def _defined(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a magic, or what stopped it
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


class Cells:
    """The cells that were run since the notebook's kernel started."""

    def __init__(self) -> None:
        self._runs: list[CellRun] = []

    def ran(self, result: Any) -> None:
        """Note a cell; IPython's event `post_run_cell` calls it."""
        error = result.error_before_exec or result.error_in_exec
        number, code = result.execution_count or 0, result.info.raw_cell
        self._runs.append(CellRun(number, code, error, time.time()))

    def last_that_defines(self, name: str) -> CellRun | None:
        """Return the last cell run whose code gives a name a value."""
        return next((run for run in reversed(self._runs) if run.defines(name)), None)

    def defined(self) -> list[str]:
        """Return the names to which cells give a value at their top level, as their code says."""
        found = dict.fromkeys(name for run in self._runs for name in _defined(run.code))
        return list(found)

    def last_ended(self) -> float:
        """Return when the last cell ended, in seconds since the epoch; 0 before the first has."""
        return self._runs[-1].time if self._runs else 0.0
