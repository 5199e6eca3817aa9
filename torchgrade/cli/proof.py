"""Commands that prove a lab: verify, adopt, calibrate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from torchgrade.cli.common import (
    CourseOption,
    JobsOption,
    LabArgument,
    LabsArgument,
    app,
    course_of,
)
from torchgrade.cli.display import console
from torchgrade.errors import AuthorError
from torchgrade.sandbox.processes.cores import cores

__all__: list[str] = []


@app.command()
def verify(
    labs: LabsArgument = None,
    course: CourseOption = Path(),
    question: Annotated[str, typer.Option(help="Of this question alone.")] = "",
    quick: Annotated[
        bool, typer.Option(help="Without otter's engine, noise and budget; some mutants.")
    ] = False,
    skip: Annotated[
        Optional[list[str]],  # noqa: UP045 - see common.py
        typer.Option(help="Leave a gate out, such as noise; may be repeated."),
    ] = None,
    select: Annotated[
        Optional[list[str]],  # noqa: UP045 - see common.py
        typer.Option(help="Look at this rule alone, such as magic-tolerance; may be repeated."),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045 - see common.py
        typer.Option(help="Leave a rule out, such as V705; may be repeated."),
    ] = None,
    watch: Annotated[bool, typer.Option(help="Again, each time that the source changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    html: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="Write a report for people."),
    ] = None,
    jobs: JobsOption = 0,
) -> None:
    """Prove the tests of labs: what they must catch, and what they must not fail.

    Example: torchgrade verify dropout_scaling --question q4_forward --watch
    """
    from torchgrade.cli import proving
    from torchgrade.verify import VerifyOptions

    found = course_of(course)
    chosen = found.labs(labs)
    options = VerifyOptions(
        question=question,
        quick=quick,
        skip=frozenset(skip or ()),
        jobs=jobs,
        select=frozenset(select or ()),
        ignore=frozenset(ignore or ()),
    )
    if watch:
        if len(chosen) != 1 or as_json:
            raise AuthorError("--watch takes one lab, and no --json")
        proving.watch(found, chosen[0], options, html)
    elif not proving.prove_labs(found, chosen, options, as_json=as_json, html=html):
        raise typer.Exit(1)


@app.command()
def adopt(
    lab: LabArgument,
    submission: Annotated[Path, typer.Argument(help="A student's notebook.")],
    question: Annotated[str, typer.Argument(help="The question that it answers.")],
    kind: Annotated[str, typer.Option("--as", help="mistake or alternative.")],
    name: Annotated[str, typer.Option(help="The new file's name; made up if none.")] = "",
    why: Annotated[str, typer.Option(help="A sentence on what is special about it.")] = "",
    course: CourseOption = Path(),
) -> None:
    """Make an answer of a student part of the proof: a mistake, or an alternative.

    Example: torchgrade adopt dropout_scaling 17.ipynb q4_forward --as alternative
    """
    from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
    from torchgrade.verify import adopt as adopt_answer

    found = course_of(course)
    with IsolatedEngine(walls="unneeded") as engine:  # of one answer, which its author has read
        path = adopt_answer(
            found, found.lab(lab), submission, question, kind, engine, name=name, why=why
        )
    console.print(f"wrote {path}; next: torchgrade verify {lab} --question {question}")


@app.command()
def calibrate(
    lab: LabArgument,
    dataset: Annotated[
        str, typer.Option(help="Which one; that of lab.toml if none is named.")
    ] = "",
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of the reference.")] = 10,
    variant_seeds: Annotated[
        int, typer.Option(min=0, help="Trainings of each known-bad variant; 0: none.")
    ] = 5,
    variant: Annotated[
        list[str] | None,
        typer.Option(help="Known-bad variant to train, more than one if need be; all by default."),
    ] = None,
    jobs: JobsOption = 1,
    write: Annotated[bool, typer.Option(help="Put the threshold into lab.toml.")] = False,
    course: CourseOption = Path(),
) -> None:
    """Train a lab's reference many times, and propose an accuracy that right work reaches.

    Trainings that have ended are kept: the same command goes on where it stopped. It exits with 1
    where the threshold in lab.toml is higher than right work bears.

    Example: torchgrade calibrate mnist_cnn --dataset digits --seeds 10
    """
    from torchgrade.cli.calibrating import calibrate_lab

    found = course_of(course)
    chosen = found.lab(lab)
    if not calibrate_lab(
        found,
        chosen,
        dataset or chosen.wanted_dataset,
        seeds=seeds,
        variant_seeds=variant_seeds,
        variants=variant or (),
        jobs=jobs or cores(),
        write=write,
    ):
        raise typer.Exit(1)
