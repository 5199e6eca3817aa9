"""`--only pending --merge DIR`: complete an earlier run, in which tests that need a GPU are open.

Only submissions with pending cases are run, and only the questions that have them; what was decided
stays. Submissions are matched by the hash of what is graded, so they may have moved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from torchgrade import results
from torchgrade.bundle import Bundle
from torchgrade.cli.batch.options import Options
from torchgrade.cli.batch.work import Work, writing_to
from torchgrade.engine.engine import Engine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.files import regular
from torchgrade.files.writing import with_patience
from torchgrade.grade import Completed, Executor, Found, Intake, Submission
from torchgrade.records import Grade, SimilarWeights
from torchgrade.regrade import as_graded

__all__ = ["Completing"]

_NO_GPU = "this machine has no GPU that torch can use (torch.cuda.is_available() is False)"


class Completing(Work[Completed]):
    """Completes grades; see :class:`Work`.

    Raises:
        AuthorError: the earlier run has no grades that this autograder made.
        GraderError: they can't be written to ``out``.
    """

    def __init__(self, options: Options, bundle: Bundle, engine: Engine, intake: Intake) -> None:
        super().__init__(options, bundle, engine, intake)
        if options.merge is None or not isinstance(engine, IsolatedEngine):
            raise AuthorError("only grades of the isolated engine can be completed")
        self.moved: set[str] = set()  # submissions whose earlier grade gets a new mark
        self.marks = self.read(options.merge)
        self.counting = {submission.name for submission in self.inbox.submissions}
        if self.shard is not None:
            self._keep_to_the_shard()
        else:
            # Which attempts count was decided by the earlier run: look for each that it graded.
            passed = [thing for thing in self.inbox.not_taken if thing.name not in self.grades]
            self.inbox = Found(self.people.found.submissions, passed)
        self._similar = results.read_similar(options.merge)
        if options.roster is None:
            missing, strangers = results.read_class(options.merge)
            self.people = replace(self.people, missing=missing, not_on_roster=strangers)
        else:
            self.grades.update({name: self.identified(one) for name, one in self.grades.items()})
        self.settle_overrides()
        done = self._go_on() if options.resume else set()
        self._waiting = self._matched(done)
        self.total = len(self._waiting)
        with writing_to(options.out):
            for name, grade in self.grades.items():
                if name not in done and (not self.in_place or self._is_other(name)):
                    with_patience(partial(self._write, grade, self.marks[name]))

    @property
    def in_place(self) -> bool:
        """Whether the grades go where the earlier ones are."""
        merge = self.options.merge
        return merge is not None and merge.resolve() == self.options.out.resolve()

    def _is_other(self, name: str) -> bool:
        """Return whether an earlier grade's mark, or its points given by hand, have changed."""
        return name in self.moved or self.shown(self.grades[name]) != self.stored[name]

    def _keep_to_the_shard(self) -> None:
        names = {submission.name for submission in self.inbox.submissions}
        for name in set(self.grades) - names:
            del self.grades[name]
            self.problems.pop(name, None)

    def read(self, merge: Path) -> dict[str, str]:
        """Read the earlier grades, and return the mark that each keeps until it is completed."""
        earlier = results.read_run(merge, self.mark)
        self.grades.update({grade.submission: self.earlier(grade) for grade in earlier})
        return dict.fromkeys(self.grades, self.mark)

    def is_open(self, grade: Grade) -> bool:
        """Return whether an earlier grade has to be completed."""
        return bool(grade.pending_questions)

    def is_done(self, grade: Grade, earlier: Grade) -> bool:
        """Return whether a grade in ``out`` was made by this run, before it was stopped."""
        return not grade.pending_questions

    def finish(self, result: Completed) -> str:
        """Return why a grade could not be completed; empty if it could."""
        grade, why = result
        return why or (_NO_GPU if grade.pending_questions else "")

    @property
    def questions(self) -> Sequence[str]:
        """The questions to grade again; none: pending cases are decided."""
        return ()

    def results(
        self, bundle: Bundle, executor: Executor, started: Callable[[Submission], None]
    ) -> Generator[Completed, None, None]:
        """See :class:`Work`."""
        return executor.complete_all(
            bundle,
            self._waiting,
            started=started,
            intake=self.intake,
            questions=self.questions,
        )

    def keep(self, result: Completed) -> Grade:
        """Write a completed grade; the earlier one stays if it can't be completed or written."""
        grade = result[0]
        if why := self.finish(result):
            self.problems[grade.submission] = why
            return grade
        if self.options.recorder:
            self.options.recorder.record_earlier([self.shown(grade)], self.intake)
        try:
            with_patience(partial(self._write, grade, self.mark))
            self.grades[grade.submission] = grade
        except OSError as error:
            reason = f"{self.options.out} can't be written: {regular.why(error)}"
            self.problems[grade.submission] = reason
        return grade

    def similar(self) -> tuple[SimilarWeights, ...]:
        """Return what the earlier run found: the submissions are the same."""
        return self._similar

    def _go_on(self) -> set[str]:
        """Adopt grades that an interrupted completion has written, and return their submissions."""
        done = set()
        for found in results.read_grades(self.options.out, self.mark):
            grade = as_graded(found, self.bundle.manifest)
            earlier = self.grades.get(grade.submission)
            if earlier is None or earlier.digest != grade.digest:
                continue
            if self.is_open(earlier) and self.is_done(grade, earlier):
                self.grades[grade.submission] = grade
                if self.shown(grade) != found:
                    self._write(grade, self.mark)
                done.add(grade.submission)
        return done

    def _matched(self, done: Collection[str]) -> dict[str, tuple[Submission, Grade]]:
        """Find the submission of each open grade, and report those that are missing."""
        open_grades = [
            grade for name, grade in self.grades.items() if name not in done and self.is_open(grade)
        ]
        asked = {grade.digest for grade in open_grades}
        found: dict[str, Submission] = {}
        for submission in self.inbox.submissions:
            with self.intake.taken(submission) as taken:
                found[taken.digest] = submission
                if taken.digest in asked or self.options.recorder:  # an explanation of it is wanted
                    self.intake.keep(taken)
        names = {submission.name for submission in self.inbox.submissions}
        waiting = {}
        for grade in open_grades:
            name = grade.submission
            if grade.digest in found:
                waiting[name] = replace(found[grade.digest], name=name), grade
            elif name in names:
                self.problems[name] = "it has changed since it was graded: grade it again"
            else:
                self.problems[name] = "it is not among the submissions"
        self.check_found(found)
        return waiting

    def check_found(self, found: Mapping[str, Submission]) -> None:
        """Match submissions by their hash: those without an earlier grade are ignored.

        A part of the class is enough: those whose grades have to be completed.
        """

    def _write(self, grade: Grade, mark: str) -> None:
        if self.options.merge is not None and not self.in_place:
            folder = results.submission_folder(grade)
            results.carry(self.options.merge / folder, self.options.out / folder)
        self.write_results(grade)
        self.write_grade(grade, mark)
