"""`torchgrade doctor`: the walls that this machine provides, and whether they hold."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.table import Table

from torchgrade.cli.common import CourseOption, app, course_of
from torchgrade.cli.display import console

if TYPE_CHECKING:
    from torchgrade.engine.supervisor.checkup import Checkup

__all__: list[str] = []

# A layer, its purpose, and what to do if it is missing.
_LAYERS = (
    ("uid", "each submission runs as a user of its own", "run as root, in a machine or container"),
    ("capabilities", "it has no rights of root's", "run as root"),
    ("mounts", "no two submissions share /tmp and /dev/shm", "run as root; allow unshare()"),
    ("no-new-privs", "it gains no rights by starting programs", "Linux 3.5 or newer"),
    (
        "seccomp",
        "no network, no looking into other processes",
        "install libseccomp2, and pip install pyseccomp",
    ),
    (
        "landlock",
        "it opens the interpreter and its own folder alone",
        "Linux 5.13 or newer, with landlock in /sys/kernel/security/lsm",
    ),
    ("signal scope", "it sends no signal to other processes", "Linux 6.12 or newer, or root"),
    (
        "interpreter",
        "it can import what is installed",
        "install Python where others may read it, not in a home folder",
    ),
    (
        "walls",
        "hidden tests and others' work can't be opened",
        "see above; without Landlock chmod 700 the course, as root",
    ),
)


@app.command()
def doctor(course: CourseOption = Path()) -> None:
    """Show how students' code is confined on this machine, and test each wall, in seconds.

    The exit code is 1 if `torchgrade grade` would refuse to grade. The folders of a course are
    tested, too: those in this folder, or in the one that --course names.

    Example: torchgrade doctor --course ~/deep-learning
    """
    if not _examine(course_of(course).closed):
        raise typer.Exit(1)


def _examine(closed: Sequence[Path]) -> bool:
    """Start a sandboxed process, show its layers and what it could do; return whether it is walled.

    Args:
        closed: the existing folders of the course.
    """
    if not hasattr(os, "fork"):
        console.print("The isolated engine does not run here: it takes Linux or macOS.")
        return False
    from torchgrade.engine.closed_paths import refusal
    from torchgrade.engine.supervisor.checkup import check_up
    from torchgrade.sandbox.walls import NO_WALLS

    there = [path for path in closed if path.exists()]
    found = check_up(there)
    if found.error:
        console.print(f"[red]no sandbox[/]: {escape(found.error)}", soft_wrap=True)
        return False
    console.print(_layers(found))
    console.print(_tried(found))
    opened = [layer for layer in found.layers if layer.startswith(NO_WALLS)]
    if opened:
        text = f"[red]not walled[/]: {escape(refusal(found.layers))}"
    else:
        course = f", those of the course in {there[0].parent} too" if there else ""
        text = f"[green]walled[/]: hidden tests stay closed{escape(course)}; `torchgrade grade`"
        text += " grades here. `--require-isolation` asks for every layer besides."
    console.print(text, soft_wrap=True)
    return not opened


def _layers(found: Checkup) -> Table:
    kernel = f"{platform.system()} {platform.release()}"
    table = Table("layer", "here", "what for", title=f"What a submission's sandbox has on {kernel}")
    for name, purpose, remedy in _LAYERS:
        layer = next((text for text in found.layers if _is_of(text, name)), "")
        if not layer:
            continue
        missing = layer.startswith("no ") and layer != "no-new-privs"
        more = f"{purpose}\n[dim]to have it: {remedy}[/]" if missing else purpose
        table.add_row(name, f"[{'yellow' if missing else 'green'}]{escape(layer)}[/]", more)
    return table


def _is_of(layer: str, name: str) -> bool:
    return layer.removeprefix("no ").startswith(name) or layer == name


def _tried(found: Checkup) -> Table:
    table = Table("a submission's code tried to", "and", title="What was tried")
    for what, refused in found.tried:
        table.add_row(what, "[green]was refused[/]" if refused else "[red]could[/]")
    return table
