"""The page for the lecture says what was mixed up, and names nobody: in no word of its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.grades import BATCH, GRADE, MANIFEST
from tests.support.looking import faults_of, in_a_browser
from torchgrade.records import Batch, LikelyMistake, Person
from torchgrade.results import lecture, write_batch

WHY = "`p` was read as the share to keep"
LIKELY = LikelyMistake("q1", ("keeps",), (WHY,), sure=True)


def class_of(count: int) -> Batch:
    grades = [
        replace(
            GRADE,
            submission=f"lovelaceada{at}/lab.ipynb",
            student=f"Ada Lovelace{at}",
            sid=f"s00{at}",
            members=(Person(f"Ada Lovelace{at}", f"s00{at}", f"ada{at}@x.org", "Sec"),),
            flags=(f"one of several of Ada Lovelace{at}",),
            mistakes=(LIKELY,),
        )
        for at in range(count)
    ]
    return replace(BATCH, grades=tuple(grades))


def test_mistakes_are_counted_and_nobody_is_named() -> None:
    page = lecture(class_of(3), MANIFEST)
    assert "<code>p</code> was read as the share to keep" in page
    assert "3 of 3" in page
    for name in ("lovelace", "s00", "x.org", "submissions/", "test_a", "test_b", "SECRET"):
        assert name not in page.lower(), name


def test_what_one_alone_has_made_is_not_shown() -> None:
    page = lecture(class_of(1), MANIFEST)
    assert "was read as" not in page
    assert "Question by question" in page


def test_it_lies_beside_the_report_which_leads_there(tmp_path: Path) -> None:
    write_batch(class_of(2), MANIFEST, tmp_path)
    assert (tmp_path / "lecture.html").is_file()
    assert 'href="lecture.html"' in (tmp_path / "report.html").read_text("utf-8")


def test_nothing_graded_is_said() -> None:
    assert "Nothing was graded yet" in lecture(replace(BATCH, grades=()), MANIFEST)


@in_a_browser
def test_it_is_seen_by_all(tmp_path: Path) -> None:
    assert faults_of(lecture(class_of(3), MANIFEST), tmp_path) == []
