"""Who is at which answer is known to all servers, and nobody is moved back by what comes late."""

from __future__ import annotations

from torchgrade.marking.presence import Presence
from torchgrade.marking.tables import PRESENCE, Database


def test_who_is_where_is_known_to_others(database: Database) -> None:
    presence = Presence(database)
    presence.note("Ada", 3, turn=1)
    presence.note("", 4, turn=1)
    assert presence.others("Bea") == {"Ada": 3}
    assert presence.others("Ada") == {}
    assert Presence(database).others("Bea") == {"Ada": 3}, "another server, or the next one"


def test_what_was_said_before_somebody_moved_on_moves_them_not_back(database: Database) -> None:
    presence = Presence(database)
    with presence.choosing("Ada", []) as choice:
        assert choice.taken == set()
        choice.take(5, turn=8)
    presence.note("Ada", 3, turn=7)
    assert presence.others("Bea") == {"Ada": 5}
    presence.note("Ada", 6, turn=8)
    with presence.choosing("Bea", []) as choice:
        assert choice.taken == {6}


def test_nobody_is_sent_where_a_mark_is_under_way(database: Database) -> None:
    """A page asks for the next answer while the mark of the last one is still on its way."""
    presence = Presence(database)
    presence.note("Ada", 5, turn=1)
    with presence.choosing("Ada", [5]) as choice:
        choice.take(6, turn=2)
    presence.note("Ada", 6, turn=2)
    with presence.choosing("Bea", []) as choice:
        assert choice.taken == {5, 6}
    with presence.choosing("Ada", []):
        pass  # it has arrived, and nothing is left for her
    with presence.choosing("Bea", []) as choice:
        assert choice.taken == {6}


def test_who_was_not_seen_for_long_is_not_there(database: Database) -> None:
    presence = Presence(database)
    for marker, ago in (("Ada", 20), ("Bea", 1000)):
        presence.note(marker, 1, turn=1)
        with database.writing() as connection:
            changed = PRESENCE.update().where(PRESENCE.c.marker == marker)
            connection.execute(changed.values(seen=PRESENCE.c.seen - ago))
    assert presence.others("Cy") == {}
    later = Presence(database)
    assert later.others("Cy") == {"Ada": 1}, "while there was no server nobody could be seen"
