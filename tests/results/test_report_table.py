"""The table of a report in a real browser: it is sorted, searched and filtered, and seen by all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.grades import BATCH, GRADE, MANIFEST, REJECTED
from tests.support.looking import in_a_browser
from tools.browser import browser
from torchgrade.results import report
from torchgrade.results.tables import guarded_cell

SHOWN = "#class tbody tr:not([hidden]) th a"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A report of four, open in a browser."""
    scores = {"ten": 3.0, "two": 4.0, "zero": 0.0}
    grades = [
        replace(GRADE, submission=name, student="", score=score, late=name == "two")
        for name, score in scores.items()
    ]
    path = tmp_path / "report.html"
    batch = replace(BATCH, grades=(*grades, replace(REJECTED, submission="gone", student="")))
    path.write_text(report(batch, MANIFEST), encoding="utf-8")
    said: list[str] = []
    with browser() as tab:
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(path.as_uri())
        yield tab
    assert said == [], "an error of the script, or the page's policy against it"


@in_a_browser
def test_it_is_sorted_by_its_headings_with_the_keyboard_too(page: Any) -> None:
    assert page.locator(SHOWN).all_inner_texts() == ["gone", "zero", "ten", "two"]
    page.get_by_role("button", name="score").focus()
    page.keyboard.press("Enter")
    assert page.locator(SHOWN).all_inner_texts() == ["zero", "ten", "two", "gone"]
    page.keyboard.press("Enter")
    assert page.locator(SHOWN).all_inner_texts() == ["two", "ten", "zero", "gone"]
    assert page.locator("[aria-sort]").all_inner_texts() == ["score\n4"]
    page.get_by_role("button", name="submission", exact=True).click()
    assert page.locator(SHOWN).all_inner_texts() == ["gone", "ten", "two", "zero"]


@in_a_browser
def test_it_is_searched_and_filtered(page: Any) -> None:
    page.get_by_label("Find").fill("T")
    page.get_by_label("Find").fill("tw")
    assert page.locator(SHOWN).all_inner_texts() == ["two"]
    assert page.locator(".count").inner_text() == "1 of 4"
    page.get_by_label("Find").fill("")
    page.get_by_label("Show").select_option("no-points")
    assert page.locator(SHOWN).all_inner_texts() == ["zero"]
    page.get_by_label("Show").select_option("late")
    assert page.locator(SHOWN).all_inner_texts() == ["two"]
    page.get_by_label("Show").select_option("rejected")
    assert page.locator(SHOWN).all_inner_texts() == ["gone"]


@in_a_browser
def test_its_header_stays(page: Any) -> None:
    page.evaluate("document.querySelector('[aria-label=submissions]').style.maxHeight = '8rem'")
    page.evaluate("document.querySelector('[aria-label=submissions]').scrollTop = 10000")
    box = page.get_by_role("region", name="submissions").bounding_box()
    header = page.locator("#class thead th").first.bounding_box()
    assert abs(header["y"] - box["y"]) < 3


def saved(page: Any, called: str) -> list[list[str]]:
    """The rows of a table, as they are saved."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"save the table of {called} as CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@in_a_browser
def test_each_table_is_saved_as_it_is_shown(page: Any) -> None:
    rows = saved(page, "submissions")
    assert rows[0] == ["submission", "score 4", "q1 (4)", "seconds", "notes"]
    assert [row[:2] for row in rows[1:]] == [
        ["gone", "rejected"], ["zero", "0"], ["ten", "3"], ["two late", "4"],
    ]  # fmt: skip
    page.get_by_label("Find").fill("t")
    page.get_by_role("button", name="score").click()
    shown = page.locator(SHOWN).all_inner_texts()
    assert [row[0].removesuffix(" late") for row in saved(page, "submissions")[1:]] == shown
    assert saved(page, "questions")[1][:3] == ["q1", "4", "0"]


@in_a_browser
def test_no_cell_of_a_saved_table_is_a_formula(tmp_path: Path) -> None:
    """The browser's rule is that of grades.csv."""
    hostile = ["=1", "\u200d=1", "\uff1d1", "\u22121+1", "a;=1", "a,@b", "'=1", "plain - name"]
    grades = tuple(replace(GRADE, submission=name, student="") for name in hostile)
    path = tmp_path / "report.html"
    path.write_text(report(replace(BATCH, grades=grades), MANIFEST), encoding="utf-8")
    with browser() as tab:
        tab.goto(path.as_uri())
        names = {row[0] for row in saved(tab, "submissions")[1:]}
    text = "\n".join(map(guarded_cell, hostile))
    assert names == {cell for [cell] in csv.reader(io.StringIO(text))}


@in_a_browser
def test_no_name_is_left_where_names_are_hidden(page: Any) -> None:
    page.get_by_label("without names").check()
    rows = saved(page, "submissions")
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4 late"]
    assert not {"gone", "zero", "ten", "two"} & {cell for row in rows for cell in row}
    page.get_by_label("Find").fill("gone")
    assert page.locator(SHOWN).count() == 0, "a name finds no row"


@in_a_browser
def test_a_formula_does_not_run_in_what_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    grades = (replace(GRADE, submission="=HYPERLINK(1)", student=""),)
    path.write_text(report(replace(BATCH, grades=grades), MANIFEST), encoding="utf-8")
    with browser() as tab:
        tab.goto(path.as_uri())
        assert saved(tab, "submissions")[1][0] == "'=HYPERLINK(1)"


@in_a_browser
def test_names_can_be_hidden_before_others_look(page: Any) -> None:
    page.get_by_label("without names").check()
    assert page.locator(SHOWN).all_inner_texts() == ["1", "2", "3", "4"]
    page.get_by_label("without names").uncheck()
    assert page.locator(SHOWN).all_inner_texts() == ["gone", "zero", "ten", "two"]
