"""Marks are kept: each change at once, none written over by one who has not seen it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from torchgrade.errors import AuthorError
from torchgrade.marking.collected import Collected
from torchgrade.marking.model import Item
from torchgrade.marking.rubric import Guide, Line
from torchgrade.marking.store import NotAllowedError, StaleError, Store, Wanted
from torchgrade.marking.tables import LOG, Database

Q = "q12_strategies"


def answers(store: Store, question: str = Q) -> list[int]:
    return [number for (name, _), number in store.ids().items() if name == question]


def test_what_is_put_is_there_for_another_server_at_once(store: Store, database: Database) -> None:
    [number, *_] = answers(store)
    store.put(number, "Ada", Wanted(0, True, (), -1.5, "Why?"))
    other = Database(database.engine.url.render_as_string(hide_password=False))
    found = Store(other, "mnist_cnn").marks()[number].first
    other.close()
    assert found is not None
    assert (found.adjustment, found.comment, found.version) == (-1.5, "Why?", 1)


def test_who_has_not_seen_a_change_writes_nothing_over_it(store: Store) -> None:
    [number, *_] = answers(store)
    store.put(number, "Ada", Wanted(0, True, comment="first"))
    with pytest.raises(StaleError):
        store.put(number, "Bea", Wanted(0, True, comment="also first"))
    store.put(number, "Bea", Wanted(1, True, comment="second"))
    with pytest.raises(StaleError):
        store.put(number, "Ada", Wanted(1, True, comment="third"))
    mark = store.marks()[number].first
    assert mark is not None
    assert (mark.comment, mark.version, mark.marker) == ("second", 2, "Ada")


def test_of_many_who_write_at_once_each_change_is_one_of_theirs_and_none_is_lost(
    store: Store,
) -> None:
    """Eight threads add a word each, and try again with what is there when they are refused."""
    [number, *_] = answers(store)

    def add(word: str) -> None:
        while True:
            there = store.marks()[number].first
            comment = f"{there.comment} {word}" if there else word
            try:
                store.put(number, word, Wanted(there.version if there else 0, True, (), 0, comment))
                return
            except StaleError:
                continue

    words = [f"w{n}" for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, words))
    mark = store.marks()[number].first
    assert mark is not None
    assert sorted(mark.comment.split()) == words
    assert mark.version == len(words)


def test_two_who_mark_the_same_have_a_mark_each(database: Database, collected: Collected) -> None:
    store = Store(database, "mnist_cnn", seed=1, double=1.0)
    store.enter(collected.questions, {}, collected.groups)
    number = next(n for n, marks in store.marks().items() if marks.double)
    store.put(number, "Ada", Wanted(0, True, (), -1))
    store.put(number, "Bea", Wanted(0, True, (), -2))
    with pytest.raises(NotAllowedError, match="two have marked"):
        store.put(number, "Cy", Wanted(0, True))
    store.put(number, "Ada", Wanted(1, True, (), -3))
    store.put(number, "Cy", Wanted(0, True, (), -2.5, settles=True))
    marks = store.marks()[number]
    assert [m.adjustment for m in (marks.first, marks.second, marks.settled) if m] == [-3, -2, -2.5]


def test_one_mark_is_nothing_to_settle(store: Store) -> None:
    [number, *_] = answers(store)
    store.put(number, "Ada", Wanted(0, True))
    with pytest.raises(NotAllowedError, match="settle"):
        store.put(number, "Bea", Wanted(0, True, settles=True))
    with pytest.raises(NotAllowedError, match="no such answer"):
        store.put(10**6, "Bea", Wanted(0, True))


def test_a_rubric_comes_from_the_lab_once_and_is_then_peoples(
    database: Database, collected: Collected
) -> None:
    guides = {Q: Guide("", "", (Line("no plot", -2),))}
    for _ in range(2):
        store = Store(database, "mnist_cnn")
        store.enter(collected.questions, guides, collected.groups)
    [item] = store.scales()[Q].items.values()
    changed = store.change_item(replace(item, points=-1, text="no figure"), "Ada")
    with pytest.raises(StaleError):
        store.change_item(replace(item, points=-3), "Bea")
    added = store.add_item(Q, "Bea", "no reason", -2)
    store.enter(collected.questions, guides, collected.groups)
    assert list(store.scales()[Q].items.values()) == [changed, added]
    with pytest.raises(NotAllowedError):
        store.change_item(Item(99, Q, "x", 1), "Ada")
    with pytest.raises(NotAllowedError):
        store.add_item("q99", "Ada", "x", 1)


def test_a_rubric_of_bonuses_counts_up(database: Database, collected: Collected) -> None:
    store = Store(database, "mnist_cnn")
    store.enter(collected.questions, {Q: Guide("", "", (Line("a plot", 2),))}, collected.groups)
    scale = store.scales()[Q]
    assert not scale.starts_full
    store.start_full(Q, "Ada", True, scale.version)
    assert store.scales()[Q].starts_full
    with pytest.raises(StaleError):
        store.start_full(Q, "Bea", False, scale.version)


def test_each_change_is_in_the_log_with_what_was_there_before(
    store: Store, database: Database
) -> None:
    [number, *_] = answers(store)
    before = store.revision()
    store.put(number, "Ada", Wanted(0, True, comment="one"))
    store.put(number, "Bea", Wanted(1, True, comment="two"))
    store.add_item(Q, "Ada", "no plot", -2)
    assert store.changed_since(before) == ({number}, True)
    with database.writing() as connection:
        rows = connection.execute(sa.select(LOG.c.marker, LOG.c.what).order_by(LOG.c.id)).all()
    assert [row.marker for row in rows] == ["Ada", "Bea", "Ada"]
    assert rows[1].what["before"]["comment"] == "one"


def test_the_order_is_drawn_by_the_seed_anew_for_each_question(
    store: Store, database: Database
) -> None:
    contents = [f"{n:032x}" for n in range(50)]
    first = store.order(Q, [*contents, "empty"])
    assert first[0] == "empty", "what is done at once comes first"
    assert first == store.order(Q, ["empty", *reversed(contents)])
    assert first != store.order("q14_curve", [*contents, "empty"])
    assert first != sorted(first)
    assert first != Store(database, "mnist_cnn", seed=2).order(Q, [*contents, "empty"])


def test_a_share_is_marked_twice_the_same_each_time(store: Store, database: Database) -> None:
    contents = [f"{n:032x}" for n in range(1000)]
    twice = Store(database, "mnist_cnn", seed=1, double=0.2)
    chosen = [one for one in contents if twice.is_double(Q, one)]
    assert 150 < len(chosen) < 250
    later = Store(database, "mnist_cnn")
    assert (later.seed, later.double) == ("1", 0.2), "as it was said before"
    assert chosen == [one for one in contents if later.is_double(Q, one)]
    more = Store(database, "mnist_cnn", double=0.5)
    assert all(more.is_double(Q, one) for one in chosen)
    assert not more.is_double(Q, "empty")


def test_numbers_of_answers_do_not_tell_whose_they_are(store: Store, collected: Collected) -> None:
    ids = store.ids()
    by_student = [ids[key] for key in collected.groups if key[0] == "q14_curve"]
    assert by_student != sorted(by_student)


def test_a_database_has_the_marks_of_one_lab(database: Database, tmp_path: Path) -> None:
    Store(database, "mnist_cnn")
    with pytest.raises(AuthorError, match="those of the lab mnist_cnn, not of resnet"):
        Store(database, "resnet")
    for url in ("nonsense", "sqlite:////nowhere/at/all/marks.db", "nosuch://x/y"):
        with pytest.raises(AuthorError, match="can't be opened"):
            Database(url)
    with pytest.raises(AuthorError, match="mysql is neither sqlite nor postgresql"):
        Database("mysql://x/y")
    (tmp_path / "text.db").write_text("no database, but a text of some length " * 20)
    with pytest.raises(AuthorError, match="can't be opened"):
        Database.of_file(tmp_path / "text.db")


def test_the_same_mark_again_is_no_clash_and_no_change(store: Store, database: Database) -> None:
    """What was sent and kept, but never acknowledged, is sent again."""
    [number, *_] = answers(store)
    wanted = Wanted(0, True, (), -1.0, "why?")
    given = store.put(number, "Ada", wanted)
    before = store.revision()
    assert store.put(number, "Ada", wanted) == given
    assert store.put(number, "Bea", wanted) == given, "they think the same"
    assert store.revision() == before
    with pytest.raises(StaleError):
        store.put(number, "Bea", Wanted(0, True, (), -2.0, "why?"))
