"""Grade one submission, or many in parallel."""

from __future__ import annotations

import builtins
import time
import traceback
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import OPEN_GATE, CellError, Engine, Outcome, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.files.regular import is_full
from torchgrade.files.writing import with_patience
from torchgrade.grade.answers import answers_of
from torchgrade.grade.causes import causes_of
from torchgrade.grade.outstanding import outstanding
from torchgrade.grade.parallel import for_each
from torchgrade.grade.provenance import receipt_of
from torchgrade.grade.score import measured, pending, score, total
from torchgrade.grade.similar import WeightsOfClass
from torchgrade.grade.submissions.intake import Intake, Refused
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import TakenIn
from torchgrade.grade.verdicts import apply_verdicts, stored_verdicts
from torchgrade.notebook import Notebook
from torchgrade.notes import Note
from torchgrade.records import Grade, Manifest, WrittenAnswer
from torchgrade.sandbox.processes.cores import cores
from torchgrade.texts import one_line, printable, shortened

__all__ = ["Graded", "grade", "grade_all", "grade_taken", "run_notebook", "with_mistakes"]

_MESSAGE = 4_000  # characters
_MOST = 50  # flags or notes of one kind
_FULL = "a disk is full: that of the folders for work (TMPDIR), or that of --out"


@dataclass(frozen=True)
class Graded:
    """A grade, with what the engine observed (nothing, if it could not run).

    ``notebook`` is the submission's notebook as it was run, without outputs; ``None`` if it was
    refused before. ``written`` are the answers that people mark.
    """

    grade: Grade
    outcome: Outcome
    notebook: Notebook | None = None
    written: tuple[WrittenAnswer, ...] = ()


def grade(bundle: Bundle, submission: Submission, engine: Engine, *, threads: int = 1) -> Grade:
    """Grade one submission.

    It raises neither for what a submission does nor for a fault of ours: the grade's status tells.
    """
    return run_notebook(bundle, submission, engine, threads=threads)[0]


def run_notebook(
    bundle: Bundle, submission: Submission, engine: Engine, *, threads: int = 1
) -> tuple[Grade, Outcome]:
    """Take one submission in and grade it; see :func:`grade_taken`."""
    with Intake(bundle.manifest) as intake, intake.taken(submission) as taken:
        graded = grade_taken(bundle, taken, engine, threads=threads)
    return graded.grade, graded.outcome


def grade_taken(
    bundle: Bundle,
    taken: TakenIn | Refused,
    engine: Engine,
    *,
    threads: int = 1,
    gate: StartGate = OPEN_GATE,
    look: FirstLook | None = None,
) -> Graded:
    """Grade a submission that was taken in; if that fails, its grade says why.

    Args:
        bundle: the autograder.
        taken: the submission.
        engine: what runs it.
        threads: how many threads numerical libraries may use.
        gate: when it may run, among others.
        look: keeps what its student may read, for a run that resumes.
    """
    start = time.monotonic()
    submission = taken.submission
    result = Grade(
        submission=submission.name,
        status="graded",
        max_score=bundle.manifest.max_score,
        unmarked=bundle.manifest.unmarked,
        student=submission.student,
        sid=submission.sid,
        submitted_at=submission.submitted_at,
        digest=taken.digest,
        flags=submission.flags,
        members=submission.members,
        late=submission.late,
        attempt=submission.attempt,
        lateness=submission.lateness,
    )
    outcome, notebook = Outcome({}), None
    try:
        result = replace(result, receipts=(receipt_of(bundle, engine),))
        if isinstance(taken, Refused):
            raise taken.error
        notebook = taken.notebook
        flags = (*result.flags, *taken.flags)
        result = replace(result, release=taken.release, flags=flags, notes=taken.notes)
        outcome = _run(bundle, taken, engine, threads, gate, look)
        result = _scored(result, bundle.manifest, outcome)
        result = replace(result, answers=answers_of(notebook, bundle.manifest))
        result = replace(result, causes=causes_of(notebook, result, outcome))
        result = with_mistakes(bundle, result)
        result = replace(result, flags=(*result.flags, *outstanding(bundle, result.measured)))
    except SubmissionError as error:
        result = replace(result, status="rejected", message=_message(str(error)))
    except GraderError as error:
        result = replace(result, status="ungraded", message=_message(str(error)))
    except Exception as error:
        # Whatever it was, it is our fault: it must neither end the batch nor cost points.
        why = f"{_FULL}\n" if is_full(error) else ""
        tail = printable(traceback.format_exc())[-_MESSAGE:]  # the last lines say what it was
        result = replace(result, status="ungraded", message=why + tail)
    seconds = taken.seconds + time.monotonic() - start - gate.waited
    written = () if isinstance(taken, Refused) else taken.written
    return Graded(replace(result, seconds=round(seconds, 3)), outcome, notebook, written)


def _run(
    bundle: Bundle,
    taken: TakenIn,
    engine: Engine,
    threads: int,
    gate: StartGate,
    look: FirstLook | None,
) -> Outcome:
    """Run a submission; the autograder's stored verdicts replace tests that can't run here."""
    outcome = with_patience(
        lambda: engine.run(
            bundle,
            taken.folder,
            seconds=bundle.manifest.seconds,
            threads=threads,
            digest=taken.digest,
            gate=gate,
            look=look,
        )
    )
    return apply_verdicts(bundle.manifest, outcome, stored_verdicts(bundle, taken.digest))


def _scored(taken: Grade, manifest: Manifest, outcome: Outcome) -> Grade:
    """Turn the engine's outcome for a submission into its grade."""
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
        measured=measured(outcome),
    )


def with_mistakes(bundle: Bundle, grade: Grade) -> Grade:
    """Return a grade with the lab's known mistakes that it shows.

    Args:
        bundle: the autograder that made it; its list of mistakes may be newer.
        grade: the grade of a submission.
    """
    if not bundle.signatures.mistakes:
        return replace(grade, mistakes=())
    found = bundle.naming.of(bundle.test_digests, bundle.manifest, grade)
    return replace(grade, mistakes=found)


def _rounded(outcome: Outcome) -> float | None:
    """Add up the cells' times, to the precision that students are told."""
    return round(sum(outcome.seconds.values()), 1) if outcome.seconds else None


def _few(flags: Sequence[str]) -> tuple[str, ...]:
    """Keep as many flags as people will read: thousands of a notebook's cells may fail."""
    more = len(flags) - _MOST
    kept = tuple(one_line(flag, 500) for flag in flags[:_MOST])
    return (*kept, f"and {more} more like these") if more > 0 else kept


def _message(text: str) -> str:
    """Shorten a text that a submission may have influenced, and make it safe to show."""
    return shortened(printable(text), _MESSAGE)


def _flag(error: CellError) -> str:
    """Name the cell and a builtin exception; a student may have chosen all other words."""
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
    intake: Intake | None = None,
    weights: WeightsOfClass | None = None,
) -> Generator[Graded, None, None]:
    """Grade submissions, ``jobs`` at a time, and yield each result as it comes.

    Whoever stops iterating ends what is running: nothing of it is graded.

    Args:
        bundle: the autograder.
        submissions: in the order in which they are graded, except that folders take turns.
        engine: what runs them.
        jobs: how many at a time.
        started: called as work on a submission begins.
        looks: keepers of the first look at each submission, by name, if a later run may have to
            resume.
        intake: takes them in; by default one for these alone.
        weights: collects the weights of each.

    Raises:
        AuthorError: there are no walls, and the engine requires them; nothing is graded.
    """
    threads = max(1, cores() // jobs)
    place = intake or Intake(bundle.manifest)

    def one(submission: Submission, gate: StartGate) -> Graded:
        look = (looks or {}).get(submission.name)
        with place.taken(submission) as taken:
            if weights is not None:
                weights.note(taken)
            return grade_taken(bundle, taken, engine, threads=threads, gate=gate, look=look)

    first = partial(engine.prove_walls, bundle)
    yield from for_each(one, submissions, engine, jobs=jobs, first=first, started=started)
