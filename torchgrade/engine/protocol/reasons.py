"""Why a cell or a test case did not end by itself: a closed list, in the grader's words alone.

The player's side chooses when it dies and what it sends. What is said of that must not be its
choice, since people read it: a student, of an attempt in which hidden tests ran.
"""

from __future__ import annotations

import enum

from torchgrade.engine.protocol.wire_errors import OversizedError
from torchgrade.notes import Note

__all__ = ["Reason", "Why", "note_of", "of_error"]


class Reason(enum.Enum):
    """What was seen of a player; ``{}`` stands for a number of the grader's."""

    ENDED = "its process ended"
    LATE = "it did not end within {:,} s"
    STUBBORN = "it did not end within {:,} s, nor when interrupted"
    NO_TIME = "no time was left for it"
    MEMORY = "it took more than {:,} MB of memory"
    NONSENSE = "it sent what is no answer"
    TOO_MUCH = "it sent more than is taken, or than there is memory for"
    DOOMED = "the referee died in it"


class Why(str):
    """A reason with its number, as text."""

    reason: Reason
    number: int

    def __new__(cls, reason: Reason, number: float = 0) -> Why:  # noqa: D102
        self = super().__new__(cls, reason.value.format(round(number)))
        self.reason, self.number = reason, round(number)
        return self


def of_error(error: Exception) -> Reason:
    """Return the reason for which what came is no value and no message."""
    too_much = isinstance(error, (OversizedError, MemoryError))
    return Reason.TOO_MUCH if too_much else Reason.NONSENSE


_NOTES = {
    Reason.LATE: Note.CELL_LATE,
    Reason.STUBBORN: Note.CELL_LATE,
    Reason.NO_TIME: Note.CELL_NO_TIME,
    Reason.MEMORY: Note.CELL_MEMORY,
    Reason.NONSENSE: Note.CELL_NONSENSE,
    Reason.TOO_MUCH: Note.CELL_NONSENSE,
}


def note_of(why: Why | None, cell: int) -> str:
    """Return what a student is told of a cell that raised an error, or did not end by itself."""
    if why is None:
        return Note.CELL_RAISED.text(cell=cell)
    return _NOTES.get(why.reason, Note.CELL_ENDED).text(cell=cell, seconds=why.number)
