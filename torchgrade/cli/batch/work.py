"""What all runs of `torchgrade grade` have in common, whichever submissions they grade."""

from __future__ import annotations

import contextlib
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

from torchgrade import results
from torchgrade.bundle import Bundle
from torchgrade.cli.batch.options import Options
from torchgrade.cli.display import tell
from torchgrade.engine.engine import Engine
from torchgrade.errors import AuthorError, GraderError
from torchgrade.files.regular import why
from torchgrade.files.writing import write_bytes
from torchgrade.grade import (
    Executor,
    Found,
    Intake,
    Joined,
    Submission,
    best_of,
    dataset_of,
    joined,
    latest_of,
    read_roster,
    survey,
    with_lateness,
)
from torchgrade.records import Batch, Grade, Person, SimilarWeights
from torchgrade.regrade import OVERRIDES, Overrides, as_graded, find_overrides, overrides_of
from torchgrade.results.merging import RunFile, Shard, write_run

__all__ = ["RESUME", "ROSTER", "Work", "mark_of", "writing_to"]

Result = TypeVar("Result")

ROSTER = ".roster.csv"
"""A copy of the run's roster, beside its grades, so that it need not be named to resume the run."""

RESUME = "mend that (make room, say), and the same command with --resume goes on from here"


def mark_of(engine: str, bundle: Bundle, dataset: str) -> str:
    """Return a mark of what grades are made by: an earlier grade holds if it has the same mark."""
    return f"{engine} {bundle.build} {dataset}"


@contextlib.contextmanager
def writing_to(out: Path) -> Iterator[None]:
    """Raise an AuthorError with advice if the folder can't be written: that is not our fault."""
    try:
        yield
    except OSError as error:
        raise GraderError(f"{out} can't be written ({why(error)}): {RESUME}") from None


class Work(ABC, Generic[Result]):
    """The submissions of a run, their grades so far, and how the others are made.

    ``grades`` has the grades so far, by submission, as the tests gave them: points changed by hand
    are put in when a grade is shown or written (:meth:`shown`). ``stored`` are the grades of an
    earlier run as they are on disk, ``total`` is the number of submissions that the progress bar
    counts, ``done`` are the grades among them that existed before, and ``problems`` says why
    submissions stay pending.

    Args:
        options: the options of the run.
        bundle: the autograder.
        engine: what runs submissions.
        intake: takes them in.

    Raises:
        AuthorError: there are no submissions, or ``out`` is in the folder of one, so that grades
            would be taken in with it.
    """

    total: int
    done: Sequence[Grade] = ()

    def __init__(self, options: Options, bundle: Bundle, engine: Engine, intake: Intake) -> None:
        self.options = options = _with_the_class(options)
        self.bundle = bundle
        self.engine, self.intake = engine, intake
        self.grades: dict[str, Grade] = {}
        self.stored: dict[str, Grade] = {}
        self.overrides = Overrides()
        self.problems: dict[str, str] = {}
        self.dataset = dataset_of(bundle)
        self.mark = mark_of(engine.name, bundle, self.dataset)
        self.people = Joined(_inbox_of(options, bundle, intake), (), ())
        if options.roster is not None:
            self.people = joined(self.people.found, read_roster(options.roster))
        if options.late is not None:
            in_time = [with_lateness(one, options.late) for one in self.people.found.submissions]
            found = replace(self.people.found, submissions=in_time)
            self.people = replace(self.people, found=found)
        self.inbox = self.people.found
        if options.attempts == "latest" and options.recorder is None:
            self.inbox = latest_of(self.inbox, self._known())
        self.shard: Shard | None = None
        if options.shard is not None:
            self.inbox, self.shard = _divided(self.inbox, *options.shard)

    def earlier(self, grade: Grade) -> Grade:
        """Return a grade of an earlier run as the tests gave it, and remember how it is stored."""
        self.stored[grade.submission] = grade
        return as_graded(grade, self.bundle.manifest)

    def settle_overrides(self) -> None:
        """Read the points that people changed by hand, once all earlier grades have been read.

        Raises:
            AuthorError: the file is invalid, or the earlier grades were changed by hand and the
                file with those changes is missing.
        """
        options = self.options
        path = find_overrides(options.overrides, options.out, options.merge)
        if path is not None:
            everyone: list[Submission | Grade] = list(self.people.found.submissions)
            everyone += self.grades.values()
            self.overrides = overrides_of(path, self.bundle.manifest, everyone)
        elif changed := [one for one in self.stored.values() if one.overridden_questions]:
            raise AuthorError(
                f"{len(changed)} of the earlier grades were changed by hand "
                f"({changed[0].submission} for one), and there is no {OVERRIDES} now: put it into "
                f"{options.out}, or name it with --overrides. One that has its first row alone "
                "takes all changes back"
            )

    def shown(self, grade: Grade) -> Grade:
        """Return a grade as people see it, with points changed by hand."""
        return self.overrides.on(grade, self.bundle.manifest)

    def counted(self, batch: Batch) -> Batch:
        """Return a batch's grades that count, with all that is known about who handed in what."""
        handed_in = {person for grade in batch.grades for person in grade.people}
        batch = replace(
            batch,
            not_taken=tuple(self.inbox.not_taken),
            missing=tuple(who for who in self.people.missing if who.person not in handed_in),
            not_on_roster=self.people.not_on_roster,
        )
        if self.options.attempts != "best" or self.options.recorder is not None:
            return batch
        kept, others = best_of(batch.grades, self._known())
        return replace(batch, grades=tuple(kept), not_taken=(*batch.not_taken, *others))

    def identified(self, grade: Grade) -> Grade:
        """Return an earlier grade with what is now known about who handed it in."""
        for one in self.inbox.submissions:
            if one.name == grade.submission:
                return replace(
                    grade,
                    student=one.student,
                    sid=one.sid,
                    submitted_at=one.submitted_at or grade.submitted_at,
                    members=one.members,
                    late=one.late,
                    attempt=one.attempt,
                    lateness=one.lateness,
                )
        return grade

    def _known(self) -> set[Person]:
        """Return the people on the roster who have handed in."""
        if self.options.roster is None:
            return set()
        return {person for one in self.people.found.submissions for person in one.members}

    @abstractmethod
    def results(
        self, bundle: Bundle, executor: Executor, started: Callable[[Submission], None]
    ) -> Generator[Result, None, None]:
        """Yield the result of each submission that is run.

        Args:
            bundle: the autograder, with the paths that are closed to submissions.
            executor: where they run.
            started: called as work on a submission begins.
        """

    @abstractmethod
    def keep(self, result: Result) -> Grade:
        """Write a submission's result; it may be called twice for the same one."""

    @abstractmethod
    def similar(self) -> tuple[SimilarWeights, ...]:
        """Return which submissions hand in the same weights, or nearly."""

    def record_earlier(self) -> None:
        """Put earlier grades into the gradebook, if there is one."""
        if self.options.recorder:
            earlier = [self.shown(grade) for grade in self.grades.values()]
            self.options.recorder.record_earlier(earlier, self.intake)

    def closed(self) -> Bundle:
        """Return the autograder, with all inputs and outputs of this run closed to submissions.

        A folder that was named is closed as a whole, with other files in it. A link among several
        paths comes from a shell's pattern in an inbox, and is not a submission.
        """
        options = self.options
        alone = len(options.paths) == 1
        paths = [path for path in options.paths if alone or not path.is_symlink()]
        asked = (options.merge, options.pack, options.roster, options.overrides)
        named = [path for path in asked if path]
        found = [submission.path for submission in self.inbox.submissions]
        gradebook = options.recorder.closed if options.recorder else ()
        closed = (options.out, *paths, *named, *found, *gradebook, *options.closed)
        return replace(self.bundle, closed=(*self.bundle.closed, *closed))

    def write_run(self, *, ended: bool) -> None:
        """Record what the run was made with, and whether it is complete."""
        shards = (self.shard,) if self.shard else ()
        config = {key: value for key, value in self.bundle.config.items() if key != "token"}
        run = RunFile(self.mark, self.bundle.manifest, shards, ended, config)
        write_run(self.options.out, run)
        self._carry_roster()
        self._carry_overrides()

    def _carry_roster(self) -> None:
        """Copy the roster: the one that was named, or that of the run that is regraded."""
        named, merge = self.options.roster, self.options.merge
        path = named or (merge / ROSTER if merge is not None else None)
        if path is not None and path.is_file():
            write_bytes(self.options.out / ROSTER, path.read_bytes())

    def _carry_overrides(self) -> None:
        """Copy the overrides of the run that is regraded: they belong to the grades."""
        merge, out = self.options.merge, self.options.out
        path = find_overrides(self.options.overrides, out, merge)
        if merge is not None and path == merge / OVERRIDES:
            write_bytes(out / OVERRIDES, path.read_bytes())

    def unknown(self, *, stopped: bool) -> tuple[str, ...]:
        """Report which part of the class an interrupted or partial run has not looked at."""
        said: list[str] = []
        if stopped:
            said.append(
                f"The run was stopped when {len(self.grades)} of {self.total} submissions had a "
                "grade: the same command with --resume goes on."
            )
        if self.shard is not None and self.bundle.manifest.hand_in:
            part = f"{self.shard.number}/{self.shard.of}"
            said.append(
                f"Weights were compared within shard {part} alone: whether others hand in the same "
                "ones, this run has not looked."
            )
        return tuple(said)

    def write_results(self, grade: Grade) -> None:
        """Write the files that students see."""
        results.write_submission(
            self.shown(grade),
            self.bundle.manifest,
            self.bundle.config,
            self.options.out,
            dataset=self.dataset,
        )

    def write_grade(self, grade: Grade, mark: str = "") -> None:
        """Write a grade for staff as its last file, which marks it as complete.

        It gets the mark of this run, unless another is given.
        """
        results.write_grade(self.shown(grade), mark or self.mark, self.options.out)


def _with_the_class(options: Options) -> Options:
    """Use the roster of the resumed run, if none is named."""
    kept = options.out / ROSTER
    goes_on = options.resume and options.merge is None and options.roster is None
    return replace(options, roster=kept) if goes_on and kept.is_file() else options


def _divided(inbox: Found, number: int, of: int) -> tuple[Found, Shard]:
    """Return this machine's part of the submissions.

    It depends only on their names, so machines need to share nothing but the same inbox.
    """
    found = sorted(inbox.submissions, key=lambda submission: submission.name)
    names = "\n".join(submission.name for submission in found)
    digest = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()
    return replace(inbox, submissions=found[number - 1 :: of]), Shard(number, of, digest)


def _inbox_of(options: Options, bundle: Bundle, intake: Intake) -> Found:
    """List the submissions; if there is a gradebook, as that knows them."""
    manifest, out = bundle.manifest, options.out
    if options.recorder is not None:
        return Found(options.recorder.find(manifest, options.paths))
    found = survey(options.paths, manifest.lab, manifest.hand_in, out, intake.folder)
    for note in found.notes:
        tell(note)
    for submission in found.submissions if "." in manifest.hand_in else ():
        if out.resolve().is_relative_to(submission.path.resolve()):
            raise AuthorError(
                f"--out {out} lies in the submission {submission.path}, all files of which are "
                "handed in: expected another place"
            )
    return found
