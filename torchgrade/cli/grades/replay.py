"""`torchgrade replay`: make a grade again from its receipt, or say what is missing for that."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import CourseOption, JobsOption, app, course_of
from torchgrade.cli.display import console, errors
from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.bundle import Bundle
    from torchgrade.engine.engine import Engine
    from torchgrade.engine.supervisor.isolated_engine import Walls
    from torchgrade.grade import Intake, Submission
    from torchgrade.records import Grade
    from torchgrade.regrade import Replayed

__all__: list[str] = []


@app.command()
def replay(
    receipt: Annotated[
        Path,
        typer.Argument(help="A grade.json, its folder, or an --out folder with many."),
    ],
    submissions: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="The submission, or folders of submissions: it is found by its hash."),
    ] = None,
    autograder: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The autograder's zip or folder, in place of the course's lab."),
    ] = None,
    course: CourseOption = Path(),
    jobs: JobsOption = 0,
    without_walls: Annotated[
        bool,
        typer.Option("--without-walls", help="Grade even if submissions could read hidden tests."),
    ] = False,
) -> None:
    """Make a grade again from its receipt, and compare the two case by case.

    A receipt records the tests, files, settings, data set, packages and machine that made a grade.
    If tests, files, settings or data differ here, the command says so and runs nothing. Different
    packages, or another machine, are listed beside the result.

    Example: torchgrade replay grades/submissions/ada submissions/ --autograder hw1.zip

    Without submissions it says whether the grade could be made again here:

    Example: torchgrade replay grades/submissions/ada/grade.json

    Exit codes: 0 the same grade; 1 another one, or something that it takes is not here.
    """
    from torchgrade.bundle import open_bundle
    from torchgrade.cli.placing import placed
    from torchgrade.engine.new_engine import new_engine
    from torchgrade.grade import receipt_of
    from torchgrade.regrade import not_here, read_receipts

    grades, paths = read_receipts(receipt), submissions or []
    made = next((one.receipts[0] for one in grades if one.receipts), None)
    if made is None:
        raise AuthorError(f"{receipt} has no receipt: an earlier torchgrade graded it")
    found = course_of(course)
    place = autograder or found.lab(made.lab).autograder
    walls: Walls = "wanted" if without_walls else "required"
    with contextlib.ExitStack() as stack:
        engine = new_engine(made.engine, walls=walls)
        stack.callback(engine.stop)
        bundle = placed(stack.enter_context(open_bundle(place)), engine, place, None)
        here = receipt_of(bundle, engine)
        problems = {one.submission: why for one in grades if (why := not_here(one, here))}
        bundle = replace(bundle, closed=(*bundle.closed, receipt, *paths, *found.closed))
        same = not paths or _again(grades, paths, problems, bundle, engine, jobs)
    for name, reasons in problems.items():
        text = f"{name} can't be made again: {'; '.join(reasons)}"
        errors.print(text, style="red", markup=False, soft_wrap=True)
    if any(not_here(one, here) for one in grades):
        text = f"{place} is not what graded these: name what did with --autograder"
        errors.print(text, style="red", markup=False, soft_wrap=True)
    if not paths and (ready := len(grades) - len(problems)):
        text = f"{ready} of {len(grades)} can be made again here: name what was handed in"
        console.print(text, markup=False, soft_wrap=True)
    raise typer.Exit(1 if problems or not same else 0)


def _again(
    grades: Sequence[Grade],
    paths: Sequence[Path],
    problems: dict[str, tuple[str, ...]],
    bundle: Bundle,
    engine: Engine,
    jobs: int,
) -> bool:
    """Grade the submissions again, and return whether all grades are the same.

    Args:
        grades: the grades as they are stored.
        paths: the submissions, or folders of them.
        problems: submissions that can't be graded as before -> why; more are added.
        bundle: the autograder.
        engine: what runs them.
        jobs: how many to run at once; 0: as many as there is room for.
    """
    from torchgrade.grade import Intake, grade_all, jobs_for
    from torchgrade.regrade import replayed

    manifest, same = bundle.manifest, True
    with Intake(manifest) as intake:
        found = _handed_in(paths, bundle, intake)
        waiting = []
        for grade in grades:
            if grade.digest not in found:
                missing = f"what was handed in ({grade.digest[:12]}) is not among the submissions"
                problems[grade.submission] = (*problems.get(grade.submission, ()), missing)
            elif grade.submission not in problems:
                waiting.append(replace(found[grade.digest], name=grade.submission))
        if not waiting:
            return True
        before = {grade.submission: grade for grade in grades}
        each = jobs_for(manifest, jobs)
        for again in grade_all(bundle, waiting, engine, jobs=each, intake=intake):
            grade = before[again.grade.submission]
            same = _show(grade, replayed(grade, again.grade, manifest)) and same
    return same


def _handed_in(paths: Sequence[Path], bundle: Bundle, intake: Intake) -> dict[str, Submission]:
    """Return the submissions by their hashes."""
    from torchgrade.grade import survey

    manifest, found = bundle.manifest, {}
    for one in survey(paths, manifest.lab, manifest.hand_in, None, intake.folder).submissions:
        with intake.taken(one) as taken:
            found[taken.digest] = one
    return found


def _show(grade: Grade, made: Replayed) -> bool:
    """Show the outcome for a grade, and return whether it is the same."""
    from torchgrade.regrade import ways_of

    name = grade.submission
    also = [*made.environment]
    if made.messages:
        also.append(f"{made.messages} tests say it in other words")
    rest = f" ({'; '.join(also)})" if also else ""
    if made.is_same:
        console.print(f"{name}: the same grade{rest}", markup=False, soft_wrap=True)
        return True
    errors.print(f"{name}: another grade{rest}", style="red", markup=False, soft_wrap=True)
    if made.status:
        errors.print(f"  {made.status}", markup=False, soft_wrap=True)
    for question in made.questions:
        for text in ways_of(question):
            errors.print(f"  {question.name}: {text}", markup=False, soft_wrap=True)
    return False
