"""What `torchgrade grade --only pending --merge DIR` does: decide tests that waited for a GPU."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.cli.grading import closing, inbox_of, mark_of, write_all, writing_to
from torchgrade.files import regular
from torchgrade.files.writing import with_patience

if TYPE_CHECKING:
    from torchgrade.engine.supervisor.isolated_engine import Walls
    from torchgrade.grade import Submission
    from torchgrade.nbgrader.recorder import Recorder
    from torchgrade.records import Batch, Grade, Manifest

__all__ = ["run"]

_NO_GPU = "this machine has no GPU that torch can use (torch.cuda.is_available() is False)"


def run(
    autograder: Path,
    paths: Sequence[Path],
    earlier: Path,
    out: Path,
    *,
    jobs: int = 1,
    require_isolation: bool = False,
    walls: Walls = "required",
    closed: Sequence[Path] = (),
    resume: bool = False,
    pack: Path | None = None,
    recorder: Recorder | None = None,
) -> tuple[Batch, Manifest, bool, dict[str, str]]:
    """Complete the grades of an earlier run, and write all of them below ``out``.

    Only submissions with pending cases are run, and only the questions that have them. What was
    decided stays. A submission is known by the hash of what is graded of it, wherever it lies now.

    Args:
        autograder: that of the earlier run.
        paths: the submissions, as in the earlier run, or some of them.
        earlier: the ``out`` of the earlier run.
        out: may be the same.
        jobs: how many run at a time; 0: one a core, as memory allows.
        require_isolation: refuse to grade where a layer of the sandbox is missing.
        walls: "required", or "wanted" to grade where a submission's code could open what is closed.
        closed: files and folders besides these that it must not be able to open.
        resume: keep what a run that was stopped has completed in ``out``.
        pack: the autograder's zip, to put the verdicts into.
        recorder: puts the grades of these submissions, completed or not, into a gradebook.

    Returns:
        The grades, what they were graded by, whether Ctrl-C stopped it, and for each submission
        that stays pending, why.

    Raises:
        AuthorError: there are no submissions, no such autograder, or no grades of its making,
            or there are no walls and ``walls`` are required.
        GraderError: the earlier grades, or those of all together, could not be written.
    """
    from torchgrade.bundle import open_bundle
    from torchgrade.cli.display import Live
    from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
    from torchgrade.grade import (
        check_target,
        complete_all,
        dataset_of,
        fingerprint,
        jobs_for,
        new_batch,
        pack_verdicts,
    )
    from torchgrade.results import (
        read_grades,
        read_run,
        read_similar,
        write_grade,
        write_submission,
    )

    with (
        open_bundle(autograder) as bundle,
        IsolatedEngine(require_isolation=require_isolation, walls=walls) as engine,
    ):
        manifest = bundle.manifest
        jobs = jobs_for(manifest, jobs)
        dataset = dataset_of(bundle)
        mark = mark_of(engine.name, manifest, dataset)
        grades = {grade.submission: grade for grade in read_run(earlier, mark)}
        similar = read_similar(earlier)
        if pack is not None:
            check_target(bundle, pack)
        if resume:
            digests = {grade.submission: grade.digest for grade in grades.values()}
            done = read_grades(out, mark, digests)
            grades |= {grade.submission: grade for grade in done if not grade.pending_questions}

        def write(grade: Grade) -> None:
            write_submission(grade, manifest, bundle.config, out, dataset=dataset)
            write_grade(grade, mark, out)  # last: it says that all the rest is there

        inbox = inbox_of(manifest, paths, out, recorder)
        found = [(fingerprint(one, manifest), one) for one in inbox.submissions]
        waiting, problems = _match(grades.values(), found)
        if out.resolve() != earlier.resolve():
            with writing_to(out):
                for grade in grades.values():
                    with_patience(partial(write, grade))
        stopped = False
        with Live(manifest, len(waiting)) as live:
            named = (*paths, earlier, pack) if pack else (*paths, earlier)
            walled = closing(bundle, out, named, inbox.submissions, recorder, closed)
            results = complete_all(walled, waiting, engine, jobs=jobs, started=live.started)
            try:
                if recorder:
                    recorder.record_all(grades.values())
                for grade, why in results:
                    if why or grade.pending_questions:
                        problems[grade.submission] = why or _NO_GPU
                    else:
                        if recorder:
                            recorder.record_all([grade])
                        try:
                            with_patience(partial(write, grade))
                            grades[grade.submission] = grade
                        except OSError as error:  # the earlier grade stays
                            reason = regular.why(error)
                            problems[grade.submission] = f"{out} can't be written: {reason}"
                    live.ended(grade)
            except KeyboardInterrupt:
                stopped = True
            finally:
                results.close()
        ordered = [grades[name] for name in sorted(grades)]
        batch = new_batch(bundle, engine, ordered)
        # What was handed in is what was compared then.
        batch = replace(batch, similar=similar, not_taken=tuple(inbox.not_taken))
        write_all(batch, manifest, out)
        if pack is not None:
            pack_verdicts(bundle, ordered, pack)
    return batch, manifest, stopped, problems


def _match(
    grades: Iterable[Grade], found: Sequence[tuple[str, Submission]]
) -> tuple[dict[str, tuple[Submission, Grade]], dict[str, str]]:
    """Find what was handed in for each grade that has pending cases, and say where it is not."""
    by_digest = dict(found)
    names = {submission.name for _, submission in found}
    waiting, problems = {}, {}
    for grade in grades:
        name = grade.submission
        if not grade.pending_questions:
            continue
        if grade.digest in by_digest:
            waiting[name] = replace(by_digest[grade.digest], name=name), grade
        elif name in names:
            problems[name] = "what is handed in now is not what was graded: grade it anew"
        else:
            problems[name] = "it is not among the submissions"
    return waiting, problems
