"""Scores go into Moodle's grading worksheet, in its own form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.systems import ADA, BATCH, MANIFEST, graded, moodle_reads
from torchgrade.errors import AuthorError
from torchgrade.exports import Wanted, lines_of, moodle, open_sheet
from torchgrade.records import Batch, Person

WANTED = Wanted(MANIFEST.title, MANIFEST.lab, 100)

WORKSHEET = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\n'
    '"Participant 7001","Ada Lovelace",s0042,ada@x.org,"Submitted for grading",,100.00,Yes,'
    '"Friday, 20 November 2026, 11:58 PM",-,\n'
    '"Participant 7002","Bob Müller",s7,bob@x.org,"Submitted for grading",,100.00,Yes,'
    '"Saturday, 21 November 2026, 9:03 AM",-,"Well, ""yes"""\n'
    '"Participant 7003","Cy Young",s8,cy@x.org,"Submitted for grading",,100.00,Yes,-,-,\n'
    '"Participant 7004","Dan Ng",s9,dan@x.org,"No submission",,100.00,Yes,-,-,\n'
)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "worksheet.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def test_grades_go_into_a_worksheet_and_all_else_stays(tmp_path: Path) -> None:
    made = moodle.filled(open_sheet(write(tmp_path, WORKSHEET)), lines_of(BATCH, 100), WANTED)
    assert moodle_reads(made.content) == {"7001": "87.5", "7002": "100", "7003": "", "7004": ""}
    expected = WORKSHEET.replace(
        'ada@x.org,"Submitted for grading",,', 'ada@x.org,"Submitted for grading",87.5,'
    )
    expected = expected.replace(
        'bob@x.org,"Submitted for grading",,', 'bob@x.org,"Submitted for grading",100,'
    )
    assert made.content == expected.encode("utf-8-sig")


def test_a_german_worksheet_gets_commas(tmp_path: Path) -> None:
    text = WORKSHEET.replace(",Grade,", ",Bewertung,").replace("Maximum grade", "Höchste Bewertung")
    text = text.replace("100.00", '"100,00"')
    made = moodle.filled(open_sheet(write(tmp_path, text)), lines_of(BATCH, 100), WANTED)
    assert 'grading",87,5,' not in made.content.decode(), "a comma would end the cell"
    assert '"87,5"' in made.content.decode()


def test_other_points_are_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, WORKSHEET.replace("100.00", "20.00"))
    with pytest.raises(AuthorError, match=r"is out of 20 points there, scores here out of 100"):
        moodle.filled(open_sheet(path), lines_of(BATCH, 100), WANTED)


@pytest.mark.parametrize("column", ["", "Total"])
def test_a_worksheet_without_the_column_names_those_that_it_has(
    tmp_path: Path, column: str
) -> None:
    path = write(tmp_path, WORKSHEET.replace(",Grade,", ",Quiz,"))
    with pytest.raises(AuthorError, match=rf"no column '{column or 'Grade'}'.*--column, of .*Quiz"):
        moodle.filled(open_sheet(path), lines_of(BATCH, 100), replace(WANTED, column=column))


def test_a_worksheet_is_made_from_the_names_of_moodles_download() -> None:
    who = Person("Ada Lovelace", "7001")
    grade = graded(who, 87.5, "Ada Lovelace_7001_assignsubmission_file")
    loose = graded(Person("Eve"), 3.0, "eve.ipynb")
    made = moodle.made(None, lines_of(Batch("h", "x", "", {}, (grade, loose)), 100), WANTED)
    assert moodle_reads(made.content) == {"7001": "87.5"}
    assert made.problems == (
        "Eve (eve.ipynb): no id of Moodle's (--roster or --template has them)",
    )


def test_a_worksheet_is_made_from_a_roster(tmp_path: Path) -> None:
    sheet = open_sheet(write(tmp_path, WORKSHEET))
    made = moodle.made(sheet, lines_of(BATCH, 100), WANTED)
    assert moodle_reads(made.content) == {"7001": "87.5", "7002": "100", "7003": "", "7004": ""}
    assert ADA.email in made.content.decode()
