"""`torchgrade feedback`: zip a run's feedback, with the file names that a system expects."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from torchgrade.cli.common import app
from torchgrade.cli.display import console
from torchgrade.cli.grades.problems import print_problems
from torchgrade.errors import AuthorError

__all__: list[str] = []


@app.command()
def feedback(
    run: Annotated[Path, typer.Argument(help="The --out of `torchgrade grade`.")],
    system: Annotated[str, typer.Option("--zip", help="canvas, moodle, or plain: by student.")],
    # typer reads this at run time, where Python 3.10's typer wants Optional spelled out.
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The file to write; default: in RUN, as feedback-canvas.zip, ..."),
    ] = None,
) -> None:
    """Put the feedback of all students into one zip to upload, with nothing else in it.

    Example: torchgrade feedback grades --zip canvas
    """
    from torchgrade.authoring.archive import write_zip
    from torchgrade.exports import SYSTEMS, returned
    from torchgrade.results.merging import open_part

    if system not in SYSTEMS:
        raise AuthorError(f"--zip {system}: expected one of {', '.join(SYSTEMS)}")
    found = returned(open_part(run).batch, run, system)
    path = out or run / f"feedback-{system}.zip"
    write_zip(path, found.files)
    console.print(f"feedback of {len(found.files)}: {path}", markup=False, soft_wrap=True)
    if print_problems("no feedback", found.problems):
        raise typer.Exit(1)
