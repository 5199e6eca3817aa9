"""Grade some questions of a submission again, and leave the rest of its grade as it was.

This is for tests that were wrong and have been fixed. Hidden cases have run before, so the code
under test may know their inputs. Hence cell outputs and messages to the student stay as they were,
and public cases of a regraded question show no new message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import OPEN_GATE, Outcome, StartGate
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.engine.supervisor.make_job import seeds_of
from torchgrade.grade.completion import complete, outcome_of_grade, run_again
from torchgrade.grade.provenance import receipt_of, with_receipt
from torchgrade.grade.score import measured, pending, score, total
from torchgrade.grade.submissions.intake import Refused
from torchgrade.grade.submissions.take_in import TakenIn
from torchgrade.grade.verdicts import apply_verdicts, stored_verdicts
from torchgrade.notes import Note
from torchgrade.records import CaseGrade, Grade, Manifest, QuestionGrade

__all__ = ["completer", "other_changes", "regrade", "regraded"]


def other_changes(bundle: Bundle, earlier: Grade, questions: Collection[str]) -> list[str]:
    """List the other questions that this autograder would grade differently than before.

    Args:
        bundle: the autograder.
        earlier: a grade that has scores.
        questions: those to grade again.

    Returns:
        Questions whose tests, support files, points or cases have changed since, or may have since
        the grade does not record them; those that are new, and those that are gone.
    """
    seeds = seeds_of(bundle, earlier.digest)
    before = {question.name: question for question in earlier.questions}
    changed = []
    for question in bundle.manifest.questions:
        if question.manual or question.name in questions:
            continue
        old = before.get(question.name)
        same = old is not None and (
            old.seed == seeds.get(question.name)
            and old.max_score == question.points
            and [(case.name, case.hidden, case.max_score) for case in old.cases]
            == [(case.name, case.hidden, case.points) for case in question.cases]
        )
        if not same:
            changed.append(question.name)
    known = {question.name for question in bundle.manifest.questions if not question.manual}
    return [*changed, *(name for name in before if name not in known)]


def completer(questions: Sequence[str]) -> Callable[..., Grade]:
    """Return a function that grades these questions again or, without any, completes a grade."""
    return partial(regrade, questions=questions) if questions else complete


def regrade(
    bundle: Bundle,
    taken: TakenIn | Refused,
    earlier: Grade,
    engine: IsolatedEngine,
    *,
    questions: Sequence[str],
    threads: int = 1,
    gate: StartGate = OPEN_GATE,
) -> Grade:
    """Run a submission with the tests of some questions, and put their scores into its grade.

    Args:
        bundle: the autograder, in which nothing but these questions has changed.
        taken: what was handed in.
        earlier: its grade so far, with scores.
        engine: what runs it.
        questions: the questions to grade again.
        threads: how many threads numerical libraries may use.
        gate: when it may run, among others.

    Raises:
        SubmissionError: it is another submission than the one that was graded.
        GraderError: the engine failed; the earlier grade stays what it was.
    """
    manifest = bundle.manifest
    outcome, seconds = run_again(
        bundle, taken, earlier, engine, tuple(questions), threads=threads, gate=gate
    )
    outcome = apply_verdicts(manifest, outcome, stored_verdicts(bundle, earlier.digest))
    again = regraded(manifest, earlier, outcome, questions)
    again = with_receipt(again, receipt_of(bundle, engine), questions)
    return replace(again, seconds=seconds)


def regraded(
    manifest: Manifest, earlier: Grade, outcome: Outcome, questions: Collection[str]
) -> Grade:
    """Return a grade in which some questions are scored by a new outcome.

    Args:
        manifest: the autograder's manifest.
        earlier: the grade so far.
        outcome: the new outcome of these questions.
        questions: their names.
    """
    so_far = outcome_of_grade(earlier)
    both = replace(
        so_far,
        questions={
            **so_far.questions,
            **{name: outcome.questions.get(name, ()) for name in questions},
        },
        seeds={**so_far.seeds, **{name: outcome.seeds.get(name, "") for name in questions}},
    )
    before = {question.name: question for question in earlier.questions}
    scored = tuple(
        _as_shown(question, before.get(question.name))
        if question.name in questions
        else before[question.name]
        for question in score(manifest, both)
    )
    return replace(
        earlier,
        questions=scored,
        score=total(manifest, scored),
        max_score=manifest.max_score,
        unmarked=manifest.unmarked,
        pending=pending(manifest, scored),
        seed=outcome.seed,
        measured=(
            *(one for one in earlier.measured if one.question not in questions),
            *measured(outcome),
        ),
        flags=tuple(dict.fromkeys((*earlier.flags, *outcome.flags))),
        isolation=tuple(dict.fromkeys((*earlier.isolation, *outcome.isolation))),
    )


def _as_shown(question: QuestionGrade, before: QuestionGrade | None) -> QuestionGrade:
    """Return a question whose public cases have the messages from before hidden ones had run.

    If its tests have changed, or a case has another verdict, a note replaces its message.
    """
    same_tests = before is not None and before.seed == question.seed
    said = {case.name: case for case in before.cases} if before and same_tests else {}
    return replace(
        question, cases=tuple(_shown(case, said.get(case.name)) for case in question.cases)
    )


def _shown(case: CaseGrade, before: CaseGrade | None) -> CaseGrade:
    if case.hidden or case.status == "passed":
        return case
    same = before is not None and before.status == case.status
    message = before.message if before and same else Note.AFTER_HIDDEN.text()
    return replace(case, message=message)
