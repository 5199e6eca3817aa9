"""`torchgrade merge`: join runs of one autograder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Optional

import typer

from torchgrade.cli.common import RosterOption, app, attempts_of
from torchgrade.cli.display import console, errors, tell
from torchgrade.cli.grades.summary import grades_table, summary_lines
from torchgrade.errors import AuthorError

__all__: list[str] = []


@app.command()
def merge(
    runs: Annotated[
        list[Path], typer.Argument(help="Folders that `torchgrade grade --out` wrote.")
    ],
    out: Annotated[Path, typer.Option(help="A new folder, for all grades.")],
    prefer: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            help="The run that counts if two disagree on a submission or its grade. Without it "
            "such submissions are listed, and nothing is written."
        ),
    ] = None,
    roster: RosterOption = None,
    attempts: Annotated[
        str,
        typer.Option(
            help="Which of a student's several submissions counts: latest, best, or each, as "
            "in the runs."
        ),
    ] = "each",
) -> None:
    """Join runs of one autograder, such as parts of a class graded on several machines.

    Each machine grades a part, independently of the others:

    Example: torchgrade grade dropout_scaling submissions/ --out part2 --shard 2/8

    Example: torchgrade merge part1 part2 part3 --out grades

    Who has handed in several times may have some of them in each:

    Example: torchgrade merge part1 part2 part3 --out grades --attempts best
    """
    from torchgrade.cli.batch.work import ROSTER, writing_to
    from torchgrade.files.writing import write_bytes
    from torchgrade.grade import read_roster, select_attempts
    from torchgrade.regrade import OVERRIDES, overrides_of_all
    from torchgrade.results import with_all_marks
    from torchgrade.results.merging import merge as put_together
    from torchgrade.results.merging import open_part, write_merged

    if prefer is not None and prefer.resolve() not in {run.resolve() for run in runs}:
        raise AuthorError(f"--prefer {prefer} is none of the runs")
    parts = [open_part(run) for run in runs]
    by_hand = overrides_of_all(runs)
    rosters = _contents([roster] if roster else [run / ROSTER for run in runs])
    counts, people = attempts_of(attempts), read_roster(roster) if roster else None
    merged = put_together(parts, prefer)
    merged = replace(merged, batch=select_attempts(merged.batch, counts, people))
    with writing_to(out):
        write_merged(merged, parts[0].run.mark, out)
        if by_hand is not None:
            write_bytes(out / OVERRIDES, by_hand)
        if len(rosters) == 1:
            write_bytes(out / ROSTER, rosters[0])
    batch = with_all_marks(merged.batch, out)
    console.print(grades_table(batch, merged.manifest))
    for line in (*batch.unknown, *summary_lines(batch, out)):
        console.print(line, markup=False, soft_wrap=True)
    if len(rosters) > 1:
        tell("the runs had different rosters: --roster says which holds, here and in `grade`")
    for problem in merged.problems:
        errors.print(problem, style="red", markup=False, soft_wrap=True)
    if merged.problems or not all(grade.is_whole for grade in merged.batch.grades):
        raise typer.Exit(1)


def _contents(files: Sequence[Path]) -> list[bytes]:
    """Return the distinct contents of the files that exist."""
    return list(dict.fromkeys(file.read_bytes() for file in files if file.is_file()))
