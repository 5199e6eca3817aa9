"""The command `torchgrade`: parses, calls one room, prints, sets the exit code.

Rooms are imported where they are used, so that `--help` is instant.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

try:
    import typer

    from torchgrade import completing
    from torchgrade.display import console, errors, grades_table, progress_bar
    from torchgrade.grading import run
except ImportError as error:  # a student's installation
    sys.exit(f"the command torchgrade needs: pip install 'torchgrade[grade]' ({error})")

from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.course import Course, Lab

__all__ = ["app", "main"]

EXIT_CODES = """
Exit codes: 0 all is well; 1 something was found (build --check: files differ; grade: a submission
stays ungraded through a fault of ours, or pending with --only pending; calibrate: the threshold is
too high); 2 a wrong call, or a lab that its author must mend; 130 stopped by Ctrl-C.
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
    Path, typer.Option("--course", help="The folder that holds source/, release/, ...")
]
# typer reads these at run time, where Python 3.10's typer wants Optional spelled out.
LabsArgument = Annotated[Optional[list[str]], typer.Argument(help="Labs; none means all.")]  # noqa: UP045


def main() -> None:
    """Run the command."""
    try:
        app()
    except AuthorError as error:
        _stop(str(error))


def _stop(message: str) -> NoReturn:
    errors.print(f"error: {message}", style="red", markup=False, soft_wrap=True)
    raise SystemExit(2)


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


def _course(folder: Path) -> Course:
    from torchgrade.course import Course

    return Course(folder.resolve())


@app.command()
def build(
    labs: LabsArgument = None,
    course: CourseOption = Path(),
    check: Annotated[
        bool, typer.Option(help="Publish nothing; exit 1 if the tree is not what source/ gives.")
    ] = False,
) -> None:
    """Make release/, autograder/ and solutions/ from source/.

    Example: torchgrade build dropout_scaling
    """
    found = _course(course)
    if not _build(found, found.labs(labs), check=check):
        raise typer.Exit(1)


def _build(course: Course, labs: list[Lab], *, check: bool) -> bool:
    """Build labs, print what became of each; raise where one failed; tell whether none differs."""
    from torchgrade.build import build as build_labs

    failed, same = [], True
    with progress_bar() as progress:
        task = progress.add_task("building", total=len(labs))

        def step(lab: str, doing: str) -> None:
            progress.update(task, description=f"{lab}: {doing}")

        for built in build_labs(course, labs, check=check, step=step):
            progress.advance(task)
            console.print(f"{built.lab}: {built.status} in {built.seconds:.1f} s")
            if built.status == "failed":
                failed.append(built.message)
            for case in built.pending:
                console.print(f"  not proved here, it needs a GPU: {case}", markup=False)
            for path in built.differences:
                same = False
                console.print(f"  differs: {path}", markup=False)
        progress.update(task, description="building")
    if failed:
        raise AuthorError("\n".join(failed))
    return same


@app.command()
def pack(
    autograder: Annotated[Path, typer.Argument(help="A zip that plain otter assign made.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="The zip to write; beside it, as NAME-isolated.zip, if not given."),
    ] = None,
) -> None:
    """Rewrap an autograder of plain otter: on Gradescope it isolates students' code then.

    Example: torchgrade pack hw1-autograder_2025_01_30T12_00_00_000000.zip --out hw1.zip
    """
    from torchgrade.build.pack import pack as rewrap

    path, notes = rewrap(autograder, out)
    for note in notes:
        console.print(f"note: {note}", markup=False, soft_wrap=True)
    console.print(f"wrote {path}; upload it to Gradescope as it is", soft_wrap=True)


@app.command()
def new(lab: str, course: CourseOption = Path()) -> None:
    """Make a minimal lab that builds and grades, to start from.

    Example: torchgrade new attention
    """
    from torchgrade.build.template import new_lab

    path = new_lab(_course(course), lab)
    where = "" if course == Path() else f" --course {course}"
    console.print(f"made {path}; next: torchgrade build {lab}{where}", soft_wrap=True)


@app.command()
def grade(
    submissions: Annotated[
        list[str], typer.Argument(help="LAB, then notebooks, zips, or folders of them.")
    ],
    out: Annotated[Path, typer.Option(help="Where grades.csv, grades.json and feedback go.")],
    course: CourseOption = Path(),
    autograder: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="Any otter autograder zip, in place of LAB."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many at a time.")] = 1,
    engine: Annotated[str, typer.Option(help="What runs them: isolated or otter.")] = "isolated",
    require_isolation: Annotated[
        bool, typer.Option(help="Refuse to grade where a layer of the sandbox is missing.")
    ] = False,
    resume: Annotated[
        bool, typer.Option(help="Go on where an earlier run into --out stopped.")
    ] = False,
    explain: Annotated[
        Optional[list[str]],  # noqa: UP045 - as above
        typer.Option(help="Write a page for staff on a question's tests; may be repeated."),
    ] = None,
    only: Annotated[str, typer.Option(help="pending: complete the grades in --merge.")] = "",
    merge: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="The --out of an earlier run, whose pending tests are run now."),
    ] = None,
    pack: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="The autograder zip that verdicts on GPU tests are put into."),
    ] = None,
) -> None:
    """Grade submissions of a lab.

    A folder means all submissions in it; the folders of a Gradescope export and of nbgrader
    (STUDENT/LAB/) are understood, and give the student and the time.

    Example: torchgrade grade dropout_scaling submissions/ --out grades --jobs 2

    Example: torchgrade grade --autograder hw1-autograder.zip submissions/ --out grades

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
        autograder = _course(course).lab(lab).autograder
    else:
        paths = submissions
    if not paths:
        raise AuthorError("no submissions: name notebooks, zips, or folders of them")
    open_cases: dict[str, str] = {}
    files = [Path(path) for path in paths]
    if merge is not None:
        batch, manifest, stopped, open_cases = completing.run(
            autograder,
            files,
            merge,
            out,
            jobs=jobs,
            require_isolation=require_isolation,
            resume=resume,
            pack=pack,
        )
    else:
        batch, manifest, stopped = run(
            autograder,
            files,
            out,
            jobs=jobs,
            engine=engine,
            require_isolation=require_isolation,
            resume=resume,
            explain=explain or [],
            pack=pack,
        )
    console.print(grades_table(batch, manifest))
    console.print(f"report: {out / 'report.html'}", soft_wrap=True)
    for name, why in open_cases.items():
        errors.print(f"{name} stays pending: {why}", style="red", markup=False, soft_wrap=True)
    if stopped:
        errors.print("stopped; the same command with --resume goes on from here", style="red")
        raise typer.Exit(130)
    if any(grade.status == "ungraded" for grade in batch.grades):
        errors.print("some submissions stay ungraded through a fault of ours", style="red")
        raise typer.Exit(1)
    if open_cases:
        raise typer.Exit(1)


@app.command()
def samples(
    lab: str,
    out: Annotated[Path, typer.Option(help="Where the submissions go.")],
    course: CourseOption = Path(),
    mistakes: Annotated[int, typer.Option(min=0, help="How many wrong ones.")] = 3,
) -> None:
    """Write sample submissions of a built lab: its solution, its blank release, typical mistakes.

    Example: torchgrade samples dropout_scaling --out samples
    """
    from torchgrade.verify import write_samples

    for name, what in write_samples(_course(course).lab(lab), out, mistakes=mistakes).items():
        console.print(f"{out / name}: {what}", soft_wrap=True, markup=False)


@app.command()
def verify(
    labs: LabsArgument = None,
    course: CourseOption = Path(),
    question: Annotated[str, typer.Option(help="Of this question alone.")] = "",
    quick: Annotated[
        bool, typer.Option(help="Without otter's engine, noise and budget; some mutants.")
    ] = False,
    skip: Annotated[
        Optional[list[str]],  # noqa: UP045 - as above
        typer.Option(help="Leave a gate out, such as noise; may be repeated."),
    ] = None,
    watch: Annotated[bool, typer.Option(help="Again, each time that the source changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    html: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="Write a report for people."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="0: one a core.")] = 0,
) -> None:
    """Prove the tests of labs: what they must catch, and what they must not fail.

    Example: torchgrade verify dropout_scaling --question q4_forward --watch
    """
    from torchgrade import proving
    from torchgrade.verify import Plan

    found = _course(course)
    chosen = found.labs(labs)
    plan = Plan(question, quick, frozenset(skip or ()), jobs or os.cpu_count() or 1)
    if watch:
        if len(chosen) != 1 or as_json:
            raise AuthorError("--watch takes one lab, and no --json")
        proving.watch(found, chosen[0], plan, html)
    elif not proving.prove_labs(found, chosen, plan, as_json=as_json, html=html):
        raise typer.Exit(1)


@app.command()
def adopt(
    lab: str,
    submission: Annotated[Path, typer.Argument(help="A student's notebook.")],
    question: str,
    kind: Annotated[str, typer.Option("--as", help="mistake or alternative.")],
    name: Annotated[str, typer.Option(help="The new file's name; made up if none.")] = "",
    why: Annotated[str, typer.Option(help="A sentence on what is special about it.")] = "",
    course: CourseOption = Path(),
) -> None:
    """Make an answer of a student part of the proof: a mistake, or an alternative.

    Example: torchgrade adopt dropout_scaling 17.ipynb q4_forward --as alternative
    """
    from torchgrade.grade import IsolatedEngine
    from torchgrade.verify import adopt as adopt_answer

    found = _course(course)
    with IsolatedEngine() as engine:
        path = adopt_answer(
            found, found.lab(lab), submission, question, kind, engine, name=name, why=why
        )
    console.print(f"wrote {path}; next: torchgrade verify {lab} --question {question}")


@app.command()
def calibrate(
    lab: str,
    dataset: Annotated[
        str, typer.Option(help="Which one; that of lab.toml if none is named.")
    ] = "",
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of the reference.")] = 10,
    variant_seeds: Annotated[
        int, typer.Option(min=1, help="Trainings of each known-bad variant.")
    ] = 5,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Trainings at a time.")] = 1,
    write: Annotated[bool, typer.Option(help="Put the threshold into lab.toml.")] = False,
    course: CourseOption = Path(),
) -> None:
    """Train a lab's reference many times, and propose an accuracy that right work reaches.

    Trainings that have ended are kept: the same command goes on where it stopped. It exits with 1
    where the threshold in lab.toml is higher than right work bears.

    Example: torchgrade calibrate mnist_cnn --dataset digits --seeds 10
    """
    from torchgrade.calibrating import calibrate_lab

    found = _course(course)
    chosen = found.lab(lab)
    if not calibrate_lab(
        found,
        chosen,
        dataset or chosen.wanted_dataset,
        seeds=seeds,
        variant_seeds=variant_seeds,
        jobs=jobs,
        write=write,
    ):
        raise typer.Exit(1)


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
    found = _course(course)
    labs = found.labs()
    _build(found, labs, check=False)
    runs = []
    for lab in labs:
        written = write_samples(lab, out / "samples" / lab.name)
        batch, manifest, stopped = run(
            lab.autograder,
            [out / "samples" / lab.name],
            out / lab.name,
            jobs=os.cpu_count() or 1,
        )
        if stopped:
            raise typer.Exit(130)
        runs.append((batch, manifest, written))
        console.print(grades_table(batch, manifest))
    page = out / "index.html"
    page.write_text(overview(runs), encoding="utf-8")
    console.print(f"{time.monotonic() - start:.0f} s. The report: {page.resolve()}", soft_wrap=True)
