"""`torchgrade verify`: verify labs one after the other, and show progress."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional, Protocol, get_args

import typer
from rich.markup import escape
from rich.table import Table

from torchgrade.cli.common import (
    ClusterOption,
    CourseOption,
    JobsOption,
    LabsArgument,
    app,
    cluster_of,
    course_of,
    written_labs,
)
from torchgrade.cli.display import console, errors, progress_bar, tell
from torchgrade.errors import AuthorError

if TYPE_CHECKING:
    from torchgrade.cluster import Where
    from torchgrade.course import Course, Lab
    from torchgrade.verify import Finding, Proof, VerifyOptions
    from torchgrade.verify.finding import Gate
    from torchgrade.verify.notebook_runner import Engine

__all__: list[str] = []

_QuestionOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - see common.py
    typer.Option(help="Verify only this question; may be repeated."),
]
_SkipOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - see common.py
    typer.Option(help="Skip a gate, such as noise; may be repeated."),
]
_SelectOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - see common.py
    typer.Option(help="Apply only this rule, such as magic-tolerance; may be repeated."),
]
_IgnoreOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - see common.py
    typer.Option(help="Leave out a rule, such as V705; may be repeated."),
]
_HtmlOption = Annotated[
    Optional[Path],  # noqa: UP045 - see common.py
    typer.Option(help="Write a report for people."),
]
_JunitOption = Annotated[
    Optional[Path],  # noqa: UP045 - see common.py
    typer.Option(help="Write the gates as tests in JUnit XML, for a CI server."),
]
_SarifOption = Annotated[
    Optional[Path],  # noqa: UP045 - see common.py
    typer.Option(help="Write the findings as SARIF, for code scanning."),
]

_SampleOption = Annotated[
    int,
    typer.Option(
        min=0,
        help="Try only this many mistakes, alternatives and idle answers of each question; 0: all.",
    ),
]
_SeedsOption = Annotated[
    int, typer.Option(min=2, help="Grade right work under this many seeds (gate noise).")
]

_LOOK = 0.2  # seconds between checks for a change of the source
_ON_THE_WAY = 128  # notebooks given to a cluster at a time; it runs as many of them as it can


@app.command()
def verify(
    labs: LabsArgument = None,
    course: CourseOption = Path(),
    question: _QuestionOption = None,
    quick: Annotated[
        bool, typer.Option(help="Skip otter's engine, noise and budget; try some mutants.")
    ] = False,
    sample: _SampleOption = 0,
    seeds: _SeedsOption = 100,
    skip: _SkipOption = None,
    select: _SelectOption = None,
    ignore: _IgnoreOption = None,
    watch: Annotated[bool, typer.Option(help="Verify again each time the source changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    html: _HtmlOption = None,
    junit: _JunitOption = None,
    sarif: _SarifOption = None,
    signatures: Annotated[
        bool, typer.Option(help="Record how each mistake shows, so that grades can name it.")
    ] = False,
    jobs: JobsOption = 0,
    cluster: ClusterOption = "",
) -> None:
    """Prove the tests of labs: what they must catch, and what they must not fail.

    Example: torchgrade verify dropout_scaling --question q4_forward --watch
    """
    from torchgrade.verify import VerifyOptions

    found = course_of(course)
    chosen = written_labs(found, labs)
    options = VerifyOptions(
        questions=tuple(question or ()),
        quick=quick,
        sample=sample,
        seeds=seeds,
        skip=frozenset(skip or ()),
        jobs=jobs,
        select=frozenset(select or ()),
        ignore=frozenset(ignore or ()),
        signatures=signatures,
    )
    if watch:
        if len(chosen) != 1 or as_json:
            raise AuthorError("--watch takes exactly one lab, and can't be combined with --json")
        if cluster:
            raise AuthorError("--watch can't be combined with --cluster: it runs on this machine")
        _watch(found, chosen[0], options, html)
    elif not _prove_labs(
        found,
        chosen,
        options,
        cluster_of(cluster, jobs),
        as_json=as_json,
        html=html,
        junit=junit,
        sarif=sarif,
    ):
        raise typer.Exit(1)


def _prove_labs(
    course: Course,
    labs: Sequence[Lab],
    options: VerifyOptions,
    cluster: Where | None = None,
    *,
    as_json: bool = False,
    html: Path | None = None,
    junit: Path | None = None,
    sarif: Path | None = None,
) -> bool:
    """Verify labs, show what was found, and return whether every gate holds.

    Args:
        course: the course of the labs.
        labs: the labs.
        options: the options.
        cluster: where their notebooks run; None: on this machine.
        as_json: write the findings, and nothing else, to standard output.
        html: where to write a report for people.
        junit: where to write JUnit XML.
        sarif: where to write SARIF.
    """
    from torchgrade import verify
    from torchgrade.files.writing import write_text

    proofs: list[Proof] = []
    found: list[Finding] = []
    with _prover(course, cluster, options.jobs) as prove:
        for lab in labs:
            start = time.monotonic()
            proof, findings = prove(lab, options)
            found += findings
            proofs += [proof] if proof else []
            if proof and proof.signatures:
                verify.write_signatures(lab, proof.signatures)
            if not as_json:
                _show(lab, proof, findings, time.monotonic() - start)
    _say_unseen(options)
    if as_json:
        sys.stdout.write(json.dumps([f.to_dict() for f in found], indent=1) + "\n")
    if html is not None:
        verify.write_report(html, proofs, found)
        errors.print(f"report: {html}", soft_wrap=True)
    if junit is not None:
        skipped = [gate for gate in get_args(verify.Gate) if not options.wants(gate)]
        write_text(junit, verify.junit([lab.name for lab in labs], found, skipped))
    if sarif is not None:
        write_text(sarif, verify.sarif(found))
    return verify.passed(found)


def _watch(course: Course, lab: Lab, options: VerifyOptions, html: Path | None) -> None:
    """Verify a lab now, and each time its source changes.

    What takes seconds runs first; the rest follows, and is abandoned as soon as the source changes.
    """
    from torchgrade.verify import write_report

    quick = replace(options, quick=True)
    first = replace(quick, skip=options.skip | {"mutants", "order"})
    parts = (first, quick) if options.quick else (first, quick, options)
    seen: dict[str, int] = {}

    def changed() -> bool:
        return dict(_times(lab.source)) != seen

    def look() -> None:
        if changed():
            raise _ChangedError

    with _prover(course) as prove:
        while True:
            if not changed():
                time.sleep(_LOOK)
                continue
            start = time.monotonic()
            with contextlib.suppress(AuthorError):  # lab.toml, half written
                [lab] = written_labs(course, [lab.name])
            seen = dict(_times(lab.source))
            for part in parts:
                try:
                    proof, findings = prove(lab, part, look)
                except _ChangedError:
                    break
                console.clear()
                _show(lab, proof, findings, time.monotonic() - start)
                if html is not None and proof is not None:
                    write_report(html, [proof], findings)


class _ChangedError(Exception):
    """The source has changed since this run started."""


class _Prove(Protocol):
    def __call__(
        self, lab: Lab, options: VerifyOptions, look: Callable[[], None] = ...
    ) -> tuple[Proof | None, list[Finding]]: ...


@contextlib.contextmanager
def _prover(course: Course, cluster: Where | None = None, jobs: int = 0) -> Iterator[_Prove]:
    """Yield a function that verifies a lab, shows progress, and calls ``look`` now and then."""
    from torchgrade.verify import RunCache, verify

    cache = contextlib.closing(RunCache(course.to_keep("verify.sqlite")))
    with cache as kept, _engine(cluster, jobs) as (engine, check):

        def prove(
            lab: Lab, options: VerifyOptions, look: Callable[[], None] = lambda: None
        ) -> tuple[Proof | None, list[Finding]]:
            with progress_bar() as progress:
                task = progress.add_task(lab.name, total=None)

                def step(gate: str, done: int, total: int) -> None:
                    look()
                    text = f"{lab.name}: {gate}"
                    progress.update(task, description=text, completed=done, total=total)

                asked = replace(options, step=step)
                if cluster is not None:
                    asked = replace(asked, jobs=_ON_THE_WAY, elsewhere=True)
                found = verify(course, lab, engine, kept, asked)
                check()
                return found

        yield prove


@contextlib.contextmanager
def _engine(cluster: Where | None, jobs: int) -> Iterator[tuple[Engine, Callable[[], None]]]:
    """Yield the engine that runs notebooks, and a function that raises if it failed."""
    if cluster is None:
        from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

        with IsolatedEngine(walls="unneeded") as engine:
            engine.start()
            yield engine, lambda: None
        return
    from torchgrade.cluster.authors import proving_on
    from torchgrade.sandbox.processes.cores import cores

    with proving_on(cluster, jobs or cores(), tell) as notebooks:
        yield notebooks, notebooks.check


def _times(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            yield str(path), path.stat().st_mtime_ns


def _show(lab: Lab, proof: Proof | None, findings: Sequence[Finding], seconds: float) -> None:
    """Print the findings on one lab."""
    from torchgrade.authoring.text import in_text

    wrong = sum(found.closes for found in findings)
    verdict = f"[red]{wrong} to mend[/]" if wrong else "[green]every gate holds[/]"
    console.print(f"{lab.name}: {verdict}{_counts(proof)}, {seconds:.1f} s", soft_wrap=True)
    if not findings:
        return
    table = Table(show_header=False, box=None, padding=(0, 1))
    for found in findings:
        colour = "dim" if found.silenced else "red" if found.severity == "error" else "yellow"
        place = in_text(lab.notebook, found.place)
        where = f"{found.question}: {place}" if found.question else place
        last = f"silenced: {found.silenced}" if found.silenced else found.advice
        lines = found.message.strip().splitlines() or [""]
        shown = "\n".join(lines[:6]) + ("\n..." if len(lines) > 6 else "")
        table.add_row(
            f"[{colour}]{found.code}[/]",
            f"{escape(where)} [dim]({found.slug})[/]\n{escape(shown)}\n[dim]{escape(last)}[/]",
        )
    console.print(table)


def _say_unseen(options: VerifyOptions) -> None:
    """Say which rules a quick run could not apply, and which only in part."""
    if options.unseen:
        unseen = ", ".join(f"{rule.code} {rule.slug}" for rule in options.unseen)
        errors.print(
            f"--quick can't see {unseen}; it ran a sample of the "
            "mutants, no question alone, and no solution in otter's own engine",
            soft_wrap=True,
            markup=False,
        )


def _counts(proof: Proof | None) -> str:
    if proof is None:
        return ""
    counts: tuple[tuple[Gate, list[bool], str], ...] = (
        ("mistakes", [tried.caught for tried in proof.mistakes], "caught"),
        ("alternatives", [tried.accepted for tried in proof.alternatives], "accepted"),
        ("mutants", [found.caught for found in proof.mutants], "caught"),
    )
    said = ""
    for gate, right, what in counts:
        left_out = proof.left_out[gate]
        if right:
            said += f", {sum(right)} of {len(right)} {gate} {what}"
            said += f" ({left_out} not tried)" if left_out else ""
    return said
