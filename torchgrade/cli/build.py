"""`torchgrade build`: make the release, autograder and solutions of labs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from torchgrade.cli.common import CourseOption, LabsArgument, app, course_of, written_labs
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
        bool, typer.Option(help="Write nothing; exit 1 if the tree is out of date with source/.")
    ] = False,
) -> None:
    """Make release/, autograder/ and solutions/ from source/.

    Example: torchgrade build dropout_scaling
    """
    found = course_of(course)
    chosen: list[Lab] = []
    unread: list[str] = []
    for name in labs or found.lab_names:
        try:
            chosen += found.labs([name]) if check else written_labs(found, [name])
        except AuthorError as error:  # the others can be built
            unread.append(str(error))
    if unread and not chosen:
        raise AuthorError("\n".join(unread))
    chosen = chosen or found.labs()  # which says what is missing
    same = build_labs(found, chosen, check=check, unread=unread)
    if check:
        same = _are_in_step(chosen) and same
    if not same:
        raise typer.Exit(1)


def _are_in_step(labs: list[Lab]) -> bool:
    """Print which notebooks differ from their text files, and return whether none does."""
    from torchgrade.authoring.text import keep_in_step

    unlike = [
        f"source/{lab.name}/{file}"
        for lab in labs
        if (file := keep_in_step(lab.notebook, check=True))
    ]
    for path in unlike:
        console.print(f"  differs: {path}", markup=False)
    return not unlike


def build_labs(course: Course, labs: list[Lab], *, check: bool, unread: Sequence[str] = ()) -> bool:
    """Build labs, print how each went, and return whether none differs from the last build.

    Args:
        course: the course of the labs.
        labs: the labs to build.
        check: only compare, and write nothing.
        unread: messages about labs that could not even be read.

    Raises:
        AuthorError: a lab could not be built.
    """
    from torchgrade.authoring import build as build_each
    from torchgrade.authoring.text import in_text

    failed, same = list(unread), True
    with progress_bar() as progress:
        task = progress.add_task("building", total=len(labs))

        def step(lab: str, doing: str) -> None:
            progress.update(task, description=f"{lab}: {doing}")

        for built in build_each(course, labs, check=check, step=step):
            progress.advance(task)
            console.print(f"{built.lab}: {built.status} ({built.seconds:.1f} s)")
            if built.status == "failed":
                said = in_text(course.lab(built.lab).notebook, built.message)
                named = said.startswith(f"{built.lab}:") or f"source/{built.lab}/" in said
                failed.append(said if named else f"{built.lab}: {said}")
            for case in built.pending:
                console.print(f"  not proved here, it needs a GPU: {case}", markup=False)
            for warning in built.warnings:
                console.print(f"  warning: {warning}", markup=False)
            for path in built.differences:
                same = False
                console.print(f"  differs: {path}", markup=False)
        progress.update(task, description="building")
    if failed:
        raise AuthorError("\n".join(failed))
    return same
