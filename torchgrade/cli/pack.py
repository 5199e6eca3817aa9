"""`torchgrade pack`: make a plain otter autograder isolate students' code."""

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
        typer.Option(help="The zip to write; default: NAME-isolated.zip beside the other one."),
    ] = None,
    solution: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(
            help="The assignment's solution; default: the one beside the zip. otter grades it; "
            "tests that agree with otter only beside the student's objects will run there."
        ),
    ] = None,
    accept_differences: Annotated[
        bool,
        typer.Option(
            "--accept-differences",
            help="Pack even if a test's verdict on the solution differs from otter's.",
        ),
    ] = False,
) -> None:
    """Repack a plain otter autograder, so that it isolates students' code on Gradescope.

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
