"""`torchgrade new`: a minimal lab to start from."""

from __future__ import annotations

from pathlib import Path

from torchgrade.cli.common import CourseOption, LabArgument, app, course_of
from torchgrade.cli.display import console

__all__: list[str] = []


@app.command()
def new(lab: LabArgument, course: CourseOption = Path()) -> None:
    """Make a minimal lab that builds and grades, to start from.

    Example: torchgrade new attention
    """
    from torchgrade.authoring.template import new_lab

    path = new_lab(course_of(course), lab)
    where = "" if course == Path() else f" --course {course}"
    console.print(f"made {path}; next: torchgrade build {lab}{where}", soft_wrap=True)
