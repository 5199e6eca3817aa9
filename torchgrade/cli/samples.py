"""`torchgrade samples`: write submissions of a lab to try grading with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torchgrade.cli.common import CourseOption, LabArgument, app, course_of
from torchgrade.cli.display import console

__all__: list[str] = []


@app.command()
def samples(
    lab: LabArgument,
    out: Annotated[Path, typer.Option(help="Where the submissions go.")],
    course: CourseOption = Path(),
    mistakes: Annotated[int, typer.Option(min=0, help="How many wrong submissions.")] = 3,
) -> None:
    """Write sample submissions of a built lab: its solution, its blank release, typical mistakes.

    Example: torchgrade samples dropout_scaling --out samples
    """
    from torchgrade.verify import write_samples

    for name, what in write_samples(course_of(course).lab(lab), out, mistakes=mistakes).items():
        console.print(f"{out / name}: {what}", soft_wrap=True, markup=False)
