"""`torchgrade compare`: whose score changed between two runs, and why."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from rich.markup import escape
from rich.table import Table

from torchgrade.cli.common import CourseOption, app, course_of
from torchgrade.cli.display import console, errors
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.regular import why
from torchgrade.files.writing import write_text

if TYPE_CHECKING:
    from torchgrade.regrade import Comparison, Differences, TextDifference
    from torchgrade.regrade.sources import Source

__all__: list[str] = []

_ROWS, _LINES = 40, 60
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="The --out of the earlier run, or its grades.json.")],
    new: Annotated[Path, typer.Argument(help="The --out of the later run, or its grades.json.")],
    autograders: Annotated[
        Optional[tuple[Path, Path]],  # noqa: UP045
        typer.Option(
            help="The autograders of both runs, zips or folders: shows how tests were changed."
        ),
    ] = None,
    course: CourseOption = Path(),
    csv: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Write a table (CSV) with a row for each test whose verdict changed."),
    ] = None,
    html: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Write a page for staff with all differences."),
    ] = None,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="Exit with 0 even if a score fell.")
    ] = False,
) -> None:
    """Show whose score changed between two runs, in which test, and why.

    Grades record the tests, files, submission and versions that made them. How a test changed is
    shown from the course's git history, or from both autograders:

    Example: torchgrade compare grades regraded --csv changes.csv

    Example: torchgrade compare grades regraded --autograders old.zip new.zip --html changes.html

    The exit code is 1 where a score fell, or a submission is gone, without --allow-lower.
    """
    from torchgrade.regrade import compare as compared
    from torchgrade.regrade import comparison_csv, comparison_page, differences_of, open_run

    comparison = compared(open_run(old), open_run(new))
    with _sources(autograders, course, comparison.run.batch.lab) as (olds, news):
        differences = differences_of(comparison, olds, news)
    _show(comparison, differences)
    if csv is not None:
        _write(csv, comparison_csv(comparison))
    if html is not None:
        _write(html, comparison_page(comparison, differences))
    if comparison.fell and not allow_lower:
        errors.print(
            "scores fell, or are gone: see above; --allow-lower accepts that",
            style="red",
            soft_wrap=True,
        )
        raise typer.Exit(1)


@contextlib.contextmanager
def _sources(
    autograders: tuple[Path, Path] | None, course: Path, lab: str
) -> Iterator[tuple[Sequence[Source], Sequence[Source]]]:
    """Open the sources that may have both runs' tests, those that were named first."""
    from torchgrade.regrade.sources import History, from_autograder

    history = History(course_of(course).root, lab)
    if autograders is None:
        yield [history], [history]
        return
    with from_autograder(autograders[0]) as old, from_autograder(autograders[1]) as new:
        yield [old, history], [new, history]


def _write(path: Path, text: str) -> None:
    if path.is_dir():
        raise AuthorError(f"{path} is a folder: expected the name of a file")
    try:
        write_text(path, text)
    except OSError as error:
        raise GraderError(f"{path} can't be written: {why(error)}") from None
    console.print(f"written: {path}", markup=False, soft_wrap=True)


def _show(comparison: Comparison, differences: Differences) -> None:
    from torchgrade.regrade import moved_of, totals_of, where_of

    for text in totals_of(comparison):
        console.print(text, markup=False, soft_wrap=True)
    for moved in moved_of(comparison):
        heading = f" ({moved.heading})" if moved.heading != moved.name else ""
        console.print()
        console.print(f"{moved.name}{heading}", style="bold", markup=False, soft_wrap=True)
        same = f", {moved.same} with the same points" if moved.same else ""
        said = [f"{moved.up} up, {moved.down} down{same}: {moved.points:+g} points"]
        said += [f"{text} ({count})" for text, count in moved.causes]
        for text in (*said, *moved.cases):
            console.print(f"  {text}", markup=False, soft_wrap=True)
        for difference in differences.tests.get(moved.name, ()):
            _show_difference(difference)
    for difference in differences.files:
        _show_difference(difference)
    for text in comparison.environment:
        console.print(f"also: {text}", markup=False, soft_wrap=True)
    if comparison.changes:
        console.print()
        table = Table("submission", "before", "now", "", "in")
        for change in comparison.changes[:_ROWS]:
            style = {"up": "green", "down": "red", "same": ""}[change.direction]
            scores = [
                one.status if one.final is None else f"{one.final:g}"
                for one in (change.before, change.now)
            ]
            points = f"{change.points:+g}" if change.points else ""
            cells = [change.now.submission, *scores, points, where_of(change, tests=False)]
            table.add_row(*map(escape, cells), style=style)
        console.print(table)
    if (more := len(comparison.changes) - _ROWS) > 0:
        console.print(f"and {more} more: --csv FILE lists all", markup=False)
    for what, grades in (("new", comparison.new), ("gone", comparison.gone)):
        if grades:
            names = ", ".join(grade.submission for grade in grades[:_ROWS])
            rest = f" and {len(grades) - _ROWS} more" if len(grades) > _ROWS else ""
            console.print(f"{what}: {names}{rest}", markup=False, soft_wrap=True)


def _show_difference(difference: TextDifference) -> None:
    if difference.why:
        console.print(f"  {difference.name}: {difference.why}", markup=False, soft_wrap=True)
        return
    console.print(f"  --- {difference.before}", style="bold", markup=False, soft_wrap=True)
    console.print(f"  +++ {difference.now}", style="bold", markup=False, soft_wrap=True)
    for line in difference.lines[:_LINES]:
        colour = _COLOURS.get(line[:1], "")
        console.print(f"  {line}", style=colour, markup=False, soft_wrap=True)
    if more := len(difference.lines[_LINES:]):
        console.print(f"  ... {more} more lines: --html FILE has all", markup=False)
