"""Grade submissions: one, or many side by side."""

from __future__ import annotations

import builtins
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import OPEN_GATE, CellError, Engine, Outcome, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.files.regular import is_full
from torchgrade.files.writing import with_patience
from torchgrade.grade.parallel import for_each
from torchgrade.grade.score import pending, score, total
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import Intake, take_in
from torchgrade.grade.verdicts import settle, stored_verdicts
from torchgrade.hashing import digest_of
from torchgrade.notes import Note
from torchgrade.records import Grade, Manifest
from torchgrade.sandbox.processes.cores import cores
from torchgrade.texts import one_line, printable, shortened

__all__ = ["grade", "grade_all", "run_notebook"]

_MESSAGE = 4_000  # characters
_MOST = 50  # flags or notes of one kind
_FULL = "a disk is full: that of the folders for work (TMPDIR), or that of --out"


def grade(bundle: Bundle, submission: Submission, engine: Engine, *, threads: int = 1) -> Grade:
    """Grade one submission. Never raises for what a submission does or for a fault of ours:
    the grade's status says which it was.
    """  # noqa: D205 - the second sentence belongs to the first
    return run_notebook(bundle, submission, engine, threads=threads)[0]


def run_notebook(
    bundle: Bundle,
    submission: Submission,
    engine: Engine,
    *,
    threads: int = 1,
    gate: StartGate = OPEN_GATE,
    look: FirstLook | None = None,
) -> tuple[Grade, Outcome]:
    """Grade one submission, and give what the engine saw (nothing, if it could not run)."""
    manifest = bundle.manifest
    result = Grade(
        submission=submission.name,
        status="graded",
        max_score=manifest.max_score,
        unmarked=manifest.unmarked,
        student=submission.student,
        sid=submission.sid,
        submitted_at=submission.submitted_at,
        flags=submission.flags,
    )
    outcome = Outcome({})
    start = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
            taken = with_patience(lambda: _take_in(submission, manifest, Path(folder) / "in"))
            digest = digest_of(taken.folder)
            result = replace(
                result,
                release=taken.release,
                digest=digest,
                flags=(*result.flags, *taken.flags),
                notes=taken.notes,
            )
            outcome = with_patience(
                lambda: engine.run(
                    bundle,
                    taken.folder,
                    seconds=manifest.seconds,
                    threads=threads,
                    gate=gate,
                    look=look,
                )
            )
        outcome = settle(manifest, outcome, stored_verdicts(bundle, digest))
        result = _scored(result, manifest, outcome)
    except SubmissionError as error:
        result = replace(result, status="rejected", message=_message(str(error)))
    except GraderError as error:
        result = replace(result, status="ungraded", message=_message(str(error)))
    except Exception as error:
        # Whatever it was, it was ours: it must neither end the batch nor cost a point.
        why = f"{_FULL}\n" if is_full(error) else ""
        tail = printable(traceback.format_exc())[-_MESSAGE:]  # the end says what it was
        result = replace(result, status="ungraded", message=why + tail)
    if not result.digest:
        result = replace(result, digest=digest_of(submission.path))
    seconds = time.monotonic() - start - gate.waited
    return replace(result, seconds=round(seconds, 3)), outcome


def _scored(taken: Grade, manifest: Manifest, outcome: Outcome) -> Grade:
    """StartGate what an engine saw of a submission that was taken in into its grade."""
    questions = score(manifest, outcome)
    errors = tuple(_flag(error) for error in outcome.errors)
    raised = tuple(_note(error) for error in outcome.errors)
    return replace(
        taken,
        questions=questions,
        score=total(manifest, questions),
        pending=pending(manifest, questions),
        isolation=outcome.isolation,
        flags=(*taken.flags, *_few(errors), *_few(outcome.flags)),
        notes=(*taken.notes, *raised[:_MOST], *outcome.notes[:_MOST]),
        outputs=outcome.outputs,
        seed=outcome.seed,
        notebook_seconds=_rounded(outcome),
    )


def _rounded(outcome: Outcome) -> float | None:
    """Add up what the cells took, as exactly as students are told."""
    return round(sum(outcome.seconds.values()), 1) if outcome.seconds else None


def _take_in(submission: Submission, manifest: Manifest, folder: Path) -> Intake:
    folder.mkdir()
    try:
        return take_in(submission, manifest, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # on a full disk, half of it would be in the way
        raise


def _few(flags: Sequence[str]) -> tuple[str, ...]:
    """Keep as many flags as people will read: a notebook may have thousands of cells that fail."""
    more = len(flags) - _MOST
    kept = tuple(one_line(flag, 500) for flag in flags[:_MOST])
    return (*kept, f"and {more} more like these") if more > 0 else kept


def _message(text: str) -> str:
    """Cut a text that a submission may have had a part in, and make it fit to be shown."""
    return shortened(printable(text), _MESSAGE)


def _flag(error: CellError) -> str:
    """Name the cell and a builtin type of error; a student may have chosen all the other words."""
    if error.why:
        return error.note
    kind = error.error.partition(":")[0]
    known = isinstance(getattr(builtins, kind, None), type)
    return f"cell {error.cell} raised {kind if known else 'an error'}"


def _note(error: CellError) -> str:
    return error.note or Note.CELL_RAISED.text(cell=error.cell)


def grade_all(
    bundle: Bundle,
    submissions: Sequence[Submission],
    engine: Engine,
    *,
    jobs: int = 1,
    started: Callable[[Submission], None] = lambda submission: None,
    looks: Mapping[str, FirstLook] | None = None,
) -> Generator[tuple[Grade, Outcome], None, None]:
    """Grade submissions, ``jobs`` at a time, and yield each grade, with what was seen, as it comes.

    Raises ``AuthorError``, and grades none, where walls are required and are not there. Whoever
    stops iterating ends what is running: nothing of it is graded.
    ``looks`` has what keeps the first look at each submission, by name, where a later run may have
    to go on.
    """
    threads = max(1, cores() // jobs)

    def one(submission: Submission, gate: StartGate) -> tuple[Grade, Outcome]:
        look = (looks or {}).get(submission.name)
        return run_notebook(bundle, submission, engine, threads=threads, gate=gate, look=look)

    first = partial(engine.prove_walls, bundle)
    yield from for_each(one, submissions, engine, jobs=jobs, first=first, started=started)
