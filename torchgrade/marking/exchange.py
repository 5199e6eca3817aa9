"""Synchronizes marks with another gradebook, such as formgrader's.

Each side is compared with their last common state. If one has changed since, the other gets the
change; if both have, to different marks, neither is changed, and people are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from torchgrade.marking.collected import Collected, Group
from torchgrade.marking.model import AnswerMarks, Scale
from torchgrade.marking.store import NotAllowedError, StaleError, Store, Wanted
from torchgrade.marking.tables import GRADEBOOK, Database
from torchgrade.texts import one_line

__all__ = ["Exchange", "Gradebook", "Outside"]

_MARKER = "formgrader"
_NAMES = 3


@dataclass(frozen=True)
class Outside:
    """A mark in the other gradebook: points, None if nobody gave any, and a comment."""

    points: float | None = None
    comment: str = ""

    def same(self, other: Outside) -> bool:
        """Return whether two marks are equal."""
        if (self.points is None) != (other.points is None):
            return False
        near = abs((self.points or 0.0) - (other.points or 0.0)) < 1e-6
        return near and self.comment.strip() == other.comment.strip()


Marks = Mapping[tuple[str, str], tuple[float | None, str]]
"""The id of a student and the name of a question -> points, None for no mark, and a comment."""


class Gradebook(Protocol):
    """Another system in which people mark."""

    def read(self) -> Marks:
        """Return the marks of all its written answers, given or not."""

    def write(self, marks: Marks) -> Sequence[str]:
        """Set marks, and return which could not be set."""


class Exchange:
    """Keeps the marks of a run and of a gradebook in sync.

    Args:
        collected: the answers.
        store: the marks here.
        database: the store's database.
        gradebook: the other gradebook.
    """

    def __init__(
        self, collected: Collected, store: Store, database: Database, gradebook: Gradebook
    ) -> None:
        self._collected, self._store = collected, store
        self._database, self._gradebook = database, gradebook

    def __call__(self) -> list[str]:
        """Exchange marks, and describe the result."""
        theirs = {key: Outside(*mark) for key, mark in self._gradebook.read().items()}
        notes, taken = [], 0
        for group, ours in self._ours():
            new = self._new_there(group, ours, theirs)
            if len(new) > 1:
                notes.append(
                    f"{_named(group)}: equal answers to {group.question} have different marks in "
                    "formgrader: none of them was taken"
                )
            elif new and self._take(group, new[0], ours, theirs):
                taken += len(group.holders)
        given, more = self._give(theirs)
        if taken:
            notes.append(f"marks of formgrader for {taken} answers of students were taken")
        if given:
            notes.append(f"marks for {given} answers of students were written into the gradebook")
        return [*notes, *more]

    def _new_there(
        self, group: Group, ours: Outside, theirs: Mapping[tuple[str, str], Outside]
    ) -> list[Outside]:
        """List the marks that have changed there since, but not here."""
        found: list[Outside] = []
        for grade in group.holders:
            there = theirs.get((grade.sid, group.question))
            last = self._last(grade.submission, group.question)
            if there is None or there.points is None or there.same(last) or there.same(ours):
                continue
            if ours.same(last) and not any(there.same(one) for one in found):
                found.append(there)
        return found

    def _take(
        self,
        group: Group,
        mark: Outside,
        ours: Outside,
        theirs: Mapping[tuple[str, str], Outside],
    ) -> bool:
        """Replace a mark here by the gradebook's, if it has not changed."""
        number = self._store.ids()[group.key]
        marks, scale = self._store.marks_of(number), self._store.scales()[group.question]
        if not _counting(marks, scale).same(ours):
            return False  # somebody is marking it now: next time
        own = marks.own(_MARKER)
        settles = own is None and marks.place_for(_MARKER) is None
        said = "\n".join(scale.reasons(own)) if own else ""
        keeps = own is not None and mark.comment.startswith(said)  # the lines that apply
        items = own.items if own and keeps else ()
        wanted = Wanted(
            own.version if own else 0,
            True,
            items,
            round((mark.points or 0.0) - scale.bare_points(items), 4),
            mark.comment.removeprefix(said).strip() if keeps else mark.comment,
            settles,
        )
        try:
            self._store.put(number, _MARKER, wanted)
        except (StaleError, NotAllowedError):
            return False  # somebody is marking it now: next time
        for grade in group.holders:
            if theirs.get((grade.sid, group.question), Outside()).same(mark):
                self._remember(grade.submission, group.question, mark)
        return True

    def _give(self, theirs: Mapping[tuple[str, str], Outside]) -> tuple[int, list[str]]:
        """Write marks that have changed here into the gradebook, and list conflicts."""
        wanted: dict[tuple[str, str], Outside] = {}
        rows: dict[tuple[str, str], str] = {}
        both = []
        for group, ours in self._ours():
            for grade in group.holders:
                key = grade.sid, group.question
                there = theirs.get(key)
                if there is None:
                    continue
                last = self._last(grade.submission, group.question)
                if there.same(ours):
                    self._remember(grade.submission, group.question, ours)
                elif there.same(last):
                    wanted[key], rows[key] = ours, grade.submission
                elif not ours.same(last):
                    both.append(
                        f"{one_line(grade.submission, 80)}, {group.question}: {_points(ours)} "
                        f"here, {_points(there)} in formgrader, both changed since they agreed: "
                        "neither was touched; make them the same in one of the two"
                    )
        marks = {key: (mark.points, mark.comment) for key, mark in wanted.items()}
        failed = list(self._gradebook.write(marks)) if marks else []
        if not failed:
            for key, mark in wanted.items():
                self._remember(rows[key], key[1], mark)
        return (0 if failed else len(wanted)), [*both, *failed]

    def _ours(self) -> list[tuple[Group, Outside]]:
        """Return each group with its current mark here."""
        ids, marks, scales = self._store.ids(), self._store.marks(), self._store.scales()
        groups = self._collected.groups.values()
        return [(one, _counting(marks[ids[one.key]], scales[one.question])) for one in groups]

    def _last(self, submission: str, question: str) -> Outside:
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(GRADEBOOK).where(
                    GRADEBOOK.c.submission == submission, GRADEBOOK.c.question == question
                )
            ).first()
        return Outside(row.points, row.comment) if row else Outside()

    def _remember(self, submission: str, question: str, mark: Outside) -> None:
        where = (GRADEBOOK.c.submission == submission, GRADEBOOK.c.question == question)
        values = {"points": mark.points, "comment": mark.comment}
        with self._database.writing() as connection:
            if not connection.execute(GRADEBOOK.update().where(*where).values(values)).rowcount:
                row = {"submission": submission, "question": question, **values}
                connection.execute(GRADEBOOK.insert().values(row))


def _counting(marks: AnswerMarks, scale: Scale) -> Outside:
    """Return the mark of an answer that counts, if there is one."""
    counts = marks.counts(scale)
    if counts is None:
        return Outside()
    said = filter(None, [*scale.reasons(counts), counts.comment])
    return Outside(scale.points(counts), "\n".join(said))


def _named(group: Group) -> str:
    names = [one_line(grade.submission, 60) for grade in group.holders[:_NAMES]]
    return ", ".join(names) + (" ..." if len(group.holders) > _NAMES else "")


def _points(mark: Outside) -> str:
    return "no mark" if mark.points is None else f"{mark.points:g}"
