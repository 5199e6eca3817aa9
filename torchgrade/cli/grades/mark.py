"""`torchgrade mark`: serve the page for marking written answers, and write marks into grades."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import CourseOption, app, course_of
from torchgrade.cli.display import console, errors
from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from torchgrade.marking.collected import Collected
    from torchgrade.marking.desk import Desk
    from torchgrade.marking.rubric import Guide
    from torchgrade.marking.store import Store
    from torchgrade.marking.tables import Database
    from torchgrade.records import Manifest

__all__: list[str] = []

_STATES = {
    "open": "not marked",
    "begun": "begun",
    "waits": "waiting for a second marker",
    "differs": "to be settled, since the points of two marks differ",
}


@app.command()
def mark(
    out: Annotated[Path, typer.Argument(help="The --out of a run of `torchgrade grade`.")],
    course: CourseOption = Path(),
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the marks into the grades, and serve no page.")
    ] = False,
    double: Annotated[
        str,
        typer.Option(
            help="The share of answers to be marked twice, such as 20%; default: as before."
        ),
    ] = "",
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="The random seed of the answers' order, and of which are marked twice."),
    ] = None,
    database: Annotated[
        str,
        typer.Option(help="The database: sqlite:////... or postgresql://...; default: in OUT."),
    ] = "",
    source: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The lab's source notebook, with rubrics; default: the one in --course."),
    ] = None,
    gradebook: Annotated[
        str,
        typer.Option(
            help="Exchange marks with nbgrader's gradebook: an SQLAlchemy URL, or "
            "the path of an SQLite file. --course is the nbgrader course."
        ),
    ] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: any free one.")] = 8642,
) -> None:
    """Mark written answers in the browser: question by question, blind and in random order.

    Only this machine can open the page, at an address with a secret in it. Every change is saved at
    once in OUT/marks.db. Ctrl-C, --apply, or the page's button writes the marks into grades,
    feedback and report.

    Example: torchgrade mark grades

    Two people, of whom both mark a fifth of the answers:

    Example: torchgrade mark grades --double 20%

    The marks of a run, for a later one of the same class:

    Example: torchgrade mark new_grades --database sqlite:///grades/marks.db
    """
    from torchgrade.marking import require_parts

    require_parts()
    from torchgrade.marking.adopt import adopt
    from torchgrade.marking.collected import collect
    from torchgrade.marking.desk import Desk
    from torchgrade.marking.presence import Presence
    from torchgrade.marking.store import Store
    from torchgrade.marking.tables import Database

    share = _share(double) if double else None
    collected = collect(out)
    guides = _guides(course, collected.manifest, source)
    opened = Database(database) if database else Database.of_file(out / "marks.db")
    try:
        store = Store(opened, collected.manifest.lab, seed=seed, double=share)
        exchange = _exchange(collected, store, opened, course, gradebook)
        desk = Desk(collected, guides, store, Presence(opened), exchange)
        if adopted := adopt(collected, store):
            console.print(f"marks of {adopted} answers were taken over from the grades")
        if not apply:
            for line in exchange():
                console.print(line, markup=False, soft_wrap=True)
            _serve(desk, out, port)
        _apply(desk, out)
    finally:
        opened.close()


def _exchange(
    collected: Collected, store: Store, database: Database, course: Path, gradebook: str
) -> Callable[[], list[str]]:
    """Return the exchange of marks with nbgrader's gradebook, if there is one."""
    if not gradebook:
        return list
    from torchgrade.marking.exchange import Exchange
    from torchgrade.nbgrader.gradebook import open_course

    marks = open_course(course, gradebook).written_marks(collected.manifest)
    return Exchange(collected, store, database, marks)


def _share(text: str) -> float:
    """Parse a share: 20%, or 0.2."""
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise AuthorError(f"--double {text}: expected a share from 0% to 100%, such as 20%")
    return share


def _guides(course: Path, manifest: Manifest, source: Path | None) -> Mapping[str, Guide]:
    """Read rubrics and model answers; without the lab there are none, and markers add lines."""
    from torchgrade.marking.rubric import guides_of
    from torchgrade.notebook import NotebookError

    found = course_of(course)
    path = source or found.root / "source" / manifest.lab / f"{manifest.lab}.ipynb"
    if source is None and not path.is_file():
        errors.print(
            f"no rubric: {path} is not there; --course names the folder that holds source/, and "
            "lines can be added in the page",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )
        return {}
    try:
        return guides_of(path)
    except (NotebookError, OSError) as error:
        raise AuthorError(f"{path} can't be read: {error}") from None


def _serve(desk: Desk, out: Path, port: int) -> None:
    from torchgrade.marking.serve import serve, token_of

    def ready(address: str) -> None:
        console.print("Mark here, as many as you are, each in a browser of your own:")
        console.print(f"  {address}", markup=False, highlight=False, soft_wrap=True)
        console.print("Ctrl-C ends it, and writes the marks into the grades.")

    serve(desk, token_of(out), port, ready)


def _apply(desk: Desk, out: Path) -> None:
    applied, notes = desk.apply()
    many = "submission" if applied.changed == 1 else "submissions"
    console.print(
        f"{applied.states['marked']} answers of students are marked; the grades of "
        f"{applied.changed} {many} changed"
    )
    for state, count in applied.states.items():
        if state != "marked":
            console.print(f"  {count} {_STATES[state]}")
    for line in (*notes, f"report: {out / 'report.html'}, table: {out / 'marks.csv'}"):
        console.print(line, markup=False, soft_wrap=True)
