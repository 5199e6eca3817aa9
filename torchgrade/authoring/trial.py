"""Grade a lab as it would be published: its solution has full marks, its blank release has none."""

from __future__ import annotations

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline
from torchgrade.authoring.stage import Staged
from torchgrade.bundle import Bundle
from torchgrade.course import Lab
from torchgrade.engine.engine import Engine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook

__all__ = ["prove_blank", "prove_solution"]


def prove_solution(
    lab: Lab, outline: Outline, staged: Staged, bundle: Bundle, engine: Engine
) -> tuple[str, ...]:
    """Grade the solved notebook: every expected test case has to pass, whatever otter says.

    Returns:
        The cases that are pending: they need a GPU, and nothing can be said of them here.

    Raises:
        AuthorError: naming each cell that raised, or each case that did not pass.
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
    tests = _tests(staged)
    cases = [case for question in grade.questions for case in question.cases]
    failed = [
        f"  {case.name} ({tests[case.name]}): {case.message}"
        for case in cases
        if case.status not in ("passed", "pending")
    ]
    if failed or (grade.score or 0) + grade.pending != grade.max_score:
        raise AuthorError(
            f"{lab.name}: the solution scores {grade.score:g} of {grade.max_score:g}:\n"
            + "\n".join(failed)
        )
    return tuple(f"{case.name} ({tests[case.name]})" for case in cases if case.status == "pending")


def prove_blank(outline: Outline, staged: Staged, bundle: Bundle, engine: Engine) -> None:
    """Grade the release with nothing filled in: no hidden case may pass, nor all of a question's.

    What has no points may pass: it gives nothing away that counts.

    Raises:
        AuthorError: naming each question and its cases, or why the release can't be graded.
    """
    grade, _ = run_notebook(bundle, Submission(staged.release, "the blank release"), engine)
    if grade.status != "graded":
        raise AuthorError(f"{outline.where}: the blank release was {grade.status}: {grade.message}")
    tests = _tests(staged)
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
                "the test asks for too little (or should have no points)",
            )
    if outline.problems:
        raise AuthorError("\n".join(outline.problems))


def _tests(staged: Staged) -> dict[str, str]:
    """Return the name of each case's test function."""
    return {case.name: case.test for q in staged.manifest.questions for case in q.cases}
