"""What `torchgrade grade` does: grade a batch, show how it goes, write what comes as it comes."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.regular import why
from torchgrade.files.writing import with_patience

if TYPE_CHECKING:
    from torchgrade.bundle import Bundle
    from torchgrade.engine.engine import Outcome
    from torchgrade.engine.supervisor.isolated_engine import Walls
    from torchgrade.grade import Found, Submission
    from torchgrade.nbgrader.recorder import Recorder
    from torchgrade.records import Batch, Grade, Manifest

__all__ = ["closing", "inbox_of", "mark_of", "run", "write_all", "writing_to"]

_RESUME = "mend that (make room, say), and the same command with --resume goes on from here"

_UNFINISHED = "unfinished"
"""The folder, below ``out``, of what submissions showed that have no grade yet."""


def mark_of(engine: str, manifest: Manifest, dataset: str) -> str:
    """Name what grades were made by: an earlier one holds where this is the same."""
    return f"{engine} {manifest.stamp} {dataset}"


def closing(
    bundle: Bundle,
    out: Path,
    paths: Iterable[Path],
    found: Iterable[Submission],
    recorder: Recorder | None,
    closed: Iterable[Path],
) -> Bundle:
    """Close to the code of submissions what a run grades, where it writes, and what else is named.

    Where a folder was named, that holds other files too, all of it is closed.
    """
    handed_in = (*paths, *(submission.path for submission in found))
    gradebook = recorder.closed if recorder else ()
    return replace(bundle, closed=(*bundle.closed, out, *handed_in, *gradebook, *closed))


def inbox_of(
    manifest: Manifest, paths: Sequence[Path], out: Path, recorder: Recorder | None
) -> Found:
    """List the submissions below ``paths``, as the gradebook of a ``recorder`` knows them.

    Raises:
        AuthorError: there are none, or grades would be taken in with one that they lie in.
    """
    from torchgrade.grade import Found, survey

    if recorder is not None:
        return Found(recorder.find(manifest, paths))
    found = survey(paths, manifest.lab, manifest.hand_in, out)
    for submission in found.submissions if "." in manifest.hand_in else ():
        if out.resolve().is_relative_to(submission.path.resolve()):
            raise AuthorError(
                f"--out {out} lies in the submission {submission.path}, all files of which are "
                "handed in: expected another place"
            )
    return found


@contextlib.contextmanager
def writing_to(out: Path) -> Iterator[None]:
    """Say of a folder that can't be written why, and what to do: that is no fault of ours."""
    try:
        yield
    except OSError as error:
        raise GraderError(f"{out} can't be written ({why(error)}): {_RESUME}") from None


def write_all(batch: Batch, manifest: Manifest, out: Path) -> None:
    """Write the grades of all together.

    Raises:
        GraderError: they can't be written.
    """
    from torchgrade.results import write_batch

    with writing_to(out):
        with_patience(partial(write_batch, batch, manifest, out))


def _unwritten(grade: Grade, error: Exception) -> Grade:
    """Return what is left of a grade that could not be written: it is ungraded."""
    reason = why(error) if isinstance(error, OSError) else type(error).__name__
    message = f"its grade could not be written to --out ({reason}): {_RESUME}"
    return replace(grade, status="ungraded", score=None, questions=(), outputs=(), message=message)


def run(
    autograder: Path,
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 1,
    engine: str = "isolated",
    require_isolation: bool = False,
    walls: Walls = "required",
    closed: Sequence[Path] = (),
    resume: bool = False,
    explain: Sequence[str] = (),
    pack: Path | None = None,
    recorder: Recorder | None = None,
) -> tuple[Batch, Manifest, bool]:
    """Grade submissions with an autograder, and write all that comes of it below ``out``.

    Verdicts on test cases that need a GPU also go into ``pack``, the autograder's zip, and grades
    into the gradebook of a ``recorder``. ``closed`` are files and folders besides these that the
    code of a submission must not be able to open, and ``jobs`` run at a time (0: one a core, as
    memory allows).

    Returns:
        The grades, what they were graded by, and whether Ctrl-C stopped it.

    Raises:
        AuthorError: there are no submissions, or no such autograder, engine or question, or the
            gradebook takes none of them, or there are no walls and ``walls`` are required.
        GraderError: the grades of all together could not be written.
    """
    from torchgrade.bundle import open_bundle
    from torchgrade.cli.display import Live
    from torchgrade.engine.first_look import FirstLook
    from torchgrade.engine.new_engine import new_engine
    from torchgrade.grade import (
        check_target,
        dataset_of,
        fingerprint,
        grade_all,
        jobs_for,
        new_batch,
        pack_verdicts,
        similar_weights,
    )
    from torchgrade.results import (
        explain_question,
        prepare,
        read_grades,
        remove_submission,
        write_grade,
        write_submission,
    )

    with open_bundle(autograder) as bundle:
        manifest = bundle.manifest
        jobs = jobs_for(manifest, jobs)
        known = {question.name for question in manifest.questions if not question.manual}
        if unknown := sorted(set(explain) - known):
            raise AuthorError(
                f"no question {', '.join(unknown)}: there are {', '.join(sorted(known))}"
            )
        if pack is not None:
            check_target(bundle, pack)
        inbox = inbox_of(manifest, paths, out, recorder)
        found = inbox.submissions
        runner = new_engine(
            engine, require_isolation=require_isolation, walls=walls, explain=explain
        )
        dataset = dataset_of(bundle)
        mark = mark_of(engine, manifest, dataset)
        grades: list[Grade] = []
        if resume:
            digests = {submission.name: fingerprint(submission, manifest) for submission in found}
            grades += read_grades(out, mark, digests)
        done = {grade.submission for grade in grades}
        waiting = [submission for submission in found if submission.name not in done]
        if waiting:
            runner.start()
            threading.Thread(target=prepare, daemon=True).start()

        looks = {one.name: FirstLook(_look(out, one.name), mark, again=resume) for one in waiting}

        def write(grade: Grade, outcome: Outcome) -> None:
            write_submission(grade, manifest, bundle.config, out, dataset=dataset)
            for question in explain:
                explain_question(grade, outcome.details, question, bundle.folder, out)
            if not recorder or recorder.record(grade):
                write_grade(grade, mark, out)  # last: it says that all else is there
                if grade.status != "ungraded":
                    looks[grade.submission].forget()

        def written(grade: Grade, outcome: Outcome) -> Grade:
            try:
                with_patience(partial(write, grade, outcome))
            except Exception as error:  # one grade that can't be written ends no batch
                remove_submission(grade, out)
                return _unwritten(grade, error)
            return grade

        stopped = False
        with Live(manifest, len(found), grades) as live:
            named = (*paths, pack) if pack else paths
            walled = closing(bundle, out, named, found, recorder, closed)
            results = grade_all(
                walled, waiting, runner, jobs=jobs, started=live.started, looks=looks
            )
            try:
                if recorder:
                    recorder.record_all(grades)
                for grade, outcome in results:
                    grades.append(grade)
                    try:
                        grades[-1] = written(grade, outcome)
                    except KeyboardInterrupt:  # what there is of it is listed, and is whole
                        grades[-1] = written(grade, outcome)
                        raise
                    live.ended(grades[-1])
            except KeyboardInterrupt:
                stopped = True
            finally:
                results.close()
        batch = new_batch(bundle, runner, sorted(grades, key=lambda grade: grade.submission))
        graded = {grade.submission for grade in grades}
        handed_in = [submission for submission in found if submission.name in graded]
        batch = replace(
            batch,
            similar=similar_weights(handed_in, manifest),
            not_taken=tuple(inbox.not_taken),
        )
        write_all(batch, manifest, out)
        if pack is not None:
            pack_verdicts(bundle, grades, pack)
    return batch, manifest, stopped


def _look(out: Path, submission: str) -> Path:
    """Name the file of what a submission showed, whose own name may be anything."""
    name = hashlib.sha256(submission.encode("utf-8", "surrogateescape")).hexdigest()
    return out / _UNFINISHED / f"{name}.json"
