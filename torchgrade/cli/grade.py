"""`torchgrade grade`: grade submissions of a lab, or complete the grades of an earlier run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from torchgrade.cli.common import (
    ClusterOption,
    CourseOption,
    JobsOption,
    RosterOption,
    app,
    attempts_of,
    cluster_of,
    course_of,
)
from torchgrade.cli.display import console, errors, tell
from torchgrade.cli.grades.summary import grades_table, summary_lines
from torchgrade.errors import AuthorError
from torchgrade.texts import printable

if TYPE_CHECKING:
    from torchgrade.cli.batch import Ended, Options
    from torchgrade.cluster import Where
    from torchgrade.course import Course
    from torchgrade.grade import Attempts
    from torchgrade.nbgrader.recorder import Recorder
    from torchgrade.records import Grade
    from torchgrade.settings import Late

__all__: list[str] = []


# typer reads these at run time, where Python 3.10's typer wants Optional spelled out.
Submissions = Annotated[
    list[str], typer.Argument(help="LAB, then submissions: notebooks, zips, or folders of them.")
]
Out = Annotated[Path, typer.Option(help="Where grades.csv, grades.json and feedback go.")]
Autograder = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="An autograder zip, in place of LAB; plain otter's will do."),
]
Engine = Annotated[str, typer.Option(help="The engine that runs submissions: isolated or otter.")]
RequireIsolation = Annotated[
    bool, typer.Option(help="Refuse to grade if a layer of the sandbox is missing.")
]
WithoutWalls = Annotated[
    bool,
    typer.Option(
        "--without-walls",
        help="Grade even if a submission's code could read hidden tests or other submissions; "
        "each grade says so.",
    ),
]
Resume = Annotated[bool, typer.Option(help="Continue an earlier run into --out that was stopped.")]
Explain = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        help="Write explain-QUESTION.html, for staff alone, beside each submission's "
        "feedback, on why a question was graded as it was; may be repeated."
    ),
]
Only = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        help="pending: complete the grades in --merge. A question: grade it again, and leave the "
        "rest of them as it is; may be repeated."
    ),
]
Shard = Annotated[
    str,
    typer.Option(
        help="K/N, such as 2/8: grade only every N-th submission, by name, from the K-th on. "
        "`torchgrade merge` joins the parts."
    ),
]
Merge = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="The --out of an earlier run, of which --only a part is run again."),
]
Pack = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="The autograder zip to put verdicts on GPU tests into."),
]
Solution = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        help="The assignment's solution, for an --autograder of plain otter; default: the one that "
        "`otter assign` left beside the zip. otter grades it first; tests that agree with otter "
        "only if they run beside the student's objects will run there."
    ),
]
AcceptDifferences = Annotated[
    bool,
    typer.Option(
        "--accept-differences",
        help="Grade even if a test's verdict on the solution differs from otter's.",
    ),
]
Gradebook = Annotated[
    str,
    typer.Option(
        help="Also write grades to nbgrader's gradebook: an SQLAlchemy URL, or the path of "
        "an SQLite file. --course is the nbgrader course."
    ),
]

LateOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--late",
        help="A file with a table \\[late], in place of the one in lab.toml: when the lab is due, "
        "and what it costs to be late.",
    ),
]
AttemptsOption = Annotated[
    str,
    typer.Option(
        "--attempts", help="Which of a student's several submissions counts: latest, best or each."
    ),
]

OverridesOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--overrides",
        help="A table (CSV) of points that people gave in place of the tests' points: student, "
        "question, points, reason, who. Default: overrides.csv in --out, or in --merge.",
    ),
]


@app.command()
def grade(
    submissions: Submissions,
    out: Out,
    course: CourseOption = Path(),
    autograder: Autograder = None,
    jobs: JobsOption = 0,
    engine: Engine = "isolated",
    require_isolation: RequireIsolation = False,
    without_walls: WithoutWalls = False,
    resume: Resume = False,
    explain: Explain = None,
    only: Only = None,
    shard: Shard = "",
    merge: Merge = None,
    pack: Pack = None,
    solution: Solution = None,
    accept_differences: AcceptDifferences = False,
    gradebook: Gradebook = "",
    roster: RosterOption = None,
    attempts: AttemptsOption = "latest",
    overrides: OverridesOption = None,
    late: LateOption = None,
    cluster: ClusterOption = "",
) -> None:
    """Grade submissions of a lab.

    A folder stands for all submissions in it. Downloads from Canvas, Moodle and Gradescope, zipped
    or unpacked, and nbgrader's folders (STUDENT/LAB/) are recognised, and tell who the student is.

    Example: torchgrade grade dropout_scaling submissions/ --out grades --jobs 2

    Example: torchgrade grade --autograder hw1-autograder.zip submissions/ --out grades

    Example: torchgrade grade hw1 submissions.zip --roster roster.csv --out grades

    In an nbgrader course, grades go into its gradebook as well, for formgrader and feedback:

    Example: torchgrade grade hello submitted/ --out grades --gradebook gradebook.db

    Tests that need a GPU are pending where there is none; on a machine with one, complete them:

    Example: torchgrade grade mnist_cnn submissions/ --out grades --only pending --merge grades
    --pack autograder/mnist_cnn.zip

    After fixing a test of q3, grade that question again, with the same random inputs as before:

    Example: torchgrade grade dropout_scaling submissions/ --out mended --only q3 --merge grades
    """
    questions = _check(only or [], merge, engine, explain)
    counts = _attempts(attempts, gradebook)
    found = course_of(course)
    chosen, rule, paths = _named(found, submissions, autograder)
    if not paths:
        raise AuthorError("no submissions: name notebooks, zips, or folders of them")
    from torchgrade.cli.batch import Options, run

    recorder = _recorder(course, gradebook)
    options = Options(
        chosen,
        [Path(path) for path in paths],
        out,
        jobs=jobs,
        engine=engine,
        require_isolation=require_isolation,
        walls="wanted" if without_walls else "required",
        closed=found.closed,
        resume=resume,
        explain=explain or [],
        pack=pack,
        merge=merge,
        only=questions,
        shard=_shard(shard, counts),
        solution=solution,
        accept_differences=accept_differences,
        recorder=recorder,
        roster=roster,
        attempts=counts,
        overrides=overrides,
        late=_late(late) or rule,
        cluster=_cluster(cluster, engine, jobs),
    )
    if code := _show(run(options), options):
        raise typer.Exit(code)


def _check(
    only: Sequence[str], merge: Path | None, engine: str, explain: Sequence[str] | None
) -> Sequence[str]:
    """Refuse options that can't be combined, and return the questions of --only."""
    if bool(only) != (merge is not None):
        raise AuthorError("--only and --merge DIR need each other: expected both or neither")
    if "pending" in only and len(only) > 1:
        raise AuthorError(
            "--only pending can't be combined with a question: run one after the other"
        )
    if only and (engine != "isolated" or explain):
        raise AuthorError("--only needs the isolated engine, and can't be combined with --explain")
    return tuple(dict.fromkeys(name for name in only if name != "pending"))


def _attempts(text: str, gradebook: str) -> Attempts:
    if gradebook and text != "latest":
        raise AuthorError(
            "--gradebook takes each student's one submission that nbgrader has collected, "
            "the latest: leave --attempts out"
        )
    return attempts_of(text)


def _cluster(text: str, engine: str, jobs: int) -> Where | None:
    if text and engine != "isolated":
        raise AuthorError("--cluster needs the isolated engine")
    return cluster_of(text, jobs)


def _shard(text: str, attempts: Attempts) -> tuple[int, int] | None:
    if not text:
        return None
    if attempts == "best":
        raise AuthorError(
            "--attempts best takes all attempts of a student, and they may lie in several shards: "
            "grade each shard with --attempts each, and choose with `torchgrade merge ... "
            "--attempts best`"
        )
    from torchgrade.results.merging import MOST_SHARDS

    found = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]) <= MOST_SHARDS:
        raise AuthorError(
            f"--shard {text}: expected K/N with K from 1 to N, such as 2/8, and N up to "
            f"{MOST_SHARDS}"
        )
    return int(found[1]), int(found[2])


def _late(path: Path | None) -> Late | None:
    from torchgrade.settings import read_late

    return read_late(path) if path else None


def _named(
    course: Course, words: Sequence[str], autograder: Path | None
) -> tuple[Path, Late | None, Sequence[str]]:
    """Return the autograder of the lab that the first word names, its late rule, and the paths."""
    if autograder:
        return autograder, None, words
    lab, *paths = words
    if lab not in course.lab_names and Path(lab).exists():
        raise AuthorError(
            f"{lab} is not a lab: expected LAB, then submissions, or --autograder ZIP"
        )
    found = course.lab(lab)
    if not found.autograder.is_dir():
        raise AuthorError(f"{found.autograder} is missing: run `torchgrade build {lab}` first")
    return found.autograder, found.settings.late, paths


def _recorder(course: Path, gradebook: str) -> Recorder | None:
    if not gradebook:
        return None
    from torchgrade.nbgrader.gradebook import open_course
    from torchgrade.nbgrader.recorder import Recorder

    return Recorder(open_course(course, gradebook))


def _show(ended: Ended, options: Options) -> int:
    """Show the outcome of a run, and return the exit code."""
    from torchgrade.results import with_all_marks

    out = options.out
    batch = with_all_marks(ended.batch, out)
    grades = batch.grades
    unwritten = options.recorder.problems if options.recorder else {}
    stays = "stays as it was" if options.only else "stays pending"
    console.print(grades_table(batch, ended.manifest))
    for line in (*(() if ended.stopped else batch.unknown), *summary_lines(batch, out)):
        console.print(line, markup=False, soft_wrap=True)
    for question in dict.fromkeys(options.explain):
        _tell_pages(out, grades, question)
    if options.merge is not None and options.merge != out:
        line = f"what changed: torchgrade compare {options.merge} {out}"
        console.print(line, markup=False, soft_wrap=True)
    for name, why in ended.problems.items():
        errors.print(f"{name} {stays}: {why}", style="red", markup=False, soft_wrap=True)
    for text in ended.unchanged:
        errors.print(text, style="red", markup=False, soft_wrap=True)
    for name, why in unwritten.items():
        text = f"{name} is not in the gradebook: {why}"
        errors.print(text, style="red", markup=False, soft_wrap=True)
    if unwalled := sum(grade.without_walls for grade in grades):
        text = f"{unwalled} graded without walls: their code could read hidden tests or other work"
        errors.print(text, style="yellow", soft_wrap=True)
    if ended.stopped:
        errors.print("stopped; the same command with --resume goes on from here", style="red")
        return 130
    if not all(grade.is_whole for grade in grades):
        what = "some submissions, or questions of them, are ungraded through a fault of ours"
        errors.print(what, style="red", soft_wrap=True)
        return 1
    return 1 if ended.problems or unwritten or ended.unchanged else 0


def _tell_pages(out: Path, grades: Sequence[Grade], question: str) -> None:
    """Say where a question's pages are, and which grades of an earlier run have none."""
    from torchgrade.results import explanation

    pages = {explanation(out, grade, question): grade for grade in grades}
    made = [page for page in pages if page.is_file()]
    lacking = [grade for page, grade in pages.items() if not page.is_file()]
    if made:
        more = f", and {len(made) - 1} more beside feedback" if len(made) > 1 else ""
        line = f"{question} explained, for staff: {printable(str(made[0]))}{more}"
        console.print(line, markup=False, soft_wrap=True)
    if lacking:  # a page needs what the run saw
        tell(
            f"{question} is not explained for {len(lacking)} graded by an earlier run, such as "
            f"{printable(lacking[0].submission)}: name one or all without --resume, and "
            "another --out"
        )
