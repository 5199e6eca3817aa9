"""`torchgrade import`: make a lab from an assignment of nbgrader or plain otter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from torchgrade.cli.common import CourseOption, app, course_of
from torchgrade.cli.display import console

if TYPE_CHECKING:
    from torchgrade.authoring.importing import Imported

__all__: list[str] = []

_app = typer.Typer(
    help="Make a lab from an existing assignment of nbgrader or plain otter.",
    no_args_is_help=True,
)
app.add_typer(_app, name="import")

_Notebook = Annotated[Path, typer.Argument(help="The notebook as its author wrote it.")]
_Name = Annotated[
    str, typer.Option("--name", help="The lab's name; default: from the file's name.")
]


@_app.command()
def nbgrader(notebook: _Notebook, name: _Name = "", course: CourseOption = Path()) -> None:
    """Make source/LAB/ from an nbgrader source notebook, and list what could not be carried over.

    Example: torchgrade import nbgrader source/ps1/problem1.ipynb --name ps1
    """
    from torchgrade.authoring.importing import import_nbgrader

    _tell(import_nbgrader(course_of(course), notebook, name), course)


@_app.command()
def otter(notebook: _Notebook, name: _Name = "", course: CourseOption = Path()) -> None:
    """Make source/LAB/ from a plain otter source notebook, and list what a build will ask for.

    Example: torchgrade import otter hw1/hw1.ipynb --name hw1
    """
    from torchgrade.authoring.importing import import_otter

    _tell(import_otter(course_of(course), notebook, name), course)


def _tell(made: Imported, course: Path) -> None:
    from torchgrade.authoring.importing import settle_inside
    from torchgrade.engine.new_engine import new_engine

    engine = new_engine(walls="unneeded")
    try:  # a lab that does not build yet is kept; the build says what is wrong
        with console.status("the solution is graded, to settle where its tests run"):
            made = settle_inside(course_of(course), made, engine)
    finally:
        engine.stop()
    for note in made.notes:
        console.print(f"note: {note}", markup=False, soft_wrap=True)
    where = "" if course == Path() else f" --course {course}"
    console.print(
        f"made {made.folder}: {made.questions} questions, {made.points:g} points; next: torchgrade "
        f"build {made.folder.name}{where}",
        markup=False,
        soft_wrap=True,
    )
