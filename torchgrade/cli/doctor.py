"""The command that looks at the machine: doctor."""

from __future__ import annotations

from pathlib import Path

import typer

from torchgrade.cli.common import CourseOption, app, course_of

__all__: list[str] = []


@app.command()
def doctor(course: CourseOption = Path()) -> None:
    """Say what keeps students' code in on this machine, and try each wall, in a second or two.

    The exit code is 1 where `torchgrade grade` would refuse to grade. The folders of a course are
    tried, too: those in this folder, or in the one that --course names.

    Example: torchgrade doctor --course ~/deep-learning
    """
    from torchgrade.cli.doctoring import examine

    if not examine(course_of(course).closed):
        raise typer.Exit(1)
