"""Stores the marks of a lab: each change is a transaction, and nobody overwrites unseen changes.

Every change says which version it is based on. If there is another one now, nothing is written, and
the current one is returned.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from torchgrade.errors import AuthorError
from torchgrade.marking.model import FIRST, SECOND, SETTLED, AnswerMarks, Given, Item, Place, Scale
from torchgrade.marking.rubric import Guide
from torchgrade.marking.tables import (
    ANSWERS,
    ITEMS,
    LOG,
    MARKS,
    META,
    QUESTIONS,
    Database,
    value_of,
)
from torchgrade.records import QuestionSpec
from torchgrade.results.written import NO_ANSWER

__all__ = ["NotAllowedError", "StaleError", "Store", "Wanted"]

_SHARES = 10_000


class StaleError(Exception):
    """Somebody else has changed it meanwhile."""


class NotAllowedError(Exception):
    """It can't be changed by this marker, or at all; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """A mark as a marker wants it; see :class:`Given`. ``version`` is the one they saw."""

    version: int
    done: bool
    items: tuple[int, ...] = ()
    adjustment: float = 0.0
    comment: str = ""
    settles: bool = False

    def is_in(self, given: Given) -> bool:
        """Return whether a mark is as wanted, whatever its version."""
        lines = tuple(sorted(set(self.items)))
        there = given.done, tuple(given.items), given.adjustment, given.comment
        return there == (self.done, lines, self.adjustment, self.comment)


class Store:
    """All marks of a lab.

    Args:
        database: their database.
        lab: the lab's name; a database has the marks of one lab.
        seed: determines the order of answers and which are marked twice; None: as before.
        double: the share of answers that two people mark, in [0, 1]; None: as before.

    Raises:
        AuthorError: the database has marks of another lab.
    """

    def __init__(
        self, database: Database, lab: str, *, seed: int | None = None, double: float | None = None
    ) -> None:
        self._database = database
        with database.writing() as connection:
            known = value_of(connection, "lab")
            if known not in (None, lab):
                raise AuthorError(
                    f"the marks {database.engine.url} are those of the lab {known}, not of {lab}"
                )
            _set(connection, "lab", lab)
            before = value_of(connection, "seed")
            drawn = before or str(random.SystemRandom().randrange(10**6))
            self.seed = drawn if seed is None else str(seed)
            _set(connection, "seed", self.seed)
            share = float(value_of(connection, "double") or 0) if double is None else double
            self.double = share
            _set(connection, "double", repr(share))
        self._most: dict[str, float] = {}

    def enter(
        self,
        questions: Sequence[QuestionSpec],
        guides: Mapping[str, Guide],
        answers: Iterable[tuple[str, str]],
    ) -> None:
        """Add all questions and answers to the database; rubrics are taken from the lab once.

        A rubric that already has lines stays as people edited it.

        Args:
            questions: the manually graded questions.
            guides: the lab's guides to them, by name.
            answers: the question's name and the content hash of each answer.
        """
        self._most = {question.name: question.points for question in questions}
        with self._database.writing() as connection:
            known = set(connection.execute(sa.select(QUESTIONS.c.name)).scalars())
            for question in questions:
                if question.name not in known:
                    _enter_question(connection, question.name, guides.get(question.name, Guide()))
            found = connection.execute(sa.select(ANSWERS.c.question, ANSWERS.c.content))
            there = {(row.question, row.content) for row in found}
            new = sorted(set(answers) - there, key=lambda one: self._drawn(*one))
            for question_name, content in new:  # so that numbers don't reveal whose they are
                connection.execute(ANSWERS.insert().values(question=question_name, content=content))

    @property
    def questions(self) -> Sequence[str]:
        """The names of the questions that were entered."""
        return list(self._most)

    def ids(self) -> dict[tuple[str, str], int]:
        """Return the number of each answer, by its question and content."""
        with self._database.reading() as connection:
            return {
                (row.question, row.content): row.id
                for row in connection.execute(sa.select(ANSWERS))
            }

    def is_double(self, question: str, content: str) -> bool:
        """Return whether two people have to mark an answer, drawn by the seed, the same each time.

        An empty answer is marked once, since markers can't disagree about it.
        """
        share = int(self._drawn(question, content, "double"), 16) % _SHARES
        return content not in NO_ANSWER and share < self.double * _SHARES

    def order(self, question: str, contents: Iterable[str]) -> list[str]:
        """Return answers in the order of marking, which is drawn for each question.

        So nobody is always the first or the last. Empty answers come first, as they are done at
        once.
        """
        return sorted(contents, key=lambda one: (one not in NO_ANSWER, self._drawn(question, one)))

    def scales(self) -> dict[str, Scale]:
        """Return how the points of each question are counted, with its rubric."""
        with self._database.reading() as connection:
            return self._scales(connection)

    def marks(self) -> dict[int, AnswerMarks]:
        """Return the marks of all answers in the database, by number."""
        with self._database.reading() as connection:
            given: dict[int, dict[str, Given]] = {}
            for row in connection.execute(sa.select(MARKS)):
                given.setdefault(row.answer, {})[row.place] = _given(row)
            return {
                row.id: AnswerMarks(
                    self.is_double(row.question, row.content), **given.get(row.id, {})
                )
                for row in connection.execute(sa.select(ANSWERS))
            }

    def marks_of(self, answer: int) -> AnswerMarks:
        """Return the marks of one answer.

        Raises:
            NotAllowedError: there is no such answer.
        """
        with self._database.reading() as connection:
            return self._one(connection, answer)

    def put(self, answer: int, marker: str, wanted: Wanted) -> Given:
        """Change or give a mark, and return its new state.

        Raises:
            StaleError: somebody has changed it since the marker looked.
            NotAllowedError: there is no such answer, or two others have marked it already.
        """
        with self._database.writing() as connection:
            there = self._one(connection, answer)
            place = self._place(there, marker, wanted)
            before = {FIRST: there.first, SECOND: there.second, SETTLED: there.settled}[place]
            if before and wanted.is_in(before):
                return before  # resent, since the response was lost; or two people agree
            if wanted.version != (before.version if before else 0):
                raise StaleError
            given = Given(
                answer,
                place,
                before.marker if before and place != SETTLED else marker,
                wanted.done,
                tuple(sorted(set(wanted.items))),
                wanted.adjustment,
                wanted.comment,
                wanted.version + 1,
                _now(),
            )
            _write(connection, given, wanted.version)
            what = {"mark": asdict(given), "before": asdict(before) if before else None}
            _log(connection, marker, answer, what)
            return given

    def adopt(self, answer: int, marker: str, wanted: Wanted) -> bool:
        """Import a mark that already counts, if there is none here; return whether it was."""
        with self._database.writing() as connection:
            there = self._one(connection, answer)
            if there.first or there.second or there.settled:
                return False
            given = Given(
                answer,
                SETTLED,
                marker,
                True,
                wanted.items,
                wanted.adjustment,
                wanted.comment,
                1,
                _now(),
            )
            _write(connection, given, 0)
            _log(connection, marker, answer, {"mark": asdict(given), "before": None})
            return True

    def add_item(self, question: str, marker: str, text: str, points: float) -> Item:
        """Add a line to a rubric.

        Raises:
            NotAllowedError: there is no such question.
        """
        if question not in self._most:
            raise NotAllowedError(f"there is no question {question}")
        item = Item(0, question, text, points)
        with self._database.writing() as connection:
            made = connection.execute(ITEMS.insert().values(_values(item)))
            assert made.inserted_primary_key is not None
            item = replace(item, id=int(made.inserted_primary_key[0]))
            _log(connection, marker, None, {"item": asdict(item), "before": None})
        return item

    def change_item(self, wanted: Item, marker: str) -> Item:
        """Change a line of a rubric, and with it all marks that have it.

        Args:
            wanted: the new line; its ``version`` is the one that the marker saw.
            marker: who changes it.

        Raises:
            StaleError: somebody has changed it since.
            NotAllowedError: there is no such line.
        """
        with self._database.writing() as connection:
            row = connection.execute(sa.select(ITEMS).where(ITEMS.c.id == wanted.id)).first()
            if row is None:
                raise NotAllowedError("there is no such line")
            before = _item(row)
            item = replace(wanted, question=before.question, version=wanted.version + 1)
            changed = connection.execute(
                ITEMS.update()
                .where(ITEMS.c.id == wanted.id, ITEMS.c.version == wanted.version)
                .values(_values(item))
            )
            if changed.rowcount != 1:
                raise StaleError
            what = {"item": asdict(item), "before": asdict(before)}
            _log(connection, marker, None, what)
        return item

    def start_full(self, question: str, marker: str, full: bool, version: int) -> None:
        """Make a rubric count down from all points, or up from none.

        Raises:
            StaleError: somebody has changed that since.
        """
        with self._database.writing() as connection:
            changed = connection.execute(
                QUESTIONS.update()
                .where(QUESTIONS.c.name == question, QUESTIONS.c.version == version)
                .values(starts_full=full, version=version + 1)
            )
            if changed.rowcount != 1:
                raise StaleError
            _log(connection, marker, None, {"question": question, "starts_full": full})

    def revision(self) -> int:
        """Return a number that grows with each change."""
        with self._database.reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(LOG.c.id))).scalar() or 0)

    def changed_since(self, revision: int) -> tuple[set[int], bool]:
        """Return the answers whose marks have changed, and whether a rubric has."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(LOG.c.answer).where(LOG.c.id > revision)).scalars()
            found = list(rows)
        return {one for one in found if one is not None}, None in found

    def _drawn(self, *words: str) -> str:
        text = "\0".join((self.seed, *words))
        return hashlib.sha256(text.encode()).hexdigest()

    def _scales(self, connection: sa.Connection) -> dict[str, Scale]:
        items: dict[str, dict[int, Item]] = {name: {} for name in self._most}
        for row in connection.execute(sa.select(ITEMS).order_by(ITEMS.c.id)):
            items.setdefault(row.question, {})[row.id] = _item(row)
        found = {row.name: row for row in connection.execute(sa.select(QUESTIONS))}
        return {
            name: Scale(name, most, found[name].starts_full, items[name], found[name].version)
            for name, most in self._most.items()
        }

    def _one(self, connection: sa.Connection, answer: int) -> AnswerMarks:
        found = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.id == answer)).first()
        if found is None:
            raise NotAllowedError("there is no such answer")
        rows = connection.execute(sa.select(MARKS).where(MARKS.c.answer == answer))
        given = {row.place: _given(row) for row in rows}
        return AnswerMarks(self.is_double(found.question, found.content), **given)

    def _place(self, there: AnswerMarks, marker: str, wanted: Wanted) -> Place:
        if wanted.settles:
            if there.settled is None and not (there.second and there.second.done):
                raise NotAllowedError("there are no two marks to settle")
            return SETTLED
        place = there.place_for(marker)
        if place is None:
            raise NotAllowedError("two have marked this answer: settle what they differ in")
        return place


def _enter_question(connection: sa.Connection, name: str, guide: Guide) -> None:
    full = not guide.lines or any(line.points < 0 for line in guide.lines)
    connection.execute(QUESTIONS.insert().values(name=name, starts_full=full, version=1))
    for line in guide.lines:
        connection.execute(ITEMS.insert().values(_values(Item(0, name, line.text, line.points))))


def _write(connection: sa.Connection, given: Given, version: int) -> None:
    """Write a mark, if the current one still has the version that it replaces."""
    values = asdict(given)
    if version == 0:
        try:
            connection.execute(MARKS.insert().values(values))
        except sa.exc.IntegrityError:
            raise StaleError from None
        return
    changed = connection.execute(
        MARKS.update()
        .where(
            MARKS.c.answer == given.answer,
            MARKS.c.place == given.place,
            MARKS.c.version == version,
        )
        .values(values)
    )
    if changed.rowcount != 1:
        raise StaleError


def _set(connection: sa.Connection, name: str, value: str) -> None:
    changed = connection.execute(META.update().where(META.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(META.insert().values(name=name, value=value))


def _log(connection: sa.Connection, marker: str, answer: int | None, what: Any) -> None:
    values = {"at": _now(), "marker": marker, "answer": answer, "what": what}
    connection.execute(LOG.insert().values(values))


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def _values(item: Item) -> dict[str, Any]:
    return {key: value for key, value in asdict(item).items() if key != "id"}


def _item(row: Any) -> Item:
    return Item(row.id, row.question, row.text, row.points, bool(row.removed), row.version)


def _given(row: Any) -> Given:
    return Given(
        answer=row.answer,
        place=row.place,
        marker=row.marker,
        done=bool(row.done),
        items=tuple(row.items),
        adjustment=row.adjustment,
        comment=row.comment,
        version=row.version,
        changed=row.changed,
    )
