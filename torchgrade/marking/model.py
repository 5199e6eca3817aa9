"""The points of a mark, and the state of an answer that one or two people have marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "FIRST",
    "SECOND",
    "SETTLED",
    "AnswerMarks",
    "Given",
    "Item",
    "Place",
    "Scale",
    "State",
    "reason",
]

Place = Literal["first", "second", "settled"]
FIRST: Place = "first"
SECOND: Place = "second"
SETTLED: Place = "settled"

State = Literal["open", "begun", "waits", "differs", "marked"]
"""Of an answer: nobody has looked; somebody is at it; a second marker is missing; two do not agree;
there is a mark."""

_CLOSE = 1e-6


@dataclass(frozen=True)
class Item:
    """A line of a rubric; a ``removed`` one does not count, and can be restored."""

    id: int
    question: str
    text: str
    points: float
    removed: bool = False
    version: int = 1


@dataclass(frozen=True)
class Given:
    """A marker's mark for an answer: lines of the rubric, additional points, a comment.

    It counts once it is ``done``. ``version`` grows with each change.
    """

    answer: int
    place: Place
    marker: str
    done: bool = False
    items: tuple[int, ...] = ()
    adjustment: float = 0.0
    comment: str = ""
    version: int = 0
    changed: str = ""


@dataclass(frozen=True)
class Scale:
    """How a question's points are counted.

    A rubric counts down from all points if it ``starts_full``, otherwise up from none; the result
    is never below none or above all.
    """

    question: str
    most: float
    starts_full: bool = True
    items: Mapping[int, Item] = field(default_factory=dict)
    version: int = 1

    def points(self, given: Given) -> float:
        """Return the points of a mark."""
        total = self.bare_points(given.items) + given.adjustment
        return round(min(self.most, max(0.0, total)), 4)

    def bare_points(self, items: Sequence[int]) -> float:
        """Return the sum of lines, without additional points and bounds."""
        lines = (self.items[one].points for one in self.counting(items))
        return (self.most if self.starts_full else 0.0) + sum(lines)

    def counting(self, items: Sequence[int]) -> Sequence[int]:
        """Return those lines that still exist, in the rubric's order."""
        return [one for one, item in self.items.items() if one in items and not item.removed]

    def reasons(self, given: Given) -> tuple[str, ...]:
        """Return the lines that apply to an answer, with their points."""
        return tuple(reason(self.items[one]) for one in self.counting(given.items))


def reason(item: Item) -> str:
    """Return a line of a rubric with its points: ``-2: no plot``."""
    return f"{item.points:+g}: {item.text}"


@dataclass(frozen=True)
class AnswerMarks:
    """All marks of an answer; ``double`` says that two people have to mark it."""

    double: bool
    first: Given | None = None
    second: Given | None = None
    settled: Given | None = None

    def state(self, scale: Scale) -> State:
        """Return its state."""
        if self.settled and self.settled.done:
            return "marked"
        done = [one for one in (self.first, self.second) if one and one.done]
        if len(done) == 2:
            one, other = (scale.points(each) for each in done)
            return "marked" if abs(one - other) < _CLOSE else "differs"
        if done:
            return "waits" if self.double else "marked"
        return "begun" if self.first or self.second else "open"

    def counts(self, scale: Scale) -> Given | None:
        """Return the mark that counts, if there is one."""
        if self.state(scale) != "marked":
            return None
        if self.settled and self.settled.done:
            return self.settled
        done = [one for one in (self.first, self.second) if one and one.done]
        return next((one for one in done if one.comment), done[0])

    def own(self, marker: str) -> Given | None:
        """Return the mark that a marker changes: their own, or the shared one.

        For an answer that two people mark, it is the marker's own; once both have, it is the final
        mark.
        """
        if self.settled:
            return self.settled
        if not self.double and not self.second:
            return self.first
        return next(
            (one for one in (self.first, self.second) if one and one.marker == marker), None
        )

    def place_for(self, marker: str) -> Place | None:
        """Return the place for a marker's mark; None if two others have marked it."""
        if own := self.own(marker):
            return own.place
        if self.first is None:
            return FIRST
        return SECOND if self.second is None else None

    def shown_to(self, marker: str) -> tuple[Given, ...]:
        """Return the marks that a marker may see: no other person's before giving one."""
        there = tuple(one for one in (self.first, self.second, self.settled) if one)
        if not self.double or self.settled or self._both_done:
            return there
        return tuple(one for one in there if one.marker == marker)

    @property
    def _both_done(self) -> bool:
        return bool(self.first and self.second and self.first.done and self.second.done)
