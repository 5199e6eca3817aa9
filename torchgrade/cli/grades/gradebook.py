"""`torchgrade gradebook`: join the labs of a term in one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import app
from torchgrade.cli.display import console
from torchgrade.cli.grades.problems import print_problems
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_bytes, write_text

if TYPE_CHECKING:
    from torchgrade.results.merging import Part

__all__: list[str] = []

# typer reads these at run time, where Python 3.10's typer wants Optional spelled out.
Runs = Annotated[list[Path], typer.Argument(help="The --out of `torchgrade grade`, one per lab.")]
Weights = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        help="LAB=2, or a TOML file of such lines; may be repeated. The default weight is 1."
    ),
]
RosterOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--roster", help="The class list (CSV), so that students without any grade are listed."
    ),
]


@app.command()
def gradebook(
    runs: Runs,
    out: Annotated[Path, typer.Option(help="Where gradebook.csv and gradebook.html go.")],
    weights: Weights = None,
    drop_lowest: Annotated[
        int, typer.Option(min=0, help="How many labs, the worst of each student, to drop.")
    ] = 0,
    skip_missing: Annotated[
        bool,
        typer.Option(
            "--skip-missing",
            help="Excuse labs that were not handed in, instead of counting them as 0.",
        ),
    ] = False,
    without_written: Annotated[
        bool,
        typer.Option(
            "--without-written", help="Use test scores even if written answers are not marked yet."
        ),
    ] = False,
    roster: RosterOption = None,
) -> None:
    """Join the grades of several labs: each student's scores, what is missing, a percentage.

    There is no percentage while anything that counts is ungraded, pending or not marked; the exit
    code is then 1.

    Example: torchgrade gradebook grades/hw1 grades/hw2 --roster class.csv --out term
    """
    from torchgrade.exports import Column, book_csv, book_page, lines_of, open_sheet
    from torchgrade.exports import gradebook as joined
    from torchgrade.results.merging import open_part

    parts = [open_part(run) for run in runs]
    weigh = _weights(weights or [], parts)
    columns = []
    for part in parts:
        manifest = part.run.manifest
        possible = manifest.max_score + (0 if without_written else manifest.unmarked)
        lines = lines_of(part.batch, possible, tests_alone=without_written)
        weight = weigh.get(manifest.lab, 1.0)
        columns.append(Column(manifest.lab, manifest.title, possible, weight, lines))
    sheet = open_sheet(roster) if roster else None
    book = joined(columns, sheet.roster if sheet else None, drop=drop_lowest, skip=skip_missing)
    write_bytes(out / "gradebook.csv", book_csv(book))
    write_text(out / "gradebook.html", book_page(book, drop=drop_lowest, skip=skip_missing))
    waiting = sum(bool(student.open) for student in book.students)
    console.print(f"{len(book.students)} students: {out / 'gradebook.html'}", soft_wrap=True)
    if waiting:
        console.print(f"no percentage yet: {waiting}, of whom a lab is open")
    if print_problems("in no row", book.problems) or waiting:
        raise typer.Exit(1)


def _weights(words: Sequence[str], parts: Sequence[Part]) -> dict[str, float]:
    """Read the weights of labs: from words LAB=NUMBER, and files of such lines."""
    from torchgrade.settings import parse_toml

    found: dict[str, object] = {}
    for word in words:
        if "=" in word:
            lab, _, weight = word.partition("=")
            found[lab.strip()] = weight
        else:
            try:
                found.update(parse_toml(Path(word)))
            except OSError:
                raise AuthorError(f"--weights {word}: expected LAB=NUMBER, or a file") from None
    labs = {part.run.manifest.lab for part in parts}
    if unknown := sorted(set(found) - labs):
        raise AuthorError(f"--weights: no lab {', '.join(unknown)} among {', '.join(sorted(labs))}")
    return {lab: _weight(lab, value) for lab, value in found.items()}


def _weight(lab: str, value: object) -> float:
    try:
        weight = float(value) if isinstance(value, (str, int, float)) else -1.0
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise AuthorError(f"--weights {lab}: expected a number of at least 0, got {value!r}")
    return weight
