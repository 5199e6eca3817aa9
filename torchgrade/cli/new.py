"""`torchgrade new`, `add-question` and `text`: start a lab, add a question, get its text file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from torchgrade.cli.common import CourseOption, LabArgument, app, course_of, written_labs
from torchgrade.cli.display import console

if TYPE_CHECKING:
    from torchgrade.course import Course

__all__: list[str] = []

_OF_THE_TEMPLATE = 2  # questions of a new lab: one with tests, and one that a person marks


@app.command()
def new(
    lab: LabArgument,
    course: CourseOption = Path(),
    questions: Annotated[
        int,
        typer.Option(
            min=_OF_THE_TEMPLATE,
            max=99,
            help="How many questions: the second is marked by a person, the others are tested.",
        ),
    ] = _OF_THE_TEMPLATE,
) -> None:
    """Make a minimal lab, which builds and grades, to start from.

    Example: torchgrade new attention

    Example: torchgrade new attention --questions 5
    """
    from torchgrade.authoring.template import new_lab

    found = course_of(course)
    path = new_lab(found, lab)
    for number in range(_OF_THE_TEMPLATE + 1, questions + 1):
        _add(found, lab, f"q{number}_function{number}", 10)
    console.print(f"made {path}; next: torchgrade build {lab}{_where(course)}", soft_wrap=True)


@app.command()
def add_question(
    lab: LabArgument,
    question: Annotated[
        str, typer.Argument(help="Its name, such as q3_attention; its function is `attention`.")
    ],
    points: Annotated[int, typer.Option(min=2, max=1000, help="What it is worth.")] = 10,
    written: Annotated[
        bool,
        typer.Option(
            "--written",
            help="A person marks it: it gets a model answer and a rubric in place of tests.",
        ),
    ] = False,
    course: CourseOption = Path(),
) -> None:
    """Add a question, with two tests and a mistake, at the end of a lab; it builds as it is.

    Example: torchgrade add-question attention q3_attention --points 12

    Example: torchgrade add-question attention q6_why --points 4 --written
    """
    changed = _add(course_of(course), lab, question, points, written=written)
    console.print(
        f"added {question} to {', '.join(changed)}; next: write it, "
        f"then torchgrade build {lab}{_where(course)}",
        soft_wrap=True,
    )


@app.command()
def text(lab: LabArgument, course: CourseOption = Path()) -> None:
    """Write a lab's notebook as one text file, LAB.lab.py, kept in step with it from then on.

    Whichever of the two files you change, the next build or verify updates the other.

    Example: torchgrade text attention
    """
    from torchgrade.authoring.text import write_text_form

    path = write_text_form(course_of(course).lab(lab).notebook)
    console.print(f"wrote {path}", soft_wrap=True, markup=False)


def _add(
    course: Course, lab: str, question: str, points: int, *, written: bool = False
) -> tuple[str, ...]:
    from torchgrade.authoring.template.question import add_question

    [found] = written_labs(course, [lab])
    return add_question(found, question, points, written=written)


def _where(course: Path) -> str:
    return "" if course == Path() else f" --course {course}"
