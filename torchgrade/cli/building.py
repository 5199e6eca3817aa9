"""Commands that make something of a source: build, nbgrader, pack, new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import CourseOption, LabArgument, LabsArgument, app, course_of
from torchgrade.cli.display import console, progress_bar
from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.course import Course, Lab

__all__ = ["build_labs"]


@app.command()
def build(
    labs: LabsArgument = None,
    course: CourseOption = Path(),
    check: Annotated[
        bool, typer.Option(help="Publish nothing; exit 1 if the tree is not what source/ gives.")
    ] = False,
) -> None:
    """Make release/, autograder/ and solutions/ from source/.

    Example: torchgrade build dropout_scaling
    """
    found = course_of(course)
    if not build_labs(found, found.labs(labs), check=check):
        raise typer.Exit(1)


def build_labs(course: Course, labs: list[Lab], *, check: bool) -> bool:
    """Build labs, print what became of each; raise where one failed; tell whether none differs."""
    from torchgrade.authoring import build as build_each

    failed, same = [], True
    with progress_bar() as progress:
        task = progress.add_task("building", total=len(labs))

        def step(lab: str, doing: str) -> None:
            progress.update(task, description=f"{lab}: {doing}")

        for built in build_each(course, labs, check=check, step=step):
            progress.advance(task)
            console.print(f"{built.lab}: {built.status} in {built.seconds:.1f} s")
            if built.status == "failed":
                failed.append(built.message)
            for case in built.pending:
                console.print(f"  not proved here, it needs a GPU: {case}", markup=False)
            for path in built.differences:
                same = False
                console.print(f"  differs: {path}", markup=False)
        progress.update(task, description="building")
    if failed:
        raise AuthorError("\n".join(failed))
    return same


@app.command()
def pack(
    autograder: Annotated[Path, typer.Argument(help="A zip that plain otter assign made.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="The zip to write; beside it, as NAME-isolated.zip, if not given."),
    ] = None,
) -> None:
    """Rewrap an autograder of plain otter: on Gradescope it isolates students' code then.

    Example: torchgrade pack hw1-autograder_2025_01_30T12_00_00_000000.zip --out hw1.zip
    """
    from torchgrade.authoring.pack import pack as rewrap

    path, notes = rewrap(autograder, out)
    for note in notes:
        console.print(f"note: {note}", markup=False, soft_wrap=True)
    console.print(f"wrote {path}; upload it to Gradescope as it is", soft_wrap=True)


@app.command()
def nbgrader(
    course_dir: Annotated[Path, typer.Argument(help="The nbgrader course, made if missing.")],
    labs: LabsArgument = None,
    course: CourseOption = Path(),
) -> None:
    """Make an nbgrader course of labs, or bring one up to date; submissions and marks stay.

    Example: torchgrade nbgrader ../hub/deep-learning dropout_scaling
    """
    from torchgrade.nbgrader.authoring import make_course

    found = course_of(course)
    chosen = found.labs(labs)
    with progress_bar() as progress:
        task = progress.add_task("nbgrader", total=len(chosen))

        def step(lab: str, doing: str) -> None:
            progress.update(task, description=f"{lab}: {doing}")

        for lab in make_course(found, chosen, course_dir, step=step):
            progress.advance(task)
            console.print(f"{lab}: source/ and release/ are up to date", markup=False)
    console.print(
        f"next, in {course_dir}: nbgrader release_assignment {chosen[0].name}", soft_wrap=True
    )


@app.command()
def new(lab: LabArgument, course: CourseOption = Path()) -> None:
    """Make a minimal lab that builds and grades, to start from.

    Example: torchgrade new attention
    """
    from torchgrade.authoring.template import new_lab

    path = new_lab(course_of(course), lab)
    where = "" if course == Path() else f" --course {course}"
    console.print(f"made {path}; next: torchgrade build {lab}{where}", soft_wrap=True)
