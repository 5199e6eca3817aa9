"""A run that grades all submissions or, with --resume, those that have no grade yet."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from torchgrade import results
from torchgrade.bundle import Bundle
from torchgrade.cli.batch.options import Options
from torchgrade.cli.batch.work import RESUME, Work
from torchgrade.engine.engine import Engine
from torchgrade.engine.first_look import FirstLook
from torchgrade.files.regular import why
from torchgrade.files.writing import with_patience
from torchgrade.grade import (
    Executor,
    Graded,
    Intake,
    Submission,
    WeightsOfClass,
    with_answers,
    with_mistakes,
)
from torchgrade.records import Grade, SimilarWeights
from torchgrade.texts import one_line

__all__ = ["Grading"]

_NAMED = 5  # submissions that one line names

_UNFINISHED = "unfinished"
"""The folder, below ``out``, with what submissions without a grade have shown so far."""


class Grading(Work[Graded]):
    """Grades submissions; see :class:`Work`."""

    def __init__(self, options: Options, bundle: Bundle, engine: Engine, intake: Intake) -> None:
        super().__init__(options, bundle, engine, intake)
        found = self.inbox.submissions
        compared = bundle.manifest.hand_in and len(found) > 1
        self._weights = WeightsOfClass() if compared else None
        self.total, self.done = len(found), list(self._held()) if options.resume else []
        self.gone = self._others() if options.resume else []
        self.grades.update({grade.submission: grade for grade in self.done})
        self.settle_overrides()
        self._write_changed()
        self._waiting = [submission for submission in found if submission.name not in self.grades]
        self._looks = {
            one.name: FirstLook(_look(options.out, one.name), self.mark, again=options.resume)
            for one in self._waiting
        }
        if self._waiting:
            threading.Thread(target=results.prepare, daemon=True).start()

    def results(
        self, bundle: Bundle, executor: Executor, started: Callable[[Submission], None]
    ) -> Generator[Graded, None, None]:
        """See :class:`Work`."""
        return executor.grade_all(
            bundle,
            self._waiting,
            started=started,
            looks=self._looks,
            intake=self.intake,
            weights=self._weights,
        )

    def keep(self, result: Graded) -> Grade:
        """Write a grade; one that can't be written becomes ungraded, and the run goes on."""
        grade = result.grade
        try:
            with_patience(partial(self._write, result))
        except Exception as error:
            results.remove_submission(grade, self.options.out)
            grade = _unwritten(grade, error)
        self.grades[grade.submission] = grade
        return grade

    def similar(self) -> tuple[SimilarWeights, ...]:
        """See :class:`Work`."""
        names = [one.name for one in self.inbox.submissions if one.name in self.grades]
        if self._weights is None:
            return ()
        return with_answers(self._weights.pairs(names), (self.grades[name] for name in names))

    def unknown(self, *, stopped: bool) -> tuple[str, ...]:
        """Also report grades of the resumed run whose submissions are no longer there."""
        said = super().unknown(stopped=stopped)
        return (*said, _gone(self.gone, self.options.out)) if self.gone else said

    def _others(self) -> list[Grade]:
        """Read earlier grades whose submissions are gone or no longer count."""
        passed = {thing.name for thing in self.inbox.not_taken}
        names = passed | {one.name for one in self.people.found.submissions}
        return results.read_others(self.options.out, names)

    def _held(self) -> Iterator[Grade]:
        """Yield the earlier run's grades of submissions that have not changed."""
        found = {submission.name: submission for submission in self.inbox.submissions}
        for grade in results.read_grades(self.options.out, self.mark):
            if grade.submission not in found:
                continue
            with self.intake.taken(found[grade.submission]) as taken:
                same = taken.digest == grade.digest
                if same and self._weights:
                    self._weights.note(taken)
                if not same or self.options.recorder:  # somebody asks for it again
                    self.intake.keep(taken)
            if same:
                yield with_mistakes(self.bundle, self.identified(self.earlier(grade)))

    def _write_changed(self) -> None:
        """Update earlier grades with what is new: their students, points by hand, mistakes."""
        for grade in self.done:
            stored, shown = self.stored[grade.submission], self.shown(grade)
            if _seen(shown) != _seen(stored):
                self.write_results(grade)
            if shown != stored:
                self.write_grade(grade)

    def _write(self, result: Graded) -> None:
        grade, recorder = result.grade, self.options.recorder
        folder = self.options.out / results.submission_folder(grade)
        results.write_written(grade, result.written, folder)
        if result.notebook is not None:
            results.write_notebook(result.notebook, folder)
        self.write_results(grade)
        for question in self.options.explain:
            results.explain_question(
                grade, result.outcome.details, question, self.bundle.folder, self.options.out
            )
        if not recorder or recorder.record(self.shown(grade), result.notebook):
            self.write_grade(grade)
            if grade.status != "ungraded":
                self._looks[grade.submission].forget()


def _seen(grade: Grade) -> tuple[object, ...]:
    """Return the parts of a grade that students see, and those that may change without a run."""
    return grade.questions, grade.lateness, grade.mistakes


def _gone(grades: Sequence[Grade], out: Path) -> str:
    """Report earlier grades whose submissions are gone, and what becomes of them."""
    names = ", ".join(one_line(grade.submission, 60) for grade in grades[:_NAMED])
    more = f" and {len(grades) - _NAMED} more" if len(grades) > _NAMED else ""
    open_ones = sum(not grade.is_whole for grade in grades)
    ungraded = f", {open_ones} of them not or not wholly graded" if open_ones else ""
    return (
        f"Not among these submissions: {len(grades)} of the earlier run{ungraded} ({names}{more}). "
        f"They are in no table or report of this run; what is in {out / 'submissions'} stays."
    )


def _look(out: Path, submission: str) -> Path:
    """Name the file for a submission's first look; the submission's own name may be anything."""
    name = hashlib.sha256(submission.encode("utf-8", "surrogateescape")).hexdigest()
    return out / _UNFINISHED / f"{name}.json"


def _unwritten(grade: Grade, error: Exception) -> Grade:
    """Return the ungraded result in place of a grade that could not be written."""
    reason = why(error) if isinstance(error, OSError) else type(error).__name__
    message = f"its grade could not be written to --out ({reason}): {RESUME}"
    return replace(grade, status="ungraded", score=None, questions=(), outputs=(), message=message)
