"""The types of otter's test files, as far as a referee uses them.

`otter.test_files` has no types of its own. A case whose test is a doctest has its text as body,
any other one a function.
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
        """Return the names of its parameters, each of which is the student's object."""


class TestCase(Protocol):
    """One case of a question: `otter.test_files.abstract_test.TestCase`."""

    body: str | TestFunction
    hidden: bool


class TestCaseResult(Protocol):
    """What became of a case: `otter.test_files.abstract_test.TestCaseResult`."""

    passed: bool
    message: str | None


class TestFile(Protocol):
    """All cases of a question: `otter.test_files.abstract_test.TestFile`."""

    name: str
    source: str  # where the tests are functions
    test_cases: Sequence[TestCase]
    test_case_results: Sequence[TestCaseResult]

    def run(self, global_environment: dict[str, object]) -> None:
        """Run the cases, and keep their results."""
