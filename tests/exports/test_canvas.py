"""Scores go into Canvas's gradebook, to whom they belong and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.systems import ADA, BATCH, BOB, MANIFEST, Account, canvas_reads, graded
from torchgrade.errors import AuthorError
from torchgrade.exports import Wanted, canvas, lines_of, open_sheet
from torchgrade.records import Batch, Person

WANTED = Wanted(MANIFEST.title, MANIFEST.lab, 100)
ACCOUNTS = [
    Account(101, "s0042", "ada", "Lovelace, Ada"),
    Account(102, "s7", "bob", "Müller, Bob"),
    Account(103, "s8", "cy", "Young, Cy"),
    Account(104, "s9", "dan", "Ng, Dan"),
]
ASSIGNMENTS = {5001: "Homework 0", 5002: "Homework 1", 5003: "Homework 10"}

EXPORT = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Homework 0 (5001),Homework 1 (5002),"
    "Homework 10 (5003),Assignments Current Points,Final Score\r\n"
    ",,,,,,,Manual Posting,,,\r\n"
    "    Points Possible,,,,,(read only),10.00,100.00,5.00,(read only),(read only)\r\n"
    '"Lovelace, Ada",101,s0042,ada,"A, and B","said ""hi""",9.50,,,9.50,95.00\r\n'
    '"Müller, Bob",102,s7,bob,A,,8.00,"3.00",N/A,8.00,80.00\r\n'
    '"Young, Cy",103,s8,cy,B,,7.00,0.00,,7.00,70.00\r\n'
    '"Ng, Dan",104,s9,dan,B,,,,,,\r\n'
    '"Student, Test",999,,f00,A,,,,,,\r\n'
)
"""As Canvas writes it: an assignment that is posted by hand, notes, totals, the test student."""


def sheet_of(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "gradebook.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_one_column_of_an_export_is_filled_in_and_nothing_else(tmp_path: Path) -> None:
    path = sheet_of(tmp_path, EXPORT)
    made = canvas.filled(open_sheet(path), lines_of(BATCH, 100), WANTED)
    expected = EXPORT.replace('"said ""hi""",9.50,,', '"said ""hi""",9.50,87.5,')
    expected = expected.replace('"3.00"', '"100"')
    assert made.content == expected.encode("utf-8-sig")
    assert (made.scores, made.missing) == (2, 1)
    assert made.problems == (
        "Cy Young: ungraded: grading it failed (the file keeps its 0.00)",
    )  # fmt: skip


def test_canvas_reads_what_was_filled_in(tmp_path: Path) -> None:
    made = canvas.filled(open_sheet(sheet_of(tmp_path, EXPORT)), lines_of(BATCH, 100), WANTED)
    grades, points = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert {user: row[5002] for user, row in grades.items()} == {
        101: "87.5", 102: "100", 103: "0.00", 104: "", -1: "",
    }  # fmt: skip
    assert points[5002] == "100.00"
    assert {user: row[5001] for user, row in grades.items()}[101] == "9.50"


def test_a_semicolon_and_windows_letters_stay(tmp_path: Path) -> None:
    text = EXPORT.replace('"A, and B"', "A").replace('"Lovelace, Ada"', "Ada Lovelace")
    text = text.replace('"Müller, Bob"', "Bob Müller").replace('"Young, Cy"', "Cy Young")
    text = text.replace('"Ng, Dan"', "Dan Ng").replace(",", ";").replace("\r\n", "\n")
    made = canvas.filled(
        open_sheet(sheet_of(tmp_path, text, "cp1252")), lines_of(BATCH, 100), WANTED
    )
    assert made.scores == 2
    assert made.content.decode("cp1252").count(";") == text.count(";")
    assert "Bob Müller" in made.content.decode("cp1252")


@pytest.mark.parametrize("column", ["5003", "Homework 10", "Homework 10 (5003)"])
def test_a_column_is_chosen_by_number_or_title(tmp_path: Path, column: str) -> None:
    wanted = replace(WANTED, column=column, scale=True)
    made = canvas.filled(open_sheet(sheet_of(tmp_path, EXPORT)), lines_of(BATCH, 100), wanted)
    grades, _ = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert grades[101][5003] == "4.375", "scaled to the five points that Canvas has"
    assert grades[101][5002] == ""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (replace(WANTED, column="Homework 7"), "no column for 'Homework 7'.*Homework 0 .5001."),
        (
            replace(WANTED, column="Homework 10"),
            "out of 5 points there, scores here out of 100: --scale",
        ),
        (replace(WANTED, column="Notes"), "Canvas takes no scores for 'Notes'"),
    ],
)
def test_what_canvas_would_not_take_is_an_error(tmp_path: Path, wanted: Wanted, said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        canvas.filled(open_sheet(sheet_of(tmp_path, EXPORT)), lines_of(BATCH, 100), wanted)


def test_a_table_of_ones_own_has_canvass_ids_from_a_roster(tmp_path: Path) -> None:
    made = canvas.made(open_sheet(sheet_of(tmp_path, EXPORT)), lines_of(BATCH, 100), WANTED)
    grades, points = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert {user: row[5002] for user, row in grades.items()} == {
        101: "87.5", 102: "100", 103: "", 104: "",
    }  # fmt: skip
    assert points == {5002: "100"}
    assert open_sheet(sheet_of(tmp_path, made.content.decode())).roster.entries


def test_a_roster_with_student_numbers_alone_is_joined_by_them(tmp_path: Path) -> None:
    path = sheet_of(tmp_path, "Name,SID\nSomebody Else,s0042\nBob Müller,s7\n")
    made = canvas.made(open_sheet(path), lines_of(BATCH, 100), WANTED)
    grades, _ = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert (grades[101][5002], grades[102][5002]) == ("87.5", "100")
    assert any("Cy Young" in line for line in made.problems), "who is not on it"


def test_without_a_roster_the_numbers_of_canvass_download_are_taken() -> None:
    ada = graded(Person("lovelaceada", "101"), 87.5, "lovelaceada_LATE_101_9001_hw1-1.ipynb")
    loose = graded(BOB, 100.0, "bob.ipynb")
    made = canvas.made(None, lines_of(Batch("hw1", "x", "", {}, (ada, loose)), 100), WANTED)
    grades, _ = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert grades == {101: {5002: "87.5"}}
    assert made.problems == (
        "Bob Müller (bob.ipynb): no id of Canvas's (--roster or --template has them)",
    )


def test_nobody_has_the_number_that_is_in_his_name() -> None:
    """Canvas goes by the number: a score would be somebody else's."""
    ada = graded(Person("lovelaceada", "101"), 87.5, "lovelaceada_101_9001_hw1.ipynb")
    bob = graded(Person("bob_101", "102"), 10.0, "bob_101_102_9002_hw1.ipynb")
    eve = graded(Person("Eve", "s9"), 0.0, "eve_101_104_9003_hw1.ipynb")  # by a roster, say
    made = canvas.made(None, lines_of(Batch("hw1", "x", "", {}, (ada, bob, eve)), 100), WANTED)
    grades, _ = canvas_reads(made.content, ACCOUNTS, ASSIGNMENTS)
    assert grades == {101: {5002: "87.5"}, 102: {5002: "10"}}
    assert [line.partition(":")[0] for line in made.problems] == [
        "Eve (eve_101_104_9003_hw1.ipynb)"
    ]


def test_ids_stay_as_they_are_and_formulas_do_not_run(tmp_path: Path) -> None:
    rows = 'Student,ID,SIS User ID,SIS Login ID,Section\n"=1+1",101,-0042,+ada@x.org,@A\n'
    rows += "Bob,102,=HYPERLINK(1),bob,A\n"
    people = (graded(Person("=1+1", "-0042"), 50.0, "a"), graded(Person("Bob", "102"), 60.0, "b"))
    made = canvas.made(
        open_sheet(sheet_of(tmp_path, rows)), lines_of(Batch("h", "x", "", {}, people), 100), WANTED
    )
    lines = made.content.decode().splitlines()
    assert lines[2] == '"\'=1+1",101,-0042,+ada@x.org,"\'@A",50'
    assert lines[3].startswith('Bob,102,"\'=HYPERLINK(1)",bob')


def test_who_has_two_grades_has_none_until_somebody_chooses(tmp_path: Path) -> None:
    twice = replace(BATCH, grades=(graded(ADA, 10.0, "one"), graded(ADA, 20.0, "two")))
    made = canvas.filled(open_sheet(sheet_of(tmp_path, EXPORT)), lines_of(twice, 100), WANTED)
    assert made.scores == 0
    assert "has two grades" in made.problems[0]
