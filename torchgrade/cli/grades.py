"""Commands that grade: grade, samples, demo."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli import completing
from torchgrade.cli.building import build_labs
from torchgrade.cli.common import CourseOption, JobsOption, LabArgument, app, course_of
from torchgrade.cli.display import console, errors, grades_table, not_taken_lines
from torchgrade.cli.grading import run
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text
from torchgrade.nbgrader.recorder import Recorder

if TYPE_CHECKING:
    from torchgrade.engine.supervisor.isolated_engine import Walls

__all__: list[str] = []


@app.command()
def grade(
    submissions: Annotated[
        list[str], typer.Argument(help="LAB, then notebooks, zips, or folders of them.")
    ],
    out: Annotated[Path, typer.Option(help="Where grades.csv, grades.json and feedback go.")],
    course: CourseOption = Path(),
    autograder: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="Any otter autograder zip, in place of LAB."),
    ] = None,
    jobs: JobsOption = 0,
    engine: Annotated[str, typer.Option(help="What runs them: isolated or otter.")] = "isolated",
    require_isolation: Annotated[
        bool, typer.Option(help="Refuse to grade where a layer of the sandbox is missing.")
    ] = False,
    without_walls: Annotated[
        bool,
        typer.Option(
            "--without-walls",
            help="Grade even where the code of a submission could read hidden tests, or what "
            "others handed in: each grade says so.",
        ),
    ] = False,
    resume: Annotated[
        bool, typer.Option(help="Go on where an earlier run into --out stopped.")
    ] = False,
    explain: Annotated[
        Optional[list[str]],  # noqa: UP045 - see common.py
        typer.Option(
            help="Write explain-QUESTION.html, for staff alone, beside each submission's "
            "feedback; may be repeated."
        ),
    ] = None,
    only: Annotated[str, typer.Option(help="pending: complete the grades in --merge.")] = "",
    merge: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="The --out of an earlier run, whose pending tests are run now."),
    ] = None,
    pack: Annotated[
        Optional[Path],  # noqa: UP045 - see common.py
        typer.Option(help="The autograder zip that verdicts on GPU tests are put into."),
    ] = None,
    gradebook: Annotated[
        str,
        typer.Option(
            help="nbgrader's gradebook that grades go into: a URL of SQLAlchemy's, or the path of "
            "an SQLite file. --course is the nbgrader course."
        ),
    ] = "",
) -> None:
    """Grade submissions of a lab.

    A folder means all submissions in it; the folders of a Gradescope export and of nbgrader
    (STUDENT/LAB/) are understood, and give the student and the time.

    Example: torchgrade grade dropout_scaling submissions/ --out grades --jobs 2

    Example: torchgrade grade --autograder hw1-autograder.zip submissions/ --out grades

    In an nbgrader course, grades go into its gradebook as well, for formgrader and feedback:

    Example: torchgrade grade hello submitted/ --out grades --gradebook gradebook.db

    Tests that need a GPU are pending where there is none; on a machine with one, complete them:

    Example: torchgrade grade mnist_cnn submissions/ --out grades --only pending --merge grades
    --pack autograder/mnist_cnn.zip
    """
    if only not in ("", "pending") or bool(only) != (merge is not None):
        raise AuthorError("--only pending and --merge DIR go together, and nothing else is known")
    if only and (engine != "isolated" or explain):
        raise AuthorError("--only pending takes the isolated engine, and no --explain")
    if autograder is None:
        lab, *paths = submissions
        if lab not in course_of(course).lab_names and Path(lab).exists():
            raise AuthorError(
                f"{lab} is no lab: expected LAB first, then submissions, or a ZIP as --autograder"
            )
        autograder = course_of(course).lab(lab).autograder
    else:
        paths = submissions
    if not paths:
        raise AuthorError("no submissions: name notebooks, zips, or folders of them")
    walls: Walls = "wanted" if without_walls else "required"
    closed = course_of(course).closed
    open_cases: dict[str, str] = {}
    files = [Path(path) for path in paths]
    recorder = None
    if gradebook:
        from torchgrade.nbgrader.gradebook import open_course

        recorder = Recorder(open_course(course, gradebook))
    if merge is not None:
        batch, manifest, stopped, open_cases = completing.run(
            autograder,
            files,
            merge,
            out,
            jobs=jobs,
            require_isolation=require_isolation,
            walls=walls,
            closed=closed,
            resume=resume,
            pack=pack,
            recorder=recorder,
        )
    else:
        batch, manifest, stopped = run(
            autograder,
            files,
            out,
            jobs=jobs,
            engine=engine,
            require_isolation=require_isolation,
            walls=walls,
            closed=closed,
            resume=resume,
            explain=explain or [],
            pack=pack,
            recorder=recorder,
        )
    console.print(grades_table(batch, manifest))
    for line in not_taken_lines(batch):
        console.print(line, markup=False, soft_wrap=True)
    console.print(f"report: {out / 'report.html'}", markup=False, soft_wrap=True)
    for name, why in open_cases.items():
        errors.print(f"{name} stays pending: {why}", style="red", markup=False, soft_wrap=True)
    unwritten = recorder.problems if recorder else {}
    for name, why in unwritten.items():
        text = f"{name} is not in the gradebook: {why}"
        errors.print(text, style="red", markup=False, soft_wrap=True)
    if unwalled := sum(grade.without_walls for grade in batch.grades):
        text = f"{unwalled} graded without walls: their code could read hidden tests or other work"
        errors.print(text, style="yellow", soft_wrap=True)
    if stopped:
        errors.print("stopped; the same command with --resume goes on from here", style="red")
        raise typer.Exit(130)
    if not all(grade.is_whole for grade in batch.grades):
        what = "some submissions, or questions of them, stay ungraded through a fault of ours"
        errors.print(what, style="red", soft_wrap=True)
        raise typer.Exit(1)
    if open_cases or unwritten:
        raise typer.Exit(1)


@app.command()
def samples(
    lab: LabArgument,
    out: Annotated[Path, typer.Option(help="Where the submissions go.")],
    course: CourseOption = Path(),
    mistakes: Annotated[int, typer.Option(min=0, help="How many wrong ones.")] = 3,
) -> None:
    """Write sample submissions of a built lab: its solution, its blank release, typical mistakes.

    Example: torchgrade samples dropout_scaling --out samples
    """
    from torchgrade.verify import write_samples

    for name, what in write_samples(course_of(course).lab(lab), out, mistakes=mistakes).items():
        console.print(f"{out / name}: {what}", soft_wrap=True, markup=False)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Where the samples and their grades go.")] = Path(
        "demo"
    ),
    course: CourseOption = Path(),
) -> None:
    """Build every lab, grade sample submissions of each, and show the report.

    Example: torchgrade demo --out demo
    """
    from torchgrade.results import overview
    from torchgrade.verify import write_samples

    start = time.monotonic()
    found = course_of(course)
    labs = found.labs()
    build_labs(found, labs, check=False)
    runs = []
    for lab in labs:
        written = write_samples(lab, out / "samples" / lab.name)
        batch, manifest, stopped = run(
            lab.autograder,
            [out / "samples" / lab.name],
            out / lab.name,
            jobs=0,
            walls="wanted",  # of its authors' own work
        )
        if stopped:
            raise typer.Exit(130)
        runs.append((batch, manifest, written))
        console.print(grades_table(batch, manifest))
    page = out / "index.html"
    write_text(page, overview(runs))
    console.print(f"{time.monotonic() - start:.0f} s. The report: {page.resolve()}", soft_wrap=True)
