"""What holds of every table: no zero for want of a score, late points off, groups, round trips."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.systems import ADA, BATCH, BOB, CY, DAN, MANIFEST, graded
from torchgrade.errors import AuthorError
from torchgrade.exports import Wanted, gradescope, lines_of, open_sheet, plain
from torchgrade.exports.scores import placed
from torchgrade.exports.tables import number
from torchgrade.records import Batch, CaseGrade, Lateness, QuestionGrade

WANTED = Wanted(MANIFEST.title, MANIFEST.lab, 100)


def open_cases(status: str) -> tuple[QuestionGrade, ...]:
    case = CaseGrade("q2 - 1", status, True, 0, 40)  # type: ignore[arg-type]
    return (QuestionGrade("q1", 60, 60), QuestionGrade("q2", 0, 40, (case,), 40))


@pytest.mark.parametrize(
    ("grade", "why"),
    [
        (replace(graded(ADA, None), status="rejected", message="not a notebook"), "rejected: not"),
        (graded(ADA, None), "ungraded: grading it failed"),
        (graded(ADA, 60.0, questions=open_cases("pending"), pending=40), "pending: q2"),
        (graded(ADA, 60.0, questions=open_cases("ungraded"), pending=40), "not graded yet: q2"),
        (graded(ADA, 60.0, unmarked=40.0), "written answers for 40 points are not marked yet"),
    ],
)
def test_what_is_open_is_no_zero(grade: object, why: str) -> None:
    batch = Batch("hw1", "x", "", {}, (grade,))  # type: ignore[arg-type]
    [line] = lines_of(batch, 100)
    assert line.score is None
    assert line.why.startswith(why)
    made = plain.made(None, [line], WANTED)
    [row] = csv.DictReader(io.StringIO(made.content.decode()))
    assert row["score"] == ""
    assert made.problems


def test_points_of_tests_alone_can_be_asked_for() -> None:
    batch = Batch("hw1", "x", "", {}, (graded(ADA, 60.0, unmarked=40.0),))
    assert [line.score for line in lines_of(batch, 60, tests_alone=True)] == [60.0]


def test_each_of_a_group_has_the_score_and_lateness_is_off_it() -> None:
    lateness = Lateness("2026-11-20", 90_000.0, 2, 0.2)
    grade = graded(ADA, 80.0, members=(ADA, BOB), lateness=lateness)
    lines = lines_of(Batch("hw1", "x", "", {}, (grade,)), 100)
    assert [(line.person, line.score) for line in lines] == [(ADA, 64.0), (BOB, 64.0)]
    rows = list(csv.DictReader(io.StringIO(plain.made(None, lines, WANTED).content.decode())))
    assert [(row["score"], row["earned"], row["days_late"]) for row in rows] == [
        ("64", "80", "2"), ("64", "80", "2"),
    ]  # fmt: skip


def test_gradescopes_table_has_a_status_for_all() -> None:
    made = gradescope.made(None, lines_of(BATCH, 100), WANTED, MANIFEST.questions)
    rows = {row["SID"]: row for row in csv.DictReader(io.StringIO(made.content.decode()))}
    assert {sid: row["Status"] for sid, row in rows.items()} == {
        "s0042": "Graded", "s7": "Graded", "s8": "Ungraded", "s9": "Missing",
    }  # fmt: skip
    ada = rows["s0042"]
    assert (ada["First Name"], ada["Last Name"], ada["Total Score"]) == ("Ada", "Lovelace", "87.5")
    assert (ada["1: First (60.0 pts)"], ada["2: q2 (40.0 pts)"]) == ("60", "27.5")
    assert {rows["s8"]["Total Score"], rows["s9"]["Total Score"]} == {""}


def test_gradescopes_table_says_how_late_in_hours_and_takes_names_apart() -> None:
    late = Lateness("2026-11-20", 90_061.5, 2, 0.2)
    grade = graded(replace(ADA, name="Lovelace King, Ada"), 80.0, lateness=late)
    made = gradescope.made(None, lines_of(replace(BATCH, grades=(grade,)), 100), WANTED, ())
    row = next(csv.DictReader(io.StringIO(made.content.decode())))
    assert (row["First Name"], row["Last Name"]) == ("Ada", "Lovelace King")
    assert row["Lateness (H:M:S)"] == "25:01:01"


def test_any_table_takes_a_column(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("who;matrikelnummer;hw1\n\nx;s0042\nx;s7;\n")
    with pytest.raises(AuthorError, match="--column, of who, matrikelnummer, hw1"):
        plain.filled(open_sheet(path), lines_of(BATCH, 100), WANTED)
    made = plain.filled(open_sheet(path), lines_of(BATCH, 100), replace(WANTED, column="HW1"))
    assert made.content == b"who;matrikelnummer;hw1\n\nx;s0042;87.5\nx;s7;100\n"


TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\0"))


@settings(deadline=None)  # it writes and reads a file
@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=6), st.sampled_from(",;\t"))
def test_a_sheet_is_read_as_csv_is_and_written_as_it_was(rows: list[list[str]], sign: str) -> None:
    import tempfile

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([["Student", "SID", "Email"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_bytes(out.getvalue().encode())
        sheet = open_sheet(path)
        assert sheet.filled({}) == out.getvalue().encode()
        assert [[cell.text for cell in row] for row in sheet.rows] == [
            ["Student", "SID", "Email"], *rows,
        ]  # fmt: skip
        filled = sheet.filled({(at, 2): "7" for at in range(1, len(sheet.rows))})
        assert [row[:2] for row in csv.reader(io.StringIO(filled.decode()), delimiter=sign)] == [
            ["Student", "SID"], *(row[:2] for row in rows),
        ]  # fmt: skip


@given(st.floats(0, 10_000))
def test_a_number_says_no_more_than_four_decimals(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) < 1e-4
    assert "e" not in text.lower()
    assert len(text.partition(".")[2]) <= 4


def test_missing_people_are_placed_and_strangers_named(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("name,sid\nDan Ng,s9\nCy Young,s8\n")
    found = placed(lines_of(BATCH, 100), open_sheet(path).roster)
    assert {row: line.person for row, line in found.lines.items()} == {1: DAN, 2: CY}
    assert [text.partition(":")[0] for text in found.problems] == ["Ada Lovelace", "Bob Müller"]
