"""The page in a real browser: two mark a class by keyboard, and the server is killed under them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.looking import PHONE, in_a_browser
from tests.support.markers import Marker, expected, in_turn, kept, two
from tests.support.marking import Served
from tools.browser import browser, faults
from tools.written_class import make_class

Serve = Callable[..., Served]
Q, CURVE = "q12_strategies", "q14_curve"


def two_mark_a_class(out: Path, serve: Serve) -> tuple[Marker, Marker]:
    """Two mark the first question, and the server is killed in the middle of it."""
    served = serve("--double", "30%", "--seed", "5")
    question = served.ask("api/overview?as=x")[1]["questions"][0]
    lines = [item["id"] for item in question["items"]]
    count = len(question["order"])
    with two(served) as (ada, bea):
        in_turn((ada, bea), most=count // 2)
        assert ada.has_more()
        served.process.kill()
        served.process.join(60)
        ada.wait()
        ada.mark()  # while nobody answers
        ada.page.locator("#banner", has_text="Nothing is lost").wait_for()
        again = serve(port=served.port)
        ada.page.locator("#banner").wait_for(state="hidden")
        in_turn((ada, bea))
        for one in (ada, bea):
            one.settled()
            one.page.locator("#banner").wait_for(state="hidden")
        there = kept(out)
        given = expected((ada, bea), lines, there)
        assert there == given
        assert {number for number, _ in given} == set(question["order"]), "all are marked"
        ada.page.get_by_role("button", name="Write into grades").click()
        ada.page.locator("#saved", has_text="Grades of").wait_for()
        assert again.process.is_alive()
    return ada, bea


def states(out: Path) -> list[str]:
    rows = csv.DictReader((out / "marks.csv").read_text("utf-8").splitlines())
    return [row["state"] for row in rows if row["question"] == Q]


@in_a_browser
def test_two_mark_a_class_and_nothing_is_lost_as_the_server_is_killed(
    out: Path, serve: Serve
) -> None:
    ada, bea = two_mark_a_class(out, serve)
    assert ada.given
    assert bea.given
    assert set(states(out)) <= {"marked", "differs"}


@pytest.mark.slow(reason="a hundred students, and all their answers marked by keyboard: a minute")
@in_a_browser
def test_sixty_answers_of_a_hundred_students(tmp_path: Path, out: Path, serve: Serve) -> None:
    make_class(out, 100, seed=11)
    ada, bea = two_mark_a_class(out, serve)
    assert len({*ada.given, *bea.given}) >= 60
    assert len(set(ada.given) & set(bea.given)) >= 10, "marked by both"
    assert len(states(out)) == 100
    assert set(states(out)) == {"marked", "differs"}


@in_a_browser
def test_a_mark_that_both_change_is_lost_by_neither(serve: Serve) -> None:
    served = serve("--seed", "5")
    with two(served) as (ada, bea):
        number = ada.answer
        bea.page.evaluate("number => { location.hash = number }", str(number))
        bea.page.reload()
        bea.wait()
        ada.page.keyboard.press("1")
        ada.saved()
        bea.page.keyboard.press("2")  # before the news of it, or when it is told
        asked = bea.page.locator("#clash[open], #changed[open]")
        asked.wait_for()
        asked.get_by_role("button", name=re.compile("Take theirs|Stay here")).click()
        assert bea.page.locator(".line.on").count() == 1
        own = served.ask(f"api/answers/{number}?as=x")[1]["own"]
        assert len(own["items"]) == 1


@in_a_browser
def test_a_mark_that_comes_while_somebody_reads_is_told_before_a_key_changes_it(
    serve: Serve,
) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        first = ada.answer
        assert served.mark(first, "Bea", adjustment=-3)[0] == 200
        page.locator("#changed[open]", has_text="5 points (begun by Bea)").wait_for()
        page.keyboard.press("1")
        page.get_by_role("button", name="Go on").click()
        ada.wait()
        assert ada.answer != first
        own = served.ask(f"api/answers/{first}?as=Ada")[1]["own"]
        assert (own["marker"], own["items"], own["points"]) == ("Bea", [], 5)


@in_a_browser
def test_no_newer_mark_slips_in_under_what_somebody_is_typing(serve: Serve) -> None:
    """The page hears of it meanwhile; what is typed was begun on what was there before."""
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        page.keyboard.press("c")
        assert served.mark(ada.answer, "Bea", comment="Bea's.")[0] == 200
        page.wait_for_timeout(5000)  # two rounds of news
        page.keyboard.type("Ada's.")
        page.locator("#clash[open]").wait_for()
        page.get_by_role("button", name="Take theirs").click()
        assert page.locator("#comment").input_value() == "Bea's."


@in_a_browser
def test_what_differs_is_settled(serve: Serve) -> None:
    served = serve("--double", "100%", "--seed", "5")
    order = served.ask("api/overview?as=x")[1]["questions"][0]["order"]
    for number in order[-2:]:
        served.mark(number, "Ada", adjustment=-1)
        served.mark(number, "Bea", adjustment=-3 if number == order[-1] else -1)
    with browser() as page:
        page.goto(f"{served.address}&as=Ada#{order[-1]}")
        page.get_by_text("Points of two marks differ").first.wait_for()
        page.keyboard.press("d")
        page.get_by_text("κ of points").first.wait_for()
        page.get_by_role("button", name=f"Answer {len(order)}").click()
        page.get_by_role("button", name="take Bea's").click()
        page.locator("#state", has_text="marked").wait_for()
        page.get_by_text("Two marks, settled").wait_for()
    found = served.ask(f"api/answers/{order[-1]}?as=x")[1]
    assert (found["own"]["place"], found["own"]["points"]) == ("settled", 5)


@in_a_browser
def test_lines_points_comments_and_undo(serve: Serve) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        first = ada.answer
        page.keyboard.press("x")
        ada.saved()
        assert page.locator("#points").inner_text() == "0 / 8"
        page.keyboard.press("u")
        ada.saved()
        assert page.locator("#points").inner_text().startswith("\N{EN DASH} /")
        page.keyboard.press("p")
        page.keyboard.type("6.5")
        page.keyboard.press("Enter")
        ada.saved()
        assert page.locator("#adjusted").inner_text().startswith("\N{MINUS SIGN}1.5")
        page.keyboard.press("c")
        page.keyboard.type("Which numbers?")
        page.keyboard.press("Control+Enter")
        ada.given[first] = (0, "")
        assert ada.has_more()
        page.locator("#earlier button").wait_for()
        page.keyboard.press("c")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        ada.saved()
        own = served.ask(f"api/answers/{ada.answer}?as=x")[1]["own"]
        assert own["comment"] == "Which numbers?", "an earlier comment, by keyboard"
        page.keyboard.press("a")
        page.keyboard.type("no seeds")
        page.get_by_role("button", name="Save").click()
        page.locator(".line.on", has_text="no seeds").wait_for()
        ada.saved()
        assert page.locator("#points").inner_text() == "7 / 8"
        page.get_by_role("button", name="Edit: no seeds").click()
        page.get_by_label("Points").last.fill("-3")
        page.get_by_role("button", name="Save").click()
        page.locator("#points", has_text="5 / 8").wait_for()


@in_a_browser
def test_a_name_is_asked_for_and_those_of_students_are_not_shown(serve: Serve) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        page.goto(served.address)
        page.get_by_label("Name", exact=True).fill("Cy")
        page.keyboard.press("Enter")
        page.locator("#answer[data-shown]").wait_for()
        page.get_by_role("button", name="Cy marks").wait_for()
        assert "Student0" not in page.content()
        page.get_by_label("names", exact=True).check()
        page.get_by_text("Student0").first.wait_for()


@in_a_browser
def test_the_page_is_for_all_who_mark(serve: Serve) -> None:
    """Nothing for axe-core to find, light and dark, large and small, with what opens opened."""
    served = serve("--double", "100%", "--seed", "5")
    order = served.ask("api/overview?as=x")[1]["questions"][0]["order"]
    for marker, off in (("Ada", -1), ("Bea", -3)):
        served.mark(order[-1], marker, adjustment=off, comment="Name your numbers.")
    found: list[str] = []
    with browser(bypass_csp=True) as page:
        for width, height in ((PHONE, 740), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{served.address}&as=Ada#{order[-1]}")
            page.reload()
            page.get_by_text("Points of two marks differ").first.wait_for()
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found += [f"{width}, {scheme}: {fault}" for fault in faults(page)]
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"needs {needed} pixels of {width}"
            for key, dialog in (("?", "#keys"), ("a", "#edit"), ("d", "#agreement")):
                page.keyboard.press(key)
                page.locator(f"{dialog}[open]").wait_for()
                found += [f"{width}, {dialog}: {fault}" for fault in faults(page, dialog)]
                page.keyboard.press("Escape")
                page.locator(dialog).wait_for(state="hidden")
    assert found == []
