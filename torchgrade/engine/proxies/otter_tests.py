"""The types of otter's test files that a referee uses.

`otter.test_files` is not typed. The body of a case is a text for a doctest, otherwise a function.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType
from typing import Protocol

__all__ = ["TestCase", "TestCaseResult", "TestFile", "TestFunction"]


class TestFunction(Protocol):
    """A test that is a function: `otter.test_files.test_case`."""

    test_func: FunctionType

    def _get_func_params(self) -> Sequence[str]:
        """Return its parameter names, each standing for the student's object of that name."""


class TestCase(Protocol):
    """One case of a question: `otter.test_files.abstract_test.TestCase`."""

    body: str | TestFunction
    hidden: bool


class TestCaseResult(Protocol):
    """The result of a case: `otter.test_files.abstract_test.TestCaseResult`."""

    passed: bool
    message: str | None


class TestFile(Protocol):
    """All cases of a question: `otter.test_files.abstract_test.TestFile`."""

    name: str
    source: str  # if the tests are functions
    test_cases: Sequence[TestCase]
    test_case_results: Sequence[TestCaseResult]

    def run(self, global_environment: dict[str, object]) -> None:
        """Run the cases, and keep their results."""
