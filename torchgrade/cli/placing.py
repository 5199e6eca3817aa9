"""Decide by the solution where the tests of a plain otter autograder run, and show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from torchgrade.bundle import Bundle
from torchgrade.cli.display import console, errors
from torchgrade.engine.engine import Engine
from torchgrade.engine.otter import OtterEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission
from torchgrade.grade.placement import find_solution, place_cases

__all__ = ["placed"]


def placed(
    bundle: Bundle,
    engine: Engine,
    autograder: Path,
    solution: Path | None,
    *,
    accept_differences: bool = False,
) -> Bundle:
    """Return the autograder, with where its tests run if there is a solution to decide that by.

    Args:
        bundle: the autograder, opened.
        engine: the engine that will grade.
        autograder: its zip or folder, beside which `otter assign` left a solution.
        solution: the solution, if one was named.
        accept_differences: continue even if a test's verdict on it differs from otter's.

    Raises:
        AuthorError: there is such a test, a solution is of no use here, or it can't be graded.
    """
    if not bundle.foreign:
        if solution is not None:
            raise AuthorError("--solution is for an --autograder that plain otter made")
        return bundle
    if solution is None and bundle.inside is None:
        solution = find_solution(autograder)
    if solution is None or engine.name != "isolated":
        return bundle
    if not solution.is_file():
        raise AuthorError(f"there is no solution {solution}: expected a notebook")
    with console.status(f"otter grades {solution.name}, to settle where its tests run"):
        placement = place_cases(bundle, Submission(solution, solution.name), engine, OtterEngine())
    for question, case in placement.failing:
        words = f"{question}, case {case + 1}: fails on {solution.name}, the solution, in otter too"
        errors.print(words, style="yellow", markup=False, soft_wrap=True)
    for difference in placement.differences:
        errors.print(str(difference), style="yellow", markup=False, soft_wrap=True)
    if placement.differences and not accept_differences:
        raise AuthorError(
            f"of {solution.name}, the solution, these tests say something else than in otter: "
            "--accept-differences goes on all the same, --engine otter grades with otter alone"
        )
    return replace(bundle, inside=placement.inside)
