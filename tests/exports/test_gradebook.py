"""The labs of a term: joined by people, weighed, the lowest dropped, and nothing open counted."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.systems import ADA, BOB, CY, graded
from torchgrade.errors import AuthorError
from torchgrade.exports import Column, book_csv, gradebook, lines_of, open_sheet
from torchgrade.exports.gradebook import Student
from torchgrade.records import Batch, Grade, Person


def column(lab: str, *grades: Grade, weight: float = 1.0) -> Column:
    batch = Batch(lab, "x", "", {}, grades)
    return Column(lab, lab.title(), 100, weight, lines_of(batch, 100))


def of(name: str, students: tuple[Student, ...]) -> Student:
    [found] = [one for one in students if one.person.name == name]
    return found


def test_people_are_joined_and_labs_weighed() -> None:
    one = column("hw1", graded(ADA, 80.0), graded(BOB, 50.0))
    two = column("hw2", graded(BOB, 100.0), graded(ADA, 50.0), weight=2)
    book = gradebook([one, two])
    assert [student.person for student in book.students] == [ADA, BOB]
    assert of("Ada Lovelace", book.students).total == pytest.approx(60)
    assert of("Bob Müller", book.students).total == pytest.approx(250 / 3)


def test_what_was_not_handed_in_counts_as_nothing_unless_it_is_skipped() -> None:
    labs = [column("hw1", graded(ADA, 80.0)), column("hw2", graded(BOB, 60.0))]
    ada = of("Ada Lovelace", gradebook(labs).students)
    assert (ada.missing, ada.total) == (("hw2",), 40)
    assert of("Ada Lovelace", gradebook(labs, skip=True).students).total == 80


def test_a_total_is_open_while_something_of_it_is() -> None:
    labs = [column("hw1", graded(CY, 80.0)), column("hw2", graded(CY, None))]
    [cy] = gradebook(labs).students
    assert (cy.total, cy.so_far, cy.open) == (None, 80, ("hw2",))
    [row] = csv.DictReader(io.StringIO(book_csv(gradebook(labs)).decode()))
    assert (row["hw2 (100)"], row["percent"], row["so_far"], row["open"]) == ("", "", "80", "hw2")


def test_the_lowest_is_dropped_and_one_always_stays() -> None:
    labs = [column(f"hw{at}", graded(ADA, score)) for at, score in enumerate((90.0, 10.0, 70.0))]
    [ada] = gradebook(labs, drop=1).students
    assert (ada.dropped, ada.total) == (("hw1",), 80)
    with pytest.raises(AuthorError, match="less than the 3 labs"):
        gradebook(labs, drop=3)
    open_labs = [column("a", graded(ADA, 5.0)), column("b", graded(ADA, None))]
    [ada] = gradebook(open_labs, drop=1).students
    assert ada.dropped == ()


@given(st.lists(st.floats(0, 100), min_size=2, max_size=6), st.data())
def test_dropping_never_costs_and_a_total_is_a_percentage(
    scores: list[float], data: st.DataObject
) -> None:
    labs = [column(f"hw{at}", graded(ADA, score)) for at, score in enumerate(scores)]
    drop = data.draw(st.integers(0, len(labs) - 1))
    [all_], [best] = gradebook(labs).students, gradebook(labs, drop=drop).students
    assert all_.total is not None
    assert best.total is not None
    assert -1e-9 <= all_.total <= best.total + 1e-9 <= 100 + 2e-9


def test_a_roster_says_who_is_who_and_lists_all(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("name,sid,id\nAda Lovelace,s0042,101\nBob Müller,s7,102\nEve,s5,105\n")
    by_canvas = Person("lovelaceada", "101")
    labs = [column("hw1", graded(ADA, 80.0)), column("hw2", graded(by_canvas, 60.0, "x"))]
    book = gradebook(labs, open_sheet(path).roster)
    assert [student.person.name for student in book.students] == [
        "Ada Lovelace",
        "Bob Müller",
        "Eve",
    ]
    assert of("Ada Lovelace", book.students).total == 70
    assert of("Eve", book.students).missing == ("hw1", "hw2")
    stranger = [column("hw1", graded(Person("Zoe", "z"), 1.0))]
    assert gradebook(stranger, open_sheet(path).roster).problems[0].startswith("hw1: Zoe")


def test_two_runs_of_one_lab_are_an_error() -> None:
    with pytest.raises(AuthorError, match="two runs of hw1: expected one per lab"):
        gradebook([column("hw1"), column("hw1")])
