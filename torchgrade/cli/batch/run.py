"""The driver of all runs of `torchgrade grade`: new ones, --resume, and --only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from torchgrade.bundle import Bundle, open_bundle
from torchgrade.cli.batch.completing import Completing
from torchgrade.cli.batch.grading import Grading
from torchgrade.cli.batch.options import Options
from torchgrade.cli.batch.regrading import Regrading
from torchgrade.cli.batch.work import Work, writing_to
from torchgrade.cli.display import Live, tell
from torchgrade.cli.placing import placed
from torchgrade.engine.engine import Engine
from torchgrade.engine.new_engine import new_engine
from torchgrade.errors import AuthorError
from torchgrade.files.writing import with_patience
from torchgrade.grade import (
    Executor,
    Intake,
    Threads,
    check_target,
    jobs_for,
    new_batch,
    pack_verdicts,
)
from torchgrade.records import Batch, Manifest
from torchgrade.results import WRITERS, write_batch

__all__ = ["Ended", "run"]


@dataclass(frozen=True)
class Ended:
    """The outcome of a run.

    ``stopped`` says that Ctrl-C ended it. In a run that completes or regrades, ``problems`` says
    why a submission's grade stays as it was. ``unchanged`` lists rows of the overrides that had no
    effect.
    """

    batch: Batch
    manifest: Manifest
    stopped: bool
    problems: Mapping[str, str] = field(default_factory=dict)
    unchanged: Sequence[str] = ()


def run(options: Options) -> Ended:
    """Grade submissions with an autograder, and write all results.

    Raises:
        AuthorError: there are no submissions, no such autograder, engine or question, or no grades
            of this autograder to complete; or the gradebook takes none of them; or there are no
            walls and they are required.
        GraderError: the earlier grades, or the files for the whole class, could not be written.
    """
    kind = Grading if options.merge is None else Regrading if options.only else Completing
    with contextlib.ExitStack() as stack:
        bundle = stack.enter_context(open_bundle(options.autograder))
        manifest = bundle.manifest
        jobs = jobs_for(manifest, options.jobs)
        _check(options, bundle)
        engine = new_engine(
            options.engine,
            require_isolation=options.require_isolation,
            walls=options.walls,
            explain=options.explain,
        )
        stack.callback(engine.stop)
        intake = stack.enter_context(Intake(manifest))
        bundle = placed(
            bundle,
            engine,
            options.autograder,
            options.solution,
            accept_differences=options.accept_differences,
        )
        executor = stack.enter_context(_executor(options, engine, jobs))
        work = kind(options, bundle, engine, intake)
        if work.total > len(work.done):
            executor.start()
        with Live(manifest, work.total, work.done) as live:
            stopped = _each(work, live, executor)
        engine.stop()  # before what follows, which needs memory
        grades = [work.shown(work.grades[name]) for name in sorted(work.grades)]
        batch = new_batch(bundle, engine, grades)
        unknown = work.unknown(stopped=stopped)
        batch = work.counted(replace(batch, similar=work.similar(), unknown=unknown))
        with writing_to(options.out):
            with_patience(partial(write_batch, batch, manifest, options.out))
            with_patience(partial(work.write_run, ended=not stopped))
        if options.pack is not None:
            pack_verdicts(bundle, batch.grades, options.pack)
    return Ended(batch, manifest, stopped, work.problems, work.overrides.not_on(grades))


@contextlib.contextmanager
def _executor(options: Options, engine: Engine, jobs: int) -> Iterator[Executor]:
    """Yield what grades: threads of this process, or a cluster."""
    if options.cluster is None:
        yield Threads(engine, jobs)
        return
    from torchgrade.cluster.executor import Cluster
    from torchgrade.cluster.link import connected

    with connected(options.cluster, jobs) as link:
        yield Cluster(
            link,
            options.cluster,
            engine,
            tell=tell,
            walls=options.walls,
            require_isolation=options.require_isolation,
            explain=options.explain,
        )


def _check(options: Options, bundle: Bundle) -> None:
    """Check that everything the options name exists, before anything runs."""
    known = {question.name for question in bundle.manifest.questions if not question.manual}
    if unknown := sorted({*options.explain, *options.only} - known):
        raise AuthorError(f"no question {', '.join(unknown)}: there are {', '.join(sorted(known))}")
    WRITERS.load()  # report a plug-in that can't be loaded now, not after hours
    if options.pack is not None:
        check_target(bundle, options.pack)


def _each(work: Work[Any], live: Live, executor: Executor) -> bool:
    """Run each submission and keep its result; return whether Ctrl-C stopped the run."""
    results = work.results(work.closed(), executor, live.started)
    try:
        work.record_earlier()
        for number, result in enumerate(results):
            if number == 0:  # now it is known that there are walls
                with writing_to(work.options.out):
                    with_patience(partial(work.write_run, ended=False))
            try:
                grade = work.keep(result)
            except KeyboardInterrupt:  # writes a half-written result again
                work.keep(result)
                raise
            live.ended(work.shown(grade))
    except KeyboardInterrupt:
        return True
    finally:
        results.close()
    return False
