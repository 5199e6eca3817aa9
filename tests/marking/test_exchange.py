"""Marks here and in formgrader: who has changed one wins, and where both have, nobody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from torchgrade.marking.collected import Collected, Group
from torchgrade.marking.exchange import Exchange
from torchgrade.marking.rubric import Guide, Line
from torchgrade.marking.store import Store, Wanted
from torchgrade.marking.tables import Database

Q = "q12_strategies"
Given = tuple[float | None, str]


class Book:
    """A gradebook in memory."""

    def __init__(self, collected: Collected) -> None:
        self.marks: dict[tuple[str, str], Given] = {
            (grade.sid, question.name): (None, "")
            for grade in collected.grades
            for question in collected.questions
        }
        self.refuses = ""

    def read(self) -> Mapping[tuple[str, str], Given]:
        return dict(self.marks)

    def write(self, marks: Mapping[tuple[str, str], Given]) -> Sequence[str]:
        if self.refuses:
            return [self.refuses]
        self.marks.update(marks)
        return []


@pytest.fixture
def book(collected: Collected) -> Book:
    return Book(collected)


@pytest.fixture
def store(database: Database, collected: Collected) -> Store:
    made = Store(database, "mnist_cnn", seed=1, double=0.0)
    guides = {Q: Guide("", "", (Line("no plot", -2),))}
    made.enter(collected.questions, guides, collected.groups)
    return made


@pytest.fixture
def exchange(collected: Collected, store: Store, database: Database, book: Book) -> Exchange:
    return Exchange(collected, store, database, book)


@pytest.fixture
def one(collected: Collected) -> Group:
    """An answer that one student gave."""
    return next(g for g in collected.groups.values() if g.question == Q and len(g.holders) == 1)


@pytest.fixture
def equal(collected: Collected) -> Group:
    """An answer that several gave."""
    return next(g for g in collected.groups.values() if g.question == Q and len(g.holders) > 1)


def here(store: Store, group: Group) -> Given:
    marks = store.marks()[store.ids()[group.key]]
    scale = store.scales()[Q]
    counts = marks.counts(scale)
    return (None, "") if counts is None else (scale.points(counts), counts.comment)


def give(store: Store, group: Group, adjustment: float, items: Sequence[int] = ()) -> None:
    number = store.ids()[group.key]
    own = store.marks()[number].first
    wanted = Wanted(own.version if own else 0, True, tuple(items), adjustment, "Say why.")
    store.put(number, "Ada", wanted)


def key(group: Group) -> tuple[str, str]:
    return group.holders[0].sid, Q


def test_a_mark_of_formgraders_comes_here(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    book.marks[key(one)] = (5.5, "Too short.")
    assert "formgrader for 1 answers" in exchange()[0]
    assert here(store, one) == (5.5, "Too short.")
    assert exchange() == [], "and then there is nothing more to do"
    assert book.marks[key(one)] == (5.5, "Too short.")


def test_a_mark_from_here_goes_there_with_its_reasons(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    [item] = store.scales()[Q].items
    give(store, one, 0, [item])
    exchange()
    assert book.marks[key(one)] == (6, "-2: no plot\nSay why.")
    assert exchange() == []


def test_of_a_mark_that_is_changed_there_later_the_reasons_stay_where_it_keeps_them(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    [item] = store.scales()[Q].items
    give(store, one, 0, [item])
    exchange()
    book.marks[key(one)] = (5, "-2: no plot\nSay why, please.")
    exchange()
    marks = store.marks()[store.ids()[one.key]].first
    assert marks is not None
    assert (marks.items, marks.adjustment, marks.comment) == ((item,), -1, "Say why, please.")
    book.marks[key(one)] = (4, "Something else.")
    exchange()
    marks = store.marks()[store.ids()[one.key]].first
    assert marks is not None
    assert (marks.items, marks.adjustment, marks.comment) == ((), -4, "Something else.")
    assert book.marks[key(one)] == (4, "Something else.")


def test_where_both_have_changed_neither_is_touched(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    give(store, one, -1)
    exchange()
    give(store, one, -2)
    book.marks[key(one)] = (3, "Less.")
    [said] = exchange()
    assert "6 here, 3 in formgrader" in said
    assert here(store, one) == (6, "Say why.")
    assert book.marks[key(one)] == (3, "Less.")
    book.marks[key(one)] = (6, "Say why.")
    assert exchange() == [], "once they are the same"


def test_a_mark_that_is_taken_back_here_is_taken_back_there(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    give(store, one, -1)
    exchange()
    store.put(store.ids()[one.key], "Ada", Wanted(1, False))
    exchange()
    assert book.marks[key(one)] == (None, "")


def test_equal_answers_get_what_formgrader_gave_one_of_them(
    exchange: Exchange, store: Store, book: Book, equal: Group
) -> None:
    book.marks[key(equal)] = (4, "All of you.")
    exchange()
    for grade in equal.holders:
        assert book.marks[grade.sid, Q] == (4, "All of you.")


def test_different_marks_for_equal_answers_are_named_and_not_taken(
    exchange: Exchange, store: Store, book: Book, equal: Group
) -> None:
    first, second = equal.holders[:2]
    book.marks[first.sid, Q], book.marks[second.sid, Q] = (4, ""), (5, "")
    assert any("equal answers" in line for line in exchange())
    assert here(store, equal) == (None, "")
    assert book.marks[first.sid, Q] == (4, "")


def test_what_the_gradebook_refuses_is_tried_again(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    give(store, one, -1)
    book.refuses = "the gradebook took no mark: it is locked"
    assert exchange() == [book.refuses]
    book.refuses = ""
    exchange()
    assert book.marks[key(one)][0] == 7


def test_students_that_the_gradebook_does_not_know_stay_as_they_are(
    exchange: Exchange, store: Store, book: Book, one: Group
) -> None:
    book.marks.clear()
    give(store, one, -1)
    assert exchange() == []
    assert book.marks == {}
