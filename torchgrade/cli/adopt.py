"""`torchgrade adopt`: make a student's answer part of a lab's proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torchgrade.cli.common import CourseOption, LabArgument, app, course_of, written_labs
from torchgrade.cli.display import console

__all__: list[str] = []


@app.command()
def adopt(
    lab: LabArgument,
    submission: Annotated[Path, typer.Argument(help="A student's notebook.")],
    question: Annotated[str, typer.Argument(help="The question that it answers.")],
    kind: Annotated[str, typer.Option("--as", help="mistake or alternative.")],
    name: Annotated[str, typer.Option(help="The new file's name; default: made up.")] = "",
    why: Annotated[str, typer.Option(help="A sentence on what is special about it.")] = "",
    course: CourseOption = Path(),
) -> None:
    """Add a student's answer to the lab's proof, as a mistake or an alternative.

    Example: torchgrade adopt dropout_scaling 17.ipynb q4_forward --as alternative
    """
    from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
    from torchgrade.verify import adopt as adopt_answer

    found = course_of(course)
    [written] = written_labs(found, [lab])
    with IsolatedEngine(walls="unneeded") as engine:  # of one answer, which its author has read
        path = adopt_answer(found, written, submission, question, kind, engine, name=name, why=why)
    text = f"wrote {path}; next: torchgrade verify {lab} --question {question}"
    console.print(text, markup=False, soft_wrap=True)
