"""Grades a run's submissions on a cluster, like threads of this process."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import msgspec

from torchgrade.bundle import Bundle
from torchgrade.cluster.crew import Piece
from torchgrade.cluster.dispatch import Dispatch
from torchgrade.cluster.link import Link
from torchgrade.cluster.looks import Looks
from torchgrade.cluster.where import Where
from torchgrade.cluster.wire import Done, Files, Item, Setup, read_files
from torchgrade.engine.engine import Engine, Outcome
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.supervisor.isolated_engine import Walls
from torchgrade.grade import (
    Completed,
    Graded,
    Intake,
    Refused,
    Submission,
    TakenIn,
    WeightsOfClass,
    dataset_of,
)
from torchgrade.grade.parallel import in_turns
from torchgrade.grade.pipeline import grade_taken
from torchgrade.notebook import Notebook
from torchgrade.records import Grade, Receipt, WrittenAnswer

__all__ = ["Cluster", "setup_of"]

_WHO = ("submission", *("student", "sid", "submitted_at", "members", "late", "attempt", "lateness"))
"""Fields of a grade about the student, and when it was handed in."""

_RESUME = "the same command with --resume tries it again"


class Cluster:
    """Grades on a Dask cluster; see :class:`torchgrade.grade.executor.Executor`.

    Args:
        link: the connection to it.
        where: the cluster.
        engine: this machine's engine, for submissions that can't be graded anyway; it is not
            started.
        tell: shows a person a sentence.
        walls: see :func:`torchgrade.engine.new_engine.new_engine`.
        require_isolation: see there.
        explain: see there.
    """

    def __init__(
        self,
        link: Link,
        where: Where,
        engine: Engine,
        *,
        tell: Callable[[str], None],
        walls: Walls = "required",
        require_isolation: bool = False,
        explain: Sequence[str] = (),
    ) -> None:
        self._link, self._where, self._engine, self._tell = link, where, engine, tell
        self._walls, self._require_isolation = walls, require_isolation
        self._explain = tuple(explain)

    def start(self) -> None:
        """See :class:`Executor`; workers start as they join."""

    def grade_all(
        self,
        bundle: Bundle,
        submissions: Sequence[Submission],
        *,
        started: Callable[[Submission], None],
        looks: Mapping[str, FirstLook],
        intake: Intake,
        weights: WeightsOfClass | None = None,
    ) -> Generator[Graded, None, None]:
        """See :class:`Executor`. Cases that need a GPU are completed on a worker that has one."""
        found = dict(enumerate(in_turns(submissions)))
        kept = Looks({n: looks[one.name] for n, one in found.items() if one.name in looks})
        dispatch = self._dispatch(bundle, kept, lambda piece: started(found[piece.number]))
        source = _Source(bundle, found, intake, self._engine, weights)
        first: dict[int, Done] = {}  # completed by a worker with a GPU
        for piece, done in dispatch.run(source.pieces()):
            number = piece.number
            if done is None:
                yield source.settled.pop(number)
                continue
            assert isinstance(done, Done)  # nothing else was requested
            if number in first:
                done = _completed(first.pop(number), done)
            elif done.grade and done.grade.pending_questions and dispatch.has_gpu:
                first[number] = done
                dispatch.add(_to_complete(piece, done.grade))
                continue
            details = {(question, index): text for question, index, text in done.details}
            grade = _with_zip(_known(done, found[number], piece, bundle), (), bundle)
            notebook, written = source.stays.pop(number)
            yield Graded(grade, Outcome({}, details=details), notebook, written)

    def complete_all(
        self,
        bundle: Bundle,
        waiting: Mapping[str, tuple[Submission, Grade]],
        *,
        started: Callable[[Submission], None],
        intake: Intake,
        questions: Sequence[str] = (),
    ) -> Generator[Completed, None, None]:
        """See :class:`Executor`."""
        found = dict(enumerate(in_turns([submission for submission, _ in waiting.values()])))
        earlier = {number: waiting[one.name][1] for number, one in found.items()}
        dispatch = self._dispatch(bundle, Looks({}), lambda piece: started(found[piece.number]))
        source = _Source(bundle, found, intake, self._engine, None)
        again = partial(_again, earlier=earlier, questions=tuple(questions))
        for piece, done in dispatch.run(map(again, source.pieces())):
            before = earlier[piece.number]
            if done is None:
                yield before, source.settled[piece.number].grade.message
                continue
            assert isinstance(done, Done)
            if done.grade is None:
                yield before, done.why
            else:
                grade = replace(done.grade, **{name: getattr(before, name) for name in _WHO})
                yield _with_zip(grade, before.receipts, bundle), ""

    def _dispatch(self, bundle: Bundle, looks: Looks, begun: Callable[[Piece], None]) -> Dispatch:
        setup, files = setup_of(
            bundle,
            walls=self._walls,
            require_isolation=self._require_isolation,
            explain=self._explain,
        )
        return Dispatch(
            self._link,
            self._where,
            setup,
            lambda: files,
            looks=looks,
            tell=self._tell,
            begun=begun,
        )


def setup_of(
    bundle: Bundle, *, walls: Walls, require_isolation: bool = False, explain: tuple[str, ...] = ()
) -> tuple[Setup, Files]:
    """Return a run's setup for workers, and the files of its autograder."""
    files = read_files(bundle.folder)
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    setup = Setup(
        run=f"torchgrade-{uuid.uuid4().hex}",
        content=digest.hexdigest(),
        lab=bundle.manifest.lab,
        build=bundle.build,
        dataset=dataset_of(bundle),
        inside=bundle.inside,
        closed=tuple(dict.fromkeys(map(os.path.abspath, (bundle.folder, *bundle.closed)))),
        require_isolation=require_isolation,
        walls=walls,
        explain=explain,
    )
    return setup, files


class _Source:
    """Takes in submissions for workers, one after the other.

    ``settled`` are those that can't be graded, by number, and ``stays`` is what is not sent to
    workers: the notebook as an object, and the answers that people mark.
    """

    def __init__(
        self,
        bundle: Bundle,
        found: Mapping[int, Submission],
        intake: Intake,
        engine: Engine,
        weights: WeightsOfClass | None,
    ) -> None:
        self._bundle, self._found, self._intake = bundle, found, intake
        self._engine, self._weights = engine, weights
        self.settled: dict[int, Graded] = {}
        self.stays: dict[int, tuple[Notebook, tuple[WrittenAnswer, ...]]] = {}

    def pieces(self) -> Iterator[Piece]:
        """Yield pieces one after the other, ready to send."""
        for number, submission in self._found.items():
            with self._intake.taken(submission) as taken:
                if self._weights is not None:
                    self._weights.note(taken)
                if isinstance(taken, Refused):
                    self.settled[number] = grade_taken(self._bundle, taken, self._engine)
                    piece = Piece(number, settled=True)
                else:
                    self.stays[number] = taken.notebook, taken.written
                    piece = Piece(number, _item(number, taken), read_files(taken.folder))
            yield piece


def _item(number: int, taken: TakenIn) -> Item:
    return Item(
        number=number,
        digest=taken.digest,
        release=taken.release,
        flags=taken.flags,
        notes=taken.notes,
        seconds=taken.seconds,
    )


def _again(piece: Piece, earlier: Mapping[int, Grade], questions: tuple[str, ...]) -> Piece:
    """Return a submission with a grade, to be completed or, in some questions, regraded."""
    if not isinstance(piece.item, Item):
        return piece
    before = _nobodys(earlier[piece.number])
    item = msgspec.structs.replace(piece.item, earlier=before, questions=questions)
    return replace(piece, item=item, gpu=not questions)


def _to_complete(piece: Piece, grade: Grade) -> Piece:
    assert isinstance(piece.item, Item)  # it was graded
    item = msgspec.structs.replace(piece.item, earlier=grade, shown=None)
    return Piece(piece.number, item, piece.files, gpu=True)


def _completed(first: Done, then: Done) -> Done:
    """Return a grade completed by a worker with a GPU; unchanged if none could."""
    return msgspec.structs.replace(first, grade=then.grade or first.grade)


def _known(done: Done, submission: Submission, piece: Piece, bundle: Bundle) -> Grade:
    """Return a worker's grade, with the people who handed it in; ungraded if there is none."""
    assert isinstance(piece.item, Item)  # it was sent
    grade = done.grade or Grade(
        submission=submission.name,
        status="ungraded",
        max_score=bundle.manifest.max_score,
        unmarked=bundle.manifest.unmarked,
        release=piece.item.release,
        digest=piece.item.digest,
        flags=piece.item.flags,
        notes=piece.item.notes,
        message=f"{done.why}; {_RESUME}",
    )
    known = {name: getattr(submission, name) for name in _WHO if name != "submission"}
    flags = (*submission.flags, *grade.flags)
    return replace(grade, submission=submission.name, flags=flags, **known)


def _nobodys(grade: Grade) -> Grade:
    """Return a grade without people, whom workers need not know."""
    nobody = Grade(submission="nobody", status="graded", max_score=0.0)
    return replace(grade, **{name: getattr(nobody, name) for name in _WHO})


def _with_zip(grade: Grade, before: Sequence[Receipt], bundle: Bundle) -> Grade:
    """Return a grade that also names the autograder's zip, as a worker only has its files."""
    receipts = (
        one if one in before else replace(one, zip=bundle.zip_digest) for one in grade.receipts
    )
    return replace(grade, receipts=tuple(receipts))
