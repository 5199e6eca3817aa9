"""Complete grades that have pending test cases, on a machine with a GPU."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from functools import partial

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import OPEN_GATE, CaseOutcome, Outcome, Selection, StartGate
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.grade.parallel import for_each
from torchgrade.grade.provenance import receipt_of, with_receipt
from torchgrade.grade.score import measured, pending, score, total
from torchgrade.grade.submissions.intake import Intake, Refused
from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import TakenIn
from torchgrade.grade.verdicts import Verdicts, apply_verdicts
from torchgrade.notes import Note
from torchgrade.records import Grade, Manifest
from torchgrade.sandbox.processes.cores import cores

__all__ = ["complete", "complete_all", "completed", "outcome_of_grade", "run_again"]

_PASSED = {"passed": True, "failed": False}


def complete(
    bundle: Bundle,
    taken: TakenIn | Refused,
    earlier: Grade,
    engine: IsolatedEngine,
    *,
    threads: int = 1,
    gate: StartGate = OPEN_GATE,
) -> Grade:
    """Run the questions of a submission that have pending cases, and decide these.

    Args:
        bundle: the autograder that made the earlier grade.
        taken: the submission.
        earlier: its grade so far.
        engine: what runs it.
        threads: how many threads numerical libraries may use.
        gate: lets it run when it is its turn among others.

    Returns:
        The grade, in which cases that were decided before are unchanged. Without a GPU here, cases
        stay pending.

    Raises:
        SubmissionError: it is another submission than the one that was graded.
        GraderError: the engine failed; the earlier grade stays what it was.
    """
    manifest = bundle.manifest
    outcome, seconds = run_again(
        bundle, taken, earlier, engine, earlier.pending_questions, threads=threads, gate=gate
    )
    grade = completed(manifest, earlier, _verdicts(manifest, outcome))
    grade = with_receipt(grade, receipt_of(bundle, engine), earlier.pending_questions)
    return replace(
        grade,
        measured=tuple(dict.fromkeys((*grade.measured, *measured(outcome)))),
        flags=tuple(dict.fromkeys((*grade.flags, *outcome.flags))),
        isolation=tuple(dict.fromkeys((*grade.isolation, *outcome.isolation))),
        seconds=seconds,
    )


def run_again(
    bundle: Bundle,
    taken: TakenIn | Refused,
    earlier: Grade,
    engine: IsolatedEngine,
    questions: tuple[str, ...],
    *,
    threads: int,
    gate: StartGate,
) -> tuple[Outcome, float]:
    """Run a submission that has a grade, with the tests of only some questions.

    Takes the arguments of :func:`complete`.

    Returns:
        The outcome of these questions, and the seconds that all runs together have taken.

    Raises:
        SubmissionError: it is another submission than the one that was graded.
        GraderError: the engine failed.
    """
    start = time.monotonic()
    if isinstance(taken, Refused):
        raise taken.error
    if taken.digest != earlier.digest:
        raise SubmissionError("it is not the submission that was graded before")
    outcome = engine.run(
        bundle,
        taken.folder,
        seconds=bundle.manifest.seconds,
        threads=threads,
        digest=taken.digest,
        gate=gate,
        tests=Selection(questions=questions),
    )
    seconds = taken.seconds + time.monotonic() - start - gate.waited
    return outcome, round(earlier.seconds + seconds, 3)


def completed(manifest: Manifest, earlier: Grade, verdicts: Verdicts) -> Grade:
    """Return a grade whose pending cases are decided, with its points added up again."""
    questions = score(manifest, apply_verdicts(manifest, outcome_of_grade(earlier), verdicts))
    return replace(
        earlier,
        questions=questions,
        score=total(manifest, questions),
        pending=pending(manifest, questions),
    )


def outcome_of_grade(earlier: Grade) -> Outcome:
    """Return what an engine observed of a submission, as far as its grade tells."""
    return Outcome(
        {
            question.name: tuple(
                CaseOutcome(
                    _PASSED.get(case.status), case.message, case.gpu, case.inside, case.hint
                )
                for case in question.cases
            )
            for question in earlier.questions
        },
        seeds={question.name: question.seed for question in earlier.questions},
    )


def complete_all(
    bundle: Bundle,
    waiting: Mapping[str, tuple[Submission, Grade]],
    engine: IsolatedEngine,
    *,
    jobs: int = 1,
    started: Callable[[Submission], None] = lambda submission: None,
    intake: Intake | None = None,
    how: Callable[..., Grade] = complete,
) -> Generator[tuple[Grade, str], None, None]:
    """Complete grades, ``jobs`` at a time; yield each with the reason if it could not be completed.

    Args:
        bundle: the autograder.
        waiting: the submission's name -> the submission, and its grade so far.
        engine: what runs them.
        jobs: how many at a time.
        started: called as work on a submission begins.
        intake: takes them in; by default one for these alone.
        how: completes one; called like :func:`complete`.

    Raises:
        AuthorError: there are no walls, and the engine requires them; nothing has run.
    """
    threads = max(1, cores() // jobs)
    place = intake or Intake(bundle.manifest)

    def one(submission: Submission, gate: StartGate) -> tuple[Grade, str]:
        earlier = waiting[submission.name][1]
        try:
            with place.taken(submission) as taken:
                done = how(bundle, taken, earlier, engine, threads=threads, gate=gate)
            return done, ""
        except (SubmissionError, GraderError) as error:
            return earlier, str(error)
        except (
            Exception
        ):  # whatever it was, it is our fault: it must neither end the batch nor cost points
            return earlier, traceback.format_exc()

    submissions = [submission for submission, _ in waiting.values()]
    first = partial(engine.prove_walls, bundle)
    yield from for_each(one, submissions, engine, jobs=jobs, first=first, started=started)


def _verdicts(manifest: Manifest, outcome: Outcome) -> Verdicts:
    """Return the verdicts on cases that need a GPU, but not what public ones say in a later run."""
    return {
        case.name: result if case.hidden else CaseOutcome(result.passed, _said(result), result.gpu)
        for question in manifest.questions
        for case, result in zip(
            question.cases, outcome.questions.get(question.name, ()), strict=False
        )
        if result.gpu and not result.pending
    }


def _said(result: CaseOutcome) -> str:
    return "" if result.passed else Note.AFTER_HIDDEN.text()
