"""`torchgrade export`: write scores as a table for Canvas, Moodle or a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import app
from torchgrade.cli.display import console
from torchgrade.cli.grades.problems import print_problems
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_bytes

if TYPE_CHECKING:
    from torchgrade.exports import Exported, Wanted
    from torchgrade.exports.scores import Line
    from torchgrade.results.merging import Part

__all__: list[str] = []

# typer reads these at run time, where Python 3.10's typer wants Optional spelled out.
Run = Annotated[Path, typer.Argument(help="The --out of `torchgrade grade`.")]
Template = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        help="The table that the system exports: one column is filled in, the rest stays as it is."
    ),
]
RosterOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--roster", help="The class list (CSV), for the ids that the system uses."),
]
Out = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="The file to write; default: in RUN, as canvas.csv, moodle.csv, ..."),
]


@app.command()
def export(
    run: Run,
    canvas: Annotated[bool, typer.Option("--canvas", help="Canvas's gradebook.")] = False,
    moodle: Annotated[bool, typer.Option("--moodle", help="Moodle's grading worksheet.")] = False,
    gradescope: Annotated[bool, typer.Option("--gradescope", help="Gradescope's export.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets.")] = False,
    template: Template = None,
    roster: RosterOption = None,
    column: Annotated[
        str, typer.Option(help="The system's name for the assignment, or the column.")
    ] = "",
    scale: Annotated[
        bool, typer.Option("--scale", help="Scale to the assignment's points in the system.")
    ] = False,
    without_written: Annotated[
        bool,
        typer.Option(
            "--without-written",
            help="Write test scores even if written answers are not marked yet.",
        ),
    ] = False,
    out: Out = None,
) -> None:
    """Write the scores of a run as a table to upload to Canvas, Moodle or Gradescope.

    Submissions that are ungraded, pending, rejected or not marked yet get no score, never a zero:
    they are listed, and the exit code is 1.

    Example: torchgrade export grades --canvas --template gradebook.csv

    Example: torchgrade export grades --moodle --roster participants.csv --out worksheet.csv
    """
    kinds = {"canvas": canvas, "moodle": moodle, "gradescope": gradescope, "csv": csv}
    chosen = [name for name, asked in kinds.items() if asked]
    if len(chosen) != 1:
        raise AuthorError("expected exactly one of --canvas, --moodle, --gradescope and --csv")
    if template and roster:
        raise AuthorError("--template lists the class itself: leave --roster out")
    from torchgrade.exports import Wanted, lines_of
    from torchgrade.results.merging import open_part

    part = open_part(run)
    manifest = part.run.manifest
    possible = manifest.max_score + (0 if without_written else manifest.unmarked)
    wanted = Wanted(manifest.title, manifest.lab, possible, column, scale)
    lines = lines_of(part.batch, possible, tests_alone=without_written)
    made = _made(chosen[0], part, lines, wanted, template, roster)
    path = out or run / f"{'scores' if csv else chosen[0]}.csv"
    write_bytes(path, made.content)
    console.print(f"{made.scores} scores: {path}", markup=False, soft_wrap=True)
    if made.missing:
        console.print(f"{made.missing} handed in nothing: without a score")
    is_open = print_problems("no score", made.problems)
    if not without_written and any(grade.unmarked for grade in part.batch.grades):
        console.print("torchgrade mark marks written answers; --without-written leaves them out")
    if is_open:
        raise typer.Exit(1)


def _made(
    kind: str,
    part: Part,
    lines: list[Line],
    wanted: Wanted,
    template: Path | None,
    roster: Path | None,
) -> Exported:
    from torchgrade.exports import canvas, gradescope, moodle, open_sheet, plain

    if kind == "gradescope":
        if template is not None:
            raise AuthorError("--gradescope has no --template: Gradescope takes no table of scores")
        sheet = open_sheet(roster) if roster else None
        return gradescope.made(sheet, lines, wanted, part.run.manifest.questions)
    if template is not None:
        fill = {"canvas": canvas.filled, "moodle": moodle.filled, "csv": plain.filled}[kind]
        return fill(open_sheet(template), lines, wanted)
    make = {"canvas": canvas.made, "moodle": moodle.made, "csv": plain.made}[kind]
    return make(open_sheet(roster) if roster else None, lines, wanted)
