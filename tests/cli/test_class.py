"""A class's downloads and its roster, graded with the real command."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import torchgrade_here as torchgrade
from tests.support.source import BuiltCourse
from torchgrade.results import read_files, write_grade

pytestmark = pytest.mark.usefixtures("warm")

ROSTER = """\
Student;ID;SIS User ID;Email;Section\r
Points Possible;;;;\r
"Lovelace, Ada";12;s12;ada@x.org;A\r
"Babbage, Charles";13;s13;cb@x.org;A\r
"Hopper, Grace";15;s15;gh@x.org;B\r
"Turing, Alan";16;s16;at@x.org;B\r
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"\xef\xbb\xbf" + ROSTER.encode())
    return path


@pytest.fixture
def right(built: BuiltCourse) -> bytes:
    return (built.lab.solutions / "hello.ipynb").read_bytes()


@pytest.fixture
def blank(built: BuiltCourse) -> bytes:
    return (built.lab.release / "hello.ipynb").read_bytes()


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_canvas_zip_and_a_roster_give_each_student_a_row(
    built: BuiltCourse, tmp_path: Path, roster: Path, right: bytes, blank: bytes
) -> None:
    files = {
        "lovelaceada_12_101_hello.ipynb": right,
        "babbagecharles_LATE_13_99_hello.ipynb": right,
        "babbagecharles_LATE_13_102_hello-1.ipynb": blank,
        "hoppergrace_15_106_hello.pdf": b"",
        "eve_99_107_hello.ipynb": right,
    }
    path, out = zipped(tmp_path / "submissions.zip", files), tmp_path / "out"
    command = ["grade", "hello", path, "--roster", roster, "--out", out]
    done = torchgrade(*command, cwd=built.course.root)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "missing: 2 of the roster: Hopper, Grace; Turing, Alan" in said
    assert "not on the roster: eve_99_107_hello.ipynb: nobody on the roster" in said
    rows = {row["student"]: row for row in table(out / "grades.csv")}
    columns = ("sid", "status", "score", "email", "section", "late", "attempt")
    assert {who: tuple(row[one] for one in columns) for who, row in rows.items()} == {
        "Lovelace, Ada": ("s12", "graded", "8", "ada@x.org", "A", "no", "1"),
        "Babbage, Charles": ("s13", "graded", "0", "cb@x.org", "A", "yes", "2"),
        "eve": ("99", "graded", "8", "", "", "no", "1"),
        "Hopper, Grace": ("s15", "missing", "", "gh@x.org", "B", "", ""),
        "Turing, Alan": ("s16", "missing", "", "at@x.org", "B", "", ""),
    }
    listed = {row["name"]: row["reason"] for row in table(out / "not_taken.csv")}
    assert "an earlier attempt of Babbage" in listed["babbagecharles_LATE_13_99_hello.ipynb"]
    missing = {row["name"]: row["not_taken"] for row in table(out / "missing.csv")}
    assert missing == {"Hopper, Grace": "hoppergrace_15_106_hello.pdf", "Turing, Alan": ""}
    data = json.loads((out / "grades.json").read_text())
    assert [one["name"] for one in data["missing"]] == ["Hopper, Grace", "Turing, Alan"]
    page = (out / "report.html").read_text()
    assert "<h2>Missing</h2>" in page
    assert "<h2>Not on the roster</h2>" in page

    again = torchgrade(*command, "--attempts", "best", "--resume", cwd=built.course.root)
    assert again.returncode == 0, again.stderr
    rows = {row["student"]: row for row in table(out / "grades.csv")}
    assert (rows["Babbage, Charles"]["score"], rows["Babbage, Charles"]["attempt"]) == ("8", "1")
    listed = {row["name"]: row["reason"] for row in table(out / "not_taken.csv")}
    assert "with 0 points" in listed["babbagecharles_LATE_13_102_hello-1.ipynb"]

    # One question graded anew, of all attempts: the roster of the earlier run holds.
    rest = ["--only", "q1_softmax", "--merge", out, "--out", tmp_path / "new"]
    anew = torchgrade("grade", "hello", path, *rest, "--attempts", "best", cwd=built.course.root)
    assert anew.returncode == 0, anew.stderr
    varying = {"seconds": "", "flags": ""}
    old, new = ([{**row, **varying} for row in table(place / "grades.csv")]
                for place in (out, tmp_path / "new"))  # fmt: skip
    assert new == old
    assert table(tmp_path / "new" / "missing.csv") == table(out / "missing.csv")

    # Who goes on with either need not name the roster again.
    for place in (out, tmp_path / "new"):
        rest = ["--out", place, "--attempts", "best", "--resume"]
        anew = torchgrade("grade", "hello", path, *rest, cwd=built.course.root)
        assert anew.returncode == 0, anew.stderr
        assert [{**row, **varying} for row in table(place / "grades.csv")] == old
        assert len(table(place / "missing.csv")) == 2


def test_each_member_of_a_group_has_a_row(
    built: BuiltCourse, tmp_path: Path, roster: Path, right: bytes, blank: bytes
) -> None:
    """And with no roster, too; one that is given later is joined with the grades that there are."""
    inbox, out = tmp_path / "export", tmp_path / "out"
    for number, content in ((1, right), (2, blank)):
        (inbox / f"submission_{number}").mkdir(parents=True)
        (inbox / f"submission_{number}" / "hello.ipynb").write_bytes(content)
    (inbox / "submission_metadata.yml").write_text(
        "submission_1:\n  :submitters:\n"
        "  - :name: Ada\n    :sid: s12\n    :email: ada@x.org\n"
        "  - :name: Charles\n    :email: CB@x.org\n"
    )
    command = ["grade", "hello", inbox, "--out", out]
    done = torchgrade(*command, cwd=built.course.root)
    assert done.returncode == 0, done.stderr
    rows = table(out / "grades.csv")
    assert [(row["student"], row["sid"], row["score"], row["group"]) for row in rows] == [
        ("Ada", "s12", "8", "Ada; Charles"),
        ("Charles", "", "8", "Ada; Charles"),
        ("", "", "0", ""),
    ]
    assert "does not say whose it is" in rows[2]["flags"]
    assert not (out / "missing.csv").exists()

    shutil.copy(out / "submissions" / "submission_1" / "results.json", tmp_path)
    done = torchgrade(*command, "--roster", roster, "--resume", cwd=built.course.root)
    assert done.returncode == 0, done.stderr
    rows = table(out / "grades.csv")
    assert [(row["student"], row["sid"], row["section"]) for row in rows[:2]] == [
        ("Lovelace, Ada", "s12", "A"),
        ("Babbage, Charles", "s13", "A"),
    ]
    assert [row["student"] for row in rows if row["status"] == "missing"] == [
        "Hopper, Grace",
        "Turing, Alan",
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--attempts", "first"], "expected latest, best or each"),
        (["--roster", "none.csv"], "the roster none.csv can't be read"),
        (["--attempts", "best", "--gradebook", "g.db"], "leave --attempts out"),
    ],
)
def test_a_wrong_call_exits_2(built: BuiltCourse, options: list[str], words: str) -> None:
    path = built.lab.solutions / "hello.ipynb"
    done = torchgrade("grade", "hello", path, "--out", "out", *options, cwd=built.course.root)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())


LATE = (
    '[late]\ndue = 2026-11-20T12:00:00\ntimezone = "Europe/Berlin"\nper_day = 0.25\ngrace = "10m"\n'
)


def test_a_rule_for_late_work_and_a_roster_decide_what_is_left(
    built: BuiltCourse, tmp_path: Path, right: bytes
) -> None:
    times = "Name,SID,Submitted at,Extension\n"
    times += "Ada Lovelace,s12,2026-11-21 12:00,\nCharles Babbage,s13,2026-11-21 12:00,2d\n"
    times += "Grace Hopper,s15,2026-11-20 12:09,\nAlan Turing,s16,,\n"
    roster, rule, folder = tmp_path / "class.csv", tmp_path / "late.toml", tmp_path / "in"
    roster.write_text(times)
    rule.write_text(LATE)
    folder.mkdir()
    for sid in ("s12", "s13", "s15", "s16"):
        (folder / f"{sid}.ipynb").write_bytes(right)
    command = ["grade", "hello", folder, "--roster", roster, "--late", rule, "--out"]
    done = torchgrade(*command, tmp_path / "out", cwd=built.course.root)
    assert done.returncode == 0, done.stderr
    assert "late: 1 of 4 loses points by it" in done.stdout
    assert "late: of 1 nothing says when" in done.stdout
    found = {row["sid"]: row for row in table(tmp_path / "out" / "grades.csv")}
    most = float(found["s13"]["score"])
    assert {sid: float(row["score"]) for sid, row in found.items()} == dict.fromkeys(found, most)
    assert {sid: float(row["final"]) for sid, row in found.items()} == {
        "s12": 0.75 * most, "s13": most, "s15": most, "s16": most,
    }  # fmt: skip

    rule.write_text(LATE.replace("0.25", "0.5"))
    again = torchgrade(*command, tmp_path / "out", "--resume", cwd=built.course.root)
    assert again.returncode == 0, again.stderr
    found = {row["sid"]: row for row in table(tmp_path / "out" / "grades.csv")}
    assert float(found["s12"]["final"]) == 0.5 * most, "the new rule, without grading anew"
    page = next((tmp_path / "out" / "submissions").glob("s12*/feedback.html")).read_text("utf-8")
    assert "costs 50 %" in page


def test_earlier_grades_of_what_is_handed_in_no_more_are_named(
    built: BuiltCourse, right: bytes, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for student in ("abe", "ada", "bea", "cyd"):
        (folder / f"{student}.ipynb").write_bytes(right)
    command = ["grade", "hello", folder, "--out", out]
    done = torchgrade(*command, cwd=built.course.root)
    assert done.returncode == 0, done.stderr
    assert "Not among these" not in done.stdout
    [cyd] = [one for one in read_files(out) if one.submission == "cyd.ipynb"]
    ungraded = replace(cyd.grade, status="ungraded", score=None, questions=(), outputs=())
    write_grade(ungraded, cyd.mark, out)
    for student in ("bea", "cyd"):
        (folder / f"{student}.ipynb").unlink()

    again = torchgrade(*command, "--resume", cwd=built.course.root)
    assert again.returncode == 0, again.stderr
    said = "2 of the earlier run, 1 of them not or not wholly graded (bea.ipynb, cyd.ipynb)"
    assert f"Not among these submissions: {said}" in again.stdout
    assert said in (out / "report.html").read_text("utf-8")
    assert [row["submission"] for row in table(out / "grades.csv")] == ["abe.ipynb", "ada.ipynb"]
