"""Records who is at which answer, with the marks, so that several servers, and later ones, know.

A page reports where its marker is with each request, but requests may overtake each other. So each
has a `turn`, which grows as the marker moves on: an earlier turn moves nobody back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from torchgrade.marking.tables import PRESENCE, Database, seconds_now

__all__ = ["Choice", "Presence"]

_HERE = 15.0  # seconds for which somebody counts as being where they last reported
_AWAY = 600.0  # seconds without a server after which everybody counts as gone


@dataclass(frozen=True)
class Choice:
    """A lock within which nobody else is sent to an answer, on any server of these marks.

    Args:
        taken: the answers at which others are, and those with marks being sent.
    """

    taken: Collection[int]
    _connection: sa.Connection
    _marker: str

    def take(self, answer: int, turn: int) -> None:
        """Send the marker to an answer, where they are from now on."""
        _note(self._connection, self._marker, answer, turn)


class Presence:
    """The current answers of all markers.

    Those who were there when the last server ended still are: their pages are open and report again
    as soon as they reach this one.

    Args:
        database: the database of the marks.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.writing() as connection:
            now = seconds_now(connection)
            lately = PRESENCE.c.seen > now - _AWAY
            connection.execute(PRESENCE.update().where(lately).values(seen=now))

    def note(self, marker: str, answer: int, turn: int) -> None:
        """Record where a marker is; does nothing without a name."""
        with self._database.writing() as connection:
            _note(connection, marker, answer, turn)

    def others(self, marker: str) -> dict[str, int]:
        """Return the answers at which the others are."""
        with self._database.reading() as connection:
            return {row.marker: row.answer for row in _others(connection, marker)}

    @contextlib.contextmanager
    def choosing(self, marker: str, given: Collection[int]) -> Iterator[Choice]:
        """Return a lock for choosing a marker's next answer.

        Args:
            marker: the marker who moves on.
            given: answers whose marks they are sending, to which nobody else is sent.
        """
        with self._database.writing() as connection:
            _note(connection, marker)
            known = PRESENCE.c.marker == marker
            connection.execute(PRESENCE.update().where(known).values(given=list(given)))
            others = _others(connection, marker)
            taken = {one for row in others for one in (row.answer, *row.given)}
            yield Choice(taken, connection, marker)


def _others(connection: sa.Connection, marker: str) -> list[sa.Row[Any]]:
    here = PRESENCE.c.seen > seconds_now(connection) - _HERE
    found = sa.select(PRESENCE).where(PRESENCE.c.marker != marker, here)
    return list(connection.execute(found.order_by(PRESENCE.c.marker)))


def _note(connection: sa.Connection, marker: str, answer: int = 0, turn: int = 0) -> None:
    if not marker:
        return
    now = seconds_now(connection)
    before = connection.execute(
        sa.select(PRESENCE.c.turn).where(PRESENCE.c.marker == marker)
    ).scalar()
    if before is None:
        row = {"marker": marker, "answer": answer, "turn": turn, "seen": now, "given": []}
        connection.execute(PRESENCE.insert().values(row))
        return
    moved = {"answer": answer, "turn": turn} if turn >= before else {}
    connection.execute(
        PRESENCE.update().where(PRESENCE.c.marker == marker).values(seen=now, **moved)
    )
