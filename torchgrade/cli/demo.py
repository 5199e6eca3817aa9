"""`torchgrade demo`: build every lab of a course, and grade samples."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from torchgrade.cli.build import build_labs
from torchgrade.cli.common import CourseOption, app, course_of, written_labs
from torchgrade.cli.display import console
from torchgrade.cli.grades.summary import grades_table
from torchgrade.files.writing import write_text

__all__: list[str] = []


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
    from torchgrade.cli.batch import Options, run
    from torchgrade.engine.supervisor.host import sharing_host
    from torchgrade.results import overview
    from torchgrade.verify import write_samples

    start = time.monotonic()
    found = course_of(course)
    labs = written_labs(found)
    runs = []
    with sharing_host():
        build_labs(found, labs, check=False)
        for lab in labs:
            written = write_samples(lab, out / "samples" / lab.name)
            ended = run(
                Options(
                    lab.autograder,
                    [out / "samples" / lab.name],
                    out / lab.name,
                    jobs=0,
                    walls="wanted",  # on the authors' own work
                )
            )
            if ended.stopped:
                raise typer.Exit(130)
            runs.append((ended.batch, ended.manifest, written))
            console.print(grades_table(ended.batch, ended.manifest))
    page = out / "index.html"
    write_text(page, overview(runs))
    console.print(f"{time.monotonic() - start:.0f} s. The report: {page.resolve()}", soft_wrap=True)
