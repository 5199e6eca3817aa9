"""Grades a lab as it would be published: its solution gets full marks, its blank release none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline
from torchgrade.authoring.stage import Staged
from torchgrade.authoring.trial.failed_case import (
    body_of,
    cell_of,
    said_by,
    unknown_parameters,
)
from torchgrade.authoring.trial.instead import instead
from torchgrade.bundle import Bundle
from torchgrade.bundle.placement import CaseId
from torchgrade.course import Lab
from torchgrade.engine.engine import CaseOutcome, Engine, Outcome
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook
from torchgrade.records import CaseSpec

__all__ = ["prove_blank", "prove_solution", "questions_inside"]


def prove_solution(
    lab: Lab, outline: Outline, staged: Staged, bundle: Bundle, engine: Engine
) -> tuple[str, ...]:
    """Grade the solved notebook: every expected test case must pass, whatever otter says.

    Returns:
        The pending cases: they need a GPU, so they can't be judged here.

    Raises:
        AuthorError: names each cell that raised, or each case that did not pass.
    """
    grade, outcome = run_notebook(bundle, Submission(staged.solutions, "solution"), engine)
    if outcome.errors:
        cells = nb.read(staged.solutions / lab.notebook.name).cells
        for error in outcome.errors:
            said = f"expected it to run, it raised {error.error}\n{error.traceback}"
            outline.problem(outline.find(nb.source(cells[error.cell - 1])), said)
        raise AuthorError("\n".join(outline.problems))
    if grade.status != "graded":
        raise AuthorError(f"{lab.name}: the solved notebook was {grade.status}: {grade.message}")
    tests = staged.manifest.test_names
    cases = [case for question in grade.questions for case in question.cases]
    questions = {question.name: question for question in staged.manifest.questions}
    failed = [
        _FailedCase(question.name, questions[question.name].cases[index], index, case.message)
        for question in grade.questions
        for index, case in enumerate(question.cases)
        if case.status not in ("passed", "pending")
    ]
    if failed or (grade.score or 0) + grade.pending != grade.max_score:
        beside = _passing_inside([case.id for case in failed], staged.solutions, bundle, engine)
        for case in failed:
            case.name_in(outline, staged, foreign_to_us=case.id in beside)
        raise AuthorError(
            "\n".join(
                [
                    f"{lab.name}: the solution scores {grade.score:g} of {grade.max_score:g}:",
                    *outline.problems,
                    *_how_to_list(lab, outline, {question for question, _ in beside}),
                ]
            )
        )
    return tuple(f"{case.name} ({tests[case.name]})" for case in cases if case.status == "pending")


def questions_inside(solutions: Path, bundle: Bundle, engine: Engine) -> list[str]:
    """List the questions with a case that the solution passes inside, but not where it should run.

    Args:
        solutions: the folder with the solved notebook.
        bundle: the lab's autograder.
        engine: runs both.
    """
    submission = Submission(solutions, "solution")
    _, outcome = run_notebook(bundle, submission, engine)
    failed = [
        (question, index)
        for question, cases in outcome.questions.items()
        for index, case in enumerate(cases)
        if not case.passed and not case.inside and not case.gpu
    ]
    beside = _passing_inside(failed, solutions, bundle, engine)
    return [question for question in outcome.questions if question in {name for name, _ in beside}]


def _how_to_list(lab: Lab, outline: Outline, beside: set[str]) -> list[str]:
    """Return the line of lab.toml that makes questions run where their tests pass."""
    if not beside:
        return []
    wanted = {*beside, *lab.settings.tests.inside}
    names = json.dumps([question.name for question in outline.questions if question.name in wanted])
    return [
        "With this line under [tests] of lab.toml they would run beside the student's code, which "
        f"could forge the results:\n  inside = {names}"
    ]


@dataclass(frozen=True)
class _FailedCase:
    """A test case that the solution has not passed."""

    question: str
    spec: CaseSpec
    index: int
    message: str

    @property
    def id(self) -> CaseId:
        return self.question, self.index

    def name_in(self, outline: Outline, staged: Staged, *, foreign_to_us: bool) -> None:
        """Add it to the problems of an outline, with advice for the author.

        Args:
            outline: the outline of the source.
            staged: the staged build.
            foreign_to_us: whether the case passes inside the student's process.
        """
        question = outline.question(self.question)
        cell = cell_of(outline, question, self.index)
        body = body_of(outline, cell)
        called = f"{self.spec.name} ({self.spec.test})" if self.spec.test else self.spec.name
        file = staged.autograder / "tests" / f"{self.question}.py"
        said = unknown_parameters(body, outline, self.spec)
        said = said or said_by(self.message, file, body, with_error=not foreign_to_us)
        if foreign_to_us:
            said = f"{said.rstrip('.')}.\n  {instead(body)}."
        elif late := _late(self.message):
            said = f"{said.rstrip('.')}.\n  {late}"
        outline.problem(cell, f"expected the solution to pass {called}, it does not: {said}")


def _late(message: str) -> str:
    """Say how to give a case more time, if it had too little."""
    if "did not end within" not in message:
        return ""
    return (
        "Ask for less work, or give each test case more seconds with `case` in [limits] of "
        "lab.toml, and the whole submission with `seconds`."
    )


def _passing_inside(
    failed: Sequence[CaseId], solutions: Path, bundle: Bundle, engine: Engine
) -> set[CaseId]:
    """Run failed cases inside the student's process, as otter does; return those that pass."""
    if not failed:
        return set()
    beside = replace(bundle, inside=tuple(failed))
    _, outcome = run_notebook(beside, Submission(solutions, "solution"), engine)
    return {case for case in failed if _result(outcome, case).passed}


def _result(outcome: Outcome, case: CaseId) -> CaseOutcome:
    name, index = case
    results = outcome.questions.get(name, ())
    return results[index] if index < len(results) else CaseOutcome(None, "")


def prove_blank(outline: Outline, staged: Staged, bundle: Bundle, engine: Engine) -> None:
    """Grade the blank release: no hidden case may pass, nor all cases of a question.

    Cases without points may pass: they give nothing away that counts.

    Raises:
        AuthorError: names each question with its cases, or says why the release can't be graded.
    """
    grade, _ = run_notebook(bundle, Submission(staged.release, "the blank release"), engine)
    if grade.status != "graded":
        raise AuthorError(f"{outline.where}: the blank release was {grade.status}: {grade.message}")
    tests = staged.manifest.test_names
    for question in grade.questions:
        cases = [case for case in question.cases if case.max_score]
        passed = [case for case in cases if case.status == "passed"]
        unearned = passed if len(passed) == len(cases) else [case for case in passed if case.hidden]
        if unearned:
            listed = ", ".join(f"{case.name} ({tests[case.name]})" for case in unearned)
            outline.problem(
                outline.question(question.name).cell,
                "expected the release, with nothing filled in, to fail hidden tests and at least "
                f"one test of each question; it passes {listed}. Either it shows the answer, or "
                "the test requires too little (or should have no points)",
            )
    if outline.problems:
        raise AuthorError("\n".join(outline.problems))
