"""`export`, `feedback` and `gradebook`, as an instructor calls them on the grades of a run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.support.looking import faults_of, in_a_browser
from tests.support.systems import ADA, BATCH, BOB, MANIFEST, graded, moodle_takes_back
from torchgrade.cli import app
from torchgrade.errors import AuthorError
from torchgrade.records import Batch, Lateness, Person
from torchgrade.results import write_batch, write_grade, write_submission
from torchgrade.results.merging import RunFile, write_run

LATE = Lateness("2026-11-20 23:59:59+01:00", 90_000.0, 2, 0.2)

TEMPLATE = (
    "Student,ID,SIS Login ID,Section,Homework 1 (5002)\r\n    Points Possible,,,,100.00\r\n"
    '"Lovelace, Ada",101,ada,A,\r\n"Müller, Bob",102,bob,A,\r\n"Young, Cy",103,cy,B,12\r\n'
)


def run_of(folder: Path, batch: Batch = BATCH, lab: str = "hw1") -> Path:
    """The --out of a run."""
    manifest = replace(MANIFEST, lab=lab)
    for grade in batch.grades:
        write_submission(grade, manifest, {}, folder)
        write_grade(grade, "mark", folder)
    write_batch(replace(batch, lab=lab), manifest, folder)
    write_run(folder, RunFile("mark", manifest, (), ended=True))
    return folder


def call(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_a_template_is_filled_and_who_is_open_is_an_exit_code(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    template = tmp_path / "gradebook.csv"
    template.write_bytes(TEMPLATE.encode())
    result = call("export", run, "--canvas", "--template", template)
    assert result.exit_code == 1
    assert "2 scores" in result.output
    assert (
        "no score: Cy Young: ungraded: grading it failed (the file keeps its 12)" in result.output
    )
    expected = TEMPLATE.replace("ada,A,", "ada,A,87.5").replace("bob,A,", "bob,A,100")
    assert (run / "canvas.csv").read_bytes() == expected.encode()


def test_many_who_wait_for_the_same_are_one_line_and_the_command_is_named(tmp_path: Path) -> None:
    people = [Person(f"Student {n}", f"s{n}") for n in range(9)]
    grades = tuple(graded(one, 60.0, unmarked=12.0) for one in people)
    result = call("export", run_of(tmp_path / "run", replace(BATCH, grades=grades)), "--csv")
    assert result.exit_code == 1
    [line] = [line for line in result.output.splitlines() if line.startswith("no score: ")]
    assert line.startswith("no score: 9: written answers for 12 points are not marked yet: Student")
    assert line.endswith("and 4 more")
    assert "torchgrade mark marks written answers" in result.output


def test_all_is_well_where_all_have_scores_and_lateness_is_off(tmp_path: Path) -> None:
    grades = (graded(ADA, 80.0, lateness=LATE, late=True), graded(BOB, 100.0))
    run = run_of(tmp_path / "run", replace(BATCH, grades=grades))
    result = call("export", run, "--csv", "--out", tmp_path / "scores.csv")
    assert result.exit_code == 0, result.output
    assert [row["score"] for row in rows(tmp_path / "scores.csv")] == ["64", "100", ""]
    kept = {row["student"]: row for row in rows(run / "grades.csv")}
    ada = kept["Ada Lovelace"]
    assert (ada["score"], ada["final"], ada["late_days"], ada["late"]) == ("80", "64", "2", "yes")
    assert (kept["Bob Müller"]["score"], kept["Bob Müller"]["final"]) == ("100", "100")
    page = (run / "submissions" / "Ada Lovelace.ipynb" / "feedback.html").read_text("utf-8")
    assert "1 day 1 h later" in page
    assert "80 \u2212 16 = 64" in page
    assert "80 less 20 %" in (run / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--canvas", "--csv"], "expected exactly one of --canvas"),
        ([], "expected exactly one of --canvas"),
        (["--gradescope", "--template", "x.csv"], "--gradescope has no --template"),
        (["--canvas", "--template", "x.csv", "--roster", "y.csv"], "leave --roster out"),
        (["--moodle", "--template", "nowhere.csv"], "nowhere.csv can't be read"),
    ],
)
def test_a_wrong_call_says_what_was_expected(tmp_path: Path, words: list[str], said: str) -> None:
    run = run_of(tmp_path / "run")
    with pytest.raises(AuthorError, match=said):
        call("export", run, *words)
    with pytest.raises(AuthorError, match="has no run"):
        call("export", tmp_path, "--csv")


def test_feedback_goes_into_a_zip_that_moodle_takes_back(tmp_path: Path) -> None:
    names = ("Ada Lovelace_7001_assignsubmission_file", "Bob Müller_7002_assignsubmission_file")
    grades = tuple(graded(who, 50.0, name) for who, name in zip((ADA, BOB), names, strict=True))
    run = run_of(tmp_path / "run", replace(BATCH, grades=grades))
    assert call("feedback", run, "--zip", "moodle").exit_code == 0
    with zipfile.ZipFile(run / "feedback-moodle.zip") as archive:
        taken = moodle_takes_back(archive.namelist(), {"7001", "7002"})
    assert taken == {"7001": "feedback.html", "7002": "feedback.html"}
    with pytest.raises(AuthorError, match="expected one of canvas, moodle, plain"):
        call("feedback", run, "--zip", "blackboard")


def test_the_labs_of_a_term_are_joined_and_weighed(tmp_path: Path) -> None:
    one = run_of(tmp_path / "one", Batch("hw1", "x", "", {}, (graded(ADA, 80.0),)))
    two = run_of(tmp_path / "two", Batch("hw2", "x", "", {}, (graded(ADA, 50.0),)), "hw2")
    weights = tmp_path / "weights.toml"
    weights.write_text("hw2 = 2\n")
    out = tmp_path / "term"
    assert call("gradebook", one, two, "--weights", weights, "--out", out).exit_code == 0
    [ada] = rows(out / "gradebook.csv")
    assert (ada["hw1 (100)"], ada["hw2 (100)"], ada["percent"]) == ("80", "50", "60")
    with pytest.raises(AuthorError, match="no lab hw3 among hw1, hw2"):
        call("gradebook", one, two, "--weights", "hw3=2", "--out", out)
    with pytest.raises(AuthorError, match="hw1: expected a number of at least 0, got 'much'"):
        call("gradebook", one, two, "--weights", "hw1=much", "--out", out)


def test_what_does_not_count_is_struck_through_whether_there_or_missing(tmp_path: Path) -> None:
    one = run_of(tmp_path / "one", Batch("hw1", "x", "", {}, (graded(ADA, 80.0), graded(BOB, 9.0))))
    two = run_of(tmp_path / "two", Batch("hw2", "x", "", {}, (graded(ADA, 50.0),)), "hw2")
    out = tmp_path / "term"
    assert call("gradebook", one, two, "--drop-lowest", "1", "--out", out).exit_code == 0
    struck = re.findall("<s [^>]*>(.*?)</s>", (out / "gradebook.html").read_text("utf-8"))
    assert struck == ["50", "missing"]


def test_a_term_with_something_open_has_an_exit_code(tmp_path: Path) -> None:
    run = run_of(tmp_path / "one")
    result = call("gradebook", run, "--out", tmp_path / "term")
    assert result.exit_code == 1
    assert "no percentage yet: 1, of whom a lab is open" in result.output


@in_a_browser
def test_the_gradebook_is_seen_by_all(tmp_path: Path) -> None:
    grades = (graded(ADA, 80.0), graded(BOB, None))
    two = run_of(tmp_path / "two", Batch("hw2", "x", "", {}, grades), "hw2")
    call("gradebook", run_of(tmp_path / "one"), two, "--drop-lowest", "1", "--out", tmp_path)
    assert faults_of(tmp_path / "gradebook.html", tmp_path) == []
