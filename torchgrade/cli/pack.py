"""`torchgrade pack`: an autograder of plain otter, made one that isolates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from torchgrade.cli.common import app
from torchgrade.cli.display import console

__all__: list[str] = []


@app.command()
def pack(
    autograder: Annotated[Path, typer.Argument(help="A zip that plain otter assign made.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="The zip to write; beside it, as NAME-isolated.zip, if not given."),
    ] = None,
    solution: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(
            help="The assignment's solution: otter grades it, and a test that says the same only "
            "beside the student's objects runs there. One that lies beside the zip is found."
        ),
    ] = None,
    accept_differences: Annotated[
        bool,
        typer.Option(
            "--accept-differences",
            help="Pack although a test says something else of the solution than in otter.",
        ),
    ] = False,
) -> None:
    """Rewrap an autograder of plain otter: on Gradescope it isolates students' code then.

    Example: torchgrade pack hw1-autograder_2025_01_30T12_00_00_000000.zip --out hw1.zip
    """
    from torchgrade.authoring.pack import pack as rewrap
    from torchgrade.bundle import Bundle
    from torchgrade.cli.placing import placed
    from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

    def place(bundle: Bundle) -> Bundle:
        with IsolatedEngine(walls="wanted") as engine:
            return placed(
                bundle, engine, autograder, solution, accept_differences=accept_differences
            )

    path, notes = rewrap(autograder, out, place)
    for note in notes:
        console.print(f"note: {note}", markup=False, soft_wrap=True)
    console.print(f"wrote {path}; upload it to Gradescope as it is", soft_wrap=True)
