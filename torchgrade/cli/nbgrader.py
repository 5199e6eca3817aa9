"""`torchgrade nbgrader`: make an nbgrader course from labs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torchgrade.cli.common import CourseOption, LabsArgument, app, course_of, written_labs
from torchgrade.cli.display import console, progress_bar

__all__: list[str] = []


@app.command()
def nbgrader(
    course_dir: Annotated[Path, typer.Argument(help="The nbgrader course; created if missing.")],
    labs: LabsArgument = None,
    course: CourseOption = Path(),
) -> None:
    """Make an nbgrader course from labs, or update one; submissions and marks are kept.

    Example: torchgrade nbgrader ../hub/deep-learning dropout_scaling
    """
    from torchgrade.nbgrader.authoring import make_course

    found = course_of(course)
    chosen = written_labs(found, labs)
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
