"""The application, and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.display import console
from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.cluster import Where
    from torchgrade.course import Course, Lab
    from torchgrade.grade import Attempts

__all__ = [
    "ClusterOption",
    "CourseOption",
    "JobsOption",
    "LabArgument",
    "LabsArgument",
    "RosterOption",
    "app",
    "attempts_of",
    "cluster_of",
    "course_of",
    "written_labs",
]

EXIT_CODES = """
Exit codes: 0 success; 1 something needs attention (build --check: files are out of date; verify: a
gate fails; grade, merge: a submission or a question is ungraded through a fault of ours, could not
be written to the gradebook, or is still pending with --only pending; export, feedback, gradebook:
something is open or has no row; compare: a score fell or a submission is gone; replay: the grade
differs; calibrate: the threshold is too high; doctor: grade would refuse); 2 a wrong call, a lab
that its author has to fix, or no walls (grade); 130 stopped by Ctrl-C.
"""

app = typer.Typer(
    help="Build, grade and prove auto-graded deep-learning assignments.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CourseOption = Annotated[
    Path, typer.Option("--course", help="The folder with source/, release/, ...")
]
JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=0, max=63, help="How many to run at once; 0: one per available core."
    ),
]
ClusterOption = Annotated[
    str,
    typer.Option(
        "--cluster",
        help="Run on a Dask cluster: local, a scheduler's address (tcp://HOST:PORT), slurm, k8s, "
        "or FILE.toml. See docs/cluster.md.",
    ),
]
# typer reads these at run time, where Python 3.10's typer wants Optional spelled out.
RosterOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        help="The class list (CSV), as Canvas, Moodle or Gradescope export it: grades get their "
        "students, and students who handed in nothing are listed."
    ),
]
LabArgument = Annotated[str, typer.Argument(help="The lab's name: its folder in source/.")]
LabsArgument = Annotated[Optional[list[str]], typer.Argument(help="Labs; default: all.")]  # noqa: UP045


def course_of(folder: Path) -> Course:
    """Return the course that lies in a folder."""
    from torchgrade.course import Course

    return Course(folder.resolve())


def attempts_of(text: str) -> Attempts:
    """Return which of a student's several submissions counts, according to an option.

    Raises:
        AuthorError: it is not latest, best or each.
    """
    if text not in ("latest", "best", "each"):
        raise AuthorError(f"--attempts {text}: expected latest, best or each")
    return text  # type: ignore[return-value]  # one of these


def cluster_of(text: str, jobs: int = 0) -> Where | None:
    """Return the cluster to run on; None: this machine.

    Args:
        text: the value of `--cluster`.
        jobs: the value of `--jobs`; 0: not given.

    Raises:
        AuthorError: there is no such cluster, or it can't be combined with `--jobs`.
    """
    if not text:
        return None
    from torchgrade.cluster import read_where

    where = read_where(text)
    if jobs and where.kind != "local":
        raise AuthorError(
            "--jobs is for this machine: on a cluster each worker says how many it takes (dask "
            "worker --nthreads)"
        )
    return where


def written_labs(course: Course, names: list[str] | None = None) -> list[Lab]:
    """Return labs as :meth:`Course.labs` does, once their text files and notebooks are in step.

    Raises:
        AuthorError: a lab is missing or wrong, or both of its files were changed.
    """
    from torchgrade.authoring.text import keep_in_step
    from torchgrade.course import Lab

    for name in names or course.lab_names:
        written = keep_in_step(Lab(name, course.root).notebook)
        if written:
            other = f"{name}.ipynb" if written.endswith(".py") else f"{name}.lab.py"
            console.print(f"{name}: wrote {written} anew, as {other} was changed", markup=False)
    return course.labs(names)


def _version(asked: bool) -> None:
    if asked:
        import torchgrade

        console.print(f"torchgrade {torchgrade.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    pass
