"""Decide where test cases of plain otter's autograders run: outside a student's process or inside.

Those tests were not written for a referee. Most give the same verdict from outside, where a
student's code can forge nothing; some only work in the student's process. The assignment's solution
shows which: otter grades it, then the isolated engine does, with all cases outside, then with those
inside whose verdict differed; and again, if that has changed another case's verdict.

That a case fails on the solution both in otter and here proves nothing. It must fail for the same
reason: otherwise it could fail on whatever a student writes, so it runs inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from torchgrade.bundle import Bundle
from torchgrade.bundle.placement import CaseId
from torchgrade.engine.engine import Engine
from torchgrade.errors import AuthorError
from torchgrade.grade.pipeline import run_notebook
from torchgrade.grade.submissions.submission import Submission

__all__ = ["Difference", "Placement", "find_solution", "place_cases"]


@dataclass(frozen=True)
class Difference:
    """A test case whose verdict on the solution differs from otter's, wherever it runs."""

    question: str
    case: int
    passed: bool | None
    passed_in_otter: bool | None

    def __str__(self) -> str:
        words = {True: "passes", False: "fails", None: "is not graded"}
        ours, theirs = words[self.passed], words[self.passed_in_otter]
        return f"{self.question}, case {self.case + 1}: {theirs} in otter, {ours} here"


@dataclass(frozen=True)
class Placement:
    """The cases that run inside, that differ from otter, and that fail on the solution in both."""

    inside: tuple[CaseId, ...]
    differences: tuple[Difference, ...]
    failing: tuple[CaseId, ...] = ()


class _Verdict(NamedTuple):
    """An engine's verdict on a case: two failures are equal if they have the same reason."""

    passed: bool | None
    why: str


def find_solution(autograder: Path) -> Path | None:
    """Find the solution that `otter assign` left beside the zip, if it is there.

    Args:
        autograder: `NAME-autograder_DATE.zip`, beside which lies `NAME.ipynb`.
    """
    name, made_by_otter, _ = autograder.name.partition("-autograder_")
    beside = autograder.with_name(f"{name}.ipynb")
    return beside if made_by_otter and beside.is_file() else None


def place_cases(bundle: Bundle, solution: Submission, isolated: Engine, otter: Engine) -> Placement:
    """Decide by the assignment's solution which cases of an autograder run inside.

    Args:
        bundle: an autograder that plain otter made.
        solution: the assignment's own solution.
        isolated: the engine that will grade.
        otter: otter's own engine.

    Returns:
        The placement. A case runs outside if its verdict there is otter's.

    Raises:
        AuthorError: one of the engines can't grade the solution.
    """
    theirs = _verdicts(bundle, solution, otter)
    outside = _verdicts(replace(bundle, inside=()), solution, isolated)
    apart = [case for case in bundle.cases if outside[case] != theirs[case]]
    beside = outside
    while apart:
        beside = _verdicts(replace(bundle, inside=tuple(apart)), solution, isolated)
        # A case may need something, such as an import, from another one that now runs inside.
        more = [case for case in bundle.cases if case not in apart and beside[case] != theirs[case]]
        if not more:
            break
        outside |= {case: beside[case] for case in more}
        apart = [case for case in bundle.cases if case in apart or case in more]
    inside = tuple(case for case in apart if beside[case].passed == theirs[case].passed)
    differences = tuple(
        Difference(*case, outside[case].passed, theirs[case].passed)
        for case in apart
        if case not in inside
    )
    differ = {(one.question, one.case) for one in differences}
    failing = [case for case in bundle.cases if theirs[case].passed is False and case not in differ]
    return Placement(inside, differences, tuple(failing))


_ELSEWHERE = re.compile(r"0x[0-9a-f]+|^ {6}.*\n|^Line \d+, in .*$", re.MULTILINE)
"""Parts of a failure's message that differ between processes: addresses, places, frames."""


def _verdicts(bundle: Bundle, solution: Submission, engine: Engine) -> dict[CaseId, _Verdict]:
    grade, outcome = run_notebook(bundle, solution, engine)
    if grade.status != "graded":
        raise AuthorError(
            f"{solution.path.name}, the solution that is to settle how the tests run, can't be "
            f"graded by the engine {engine.name}: {grade.message}"
        )
    return {
        (question, index): _Verdict(
            case.passed, "" if case.passed else _ELSEWHERE.sub("", case.message)
        )
        for question, cases in outcome.questions.items()
        for index, case in enumerate(cases)
    }
