"""A slow machine and a line that loses things: what a page hears late, or never, harms no mark."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.bad_line import BadLine, bad_line
from tests.support.looking import in_a_browser
from tests.support.markers import Marker, expected, in_turn, kept, two, until
from tests.support.marking import Served
from tools.browser import browser
from tools.written_class import make_class

Serve = Callable[..., Served]


class Held:
    """Requests of one kind, whose answers the server has given: the page waits for them.

    Once they are released, later ones go their way.
    """

    def __init__(self, page: Any, path: str, method: str) -> None:
        self._waiting: list[tuple[Any, Any]] = []
        self._method, self._released = method, False
        page.route(path, self._hold)

    def _hold(self, route: Any) -> None:
        if route.request.method == self._method and not self._released:
            self._waiting.append((route, route.fetch()))
        else:
            route.continue_()

    def until(self, page: Any, count: int) -> None:
        """Wait for a number of them."""
        while len(self._waiting) < count:
            page.wait_for_timeout(20)

    def release(self) -> None:
        """Let all of them go."""
        self._released = True
        while self._waiting:
            route, answer = self._waiting.pop(0)
            route.fulfill(response=answer)


def fails(page: Any, path: str, method: str, times: int, how: Callable[[Any], None]) -> list[str]:
    """Have the first requests of a kind fail; list them."""
    failed: list[str] = []

    def handle(route: Any) -> None:
        if route.request.method == method and len(failed) < times:
            failed.append(route.request.url)
            how(route)
        else:
            route.continue_()

    page.route(path, handle)
    return failed


def loses_the_answer(route: Any) -> None:
    """Let the server have the request, and the page nothing."""
    route.fetch()
    route.abort()


@in_a_browser
def test_an_older_answer_is_not_drawn_over_a_newer_one(serve: Serve) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        number = ada.answer
        page.keyboard.press("j")
        ada.wait()
        held = Held(page, f"**/api/answers/{number}?*", "GET")
        page.keyboard.press("k")
        held.until(page, 1)
        page.keyboard.press("1")
        ada.saved()
        held.release()  # what it was like before the tick
        page.wait_for_timeout(300)
        assert page.locator(".line.on").count() == 1
        page.keyboard.press("2")
        ada.saved()
        assert len(served.ask(f"api/answers/{number}?as=x")[1]["own"]["items"]) == 2


@pytest.mark.parametrize("times", [1, 2])
@in_a_browser
def test_a_mark_whose_receipt_was_lost_is_sent_again_and_nobody_is_blamed(
    serve: Serve, times: int
) -> None:
    """The server had the first tick before it was gone; then it was gone for both of them."""
    served = serve("--seed", "5")

    def lose(route: Any) -> None:
        if len(lost) == 1:
            loses_the_answer(route)
        else:
            route.abort()

    with browser() as page:
        ada = Marker("Ada", page, served)
        lost = fails(page, "**/api/answers/*", "PUT", times, lose)
        page.keyboard.press("1")
        page.keyboard.press("2")
        ada.settled()
        assert len(lost) == times
        assert page.locator("#clash").is_hidden()
        assert page.locator(".line.on").count() == 2
        own = served.ask(f"api/answers/{ada.answer}?as=x")[1]["own"]
        assert len(own["items"]) == 2


@in_a_browser
def test_a_mark_that_is_under_way_is_waited_for_before_grades_are_written(
    out: Path, serve: Serve
) -> None:
    served = serve("--seed", "5")
    *others, last = served.ask("api/overview?as=x")[1]["questions"][0]["order"]
    for number in others:
        assert served.mark(number, "Bea")[0] == 200
    with browser() as page:
        ada = Marker("Ada", page, served)
        assert ada.answer == last
        late: list[Any] = []
        fails(page, "**/api/answers/*", "PUT", 1, late.append)
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        until(page, """() => !document.querySelector("[aria-busy]")""")
        assert page.locator("#saved").inner_text() == "saving …", "no word of nothing left"
        page.get_by_role("button", name="Write into grades").click()
        page.wait_for_timeout(500)
        assert not (out / "marks.csv").exists()
        late[0].continue_()
        page.locator("#saved", has_text="Grades of").wait_for()
    assert "q12_strategies,open" not in (out / "marks.csv").read_text("utf-8")


@in_a_browser
def test_what_somebody_gives_while_news_is_under_way_is_no_change_of_anybody_else(
    serve: Serve,
) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        held = Held(page, f"**/api/answers/{ada.answer}?*", "GET")
        page.keyboard.press("1")
        held.until(page, 1)  # the news says that this answer has changed: it is her own tick
        page.keyboard.press("2")
        ada.saved()
        held.release()
        page.wait_for_timeout(500)
        assert page.locator("#changed").is_hidden()
        assert page.locator(".line.on").count() == 2


@pytest.mark.parametrize("status", [500, 503, 403])
@in_a_browser
def test_a_server_in_trouble_loses_no_mark(serve: Serve, status: int) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        fails(page, "**/api/answers/*", "PUT", 2, lambda route: route.fulfill(status=status))
        page.keyboard.press("1")
        page.locator("#banner", has_text="The server").wait_for()
        ada.saved()
        own = served.ask(f"api/answers/{ada.answer}?as=x")[1]["own"]
        assert len(own["items"]) == 1
        page.locator("#banner").wait_for(state="hidden")


@in_a_browser
def test_who_goes_on_without_a_server_is_led_past_what_others_have_marked(serve: Serve) -> None:
    """The page guesses what is next, and finds that somebody else was there."""
    served = serve("--seed", "5")
    order = served.ask("api/overview?as=x")[1]["questions"][0]["order"]
    with browser() as page:
        ada = Marker("Ada", page, served)
        start = order.index(ada.answer)
        _, guessed, following = order[start + 1 : start + 4]
        page.context.set_offline(True)
        for place in (1, 2):  # the first has been fetched ahead, the second has not
            page.keyboard.press("Enter")
            until(page, "([id]) => location.hash.slice(1) === String(id)", order[start + place])
        assert served.mark(guessed, "Bea", adjustment=-3)[0] == 200
        page.context.set_offline(False)
        until(page, "([id]) => location.hash.slice(1) === String(id)", following)
        ada.wait()
        own = served.ask(f"api/answers/{guessed}?as=Ada")[1]["own"]
        assert (own["marker"], own["points"]) == ("Bea", 5)


@in_a_browser
def test_a_page_that_is_opened_before_its_server_answers_begins_when_it_does(serve: Serve) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        fails(page, "**/api/overview?*", "GET", 2, lambda route: route.abort())
        Marker("Ada", page, served)
        assert page.locator("#desk").is_visible()
        assert page.locator("#banner").is_hidden()


@in_a_browser
def test_an_answer_that_comes_only_by_looking_ahead_is_shown(serve: Serve) -> None:
    """What the marker asked for is lost; what was asked ahead of that comes later."""
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        second = served.ask("api/overview?as=x")[1]["questions"][0]["order"][1]
        page.unroute_all()
        ahead = Held(page, f"**/api/answers/{second}?as=Ada", "GET")
        page.reload()
        ada.wait()
        ahead.until(page, 1)
        fails(page, f"**/api/answers/{second}?as=Ada&here*", "GET", 1, lambda route: route.abort())
        page.keyboard.press("j")
        page.locator("#banner", has_text="The server").wait_for()
        ahead.release()
        ada.wait()
        assert ada.answer == second


@in_a_browser
def test_an_answer_that_is_shown_can_be_marked_though_another_request_for_it_is_late(
    serve: Serve,
) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        first, second = served.ask("api/overview?as=x")[1]["questions"][0]["order"][:2]
        assert ada.answer == first
        fails(page, f"**/api/answers/{second}?as=Ada", "GET", 1, lambda route: route.abort())
        page.reload()  # and nothing is known ahead
        ada.wait()
        page.wait_for_timeout(500)
        late: list[Any] = []
        fails(page, f"**/api/answers/{second}?as=Ada&here*", "GET", 1, late.append)
        page.keyboard.press("Enter")
        ada.given[first] = (0, "")
        assert ada.has_more(), "the news brings it"
        assert late
        assert ada.answer == second
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        ada.given[second] = (1, "")
        assert ada.has_more()
        assert len(served.ask(f"api/answers/{second}?as=x")[1]["own"]["items"]) == 1
        late[0].abort()


@in_a_browser
def test_who_was_sent_to_an_answer_is_there_whatever_the_page_says_before_it_hears(
    serve: Serve,
) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        first = Marker("Ada", page, served).answer
        held = Held(page, "**/api/next?*", "GET")
        page.keyboard.press("Enter")
        held.until(page, 1)
        page.wait_for_timeout(5000)  # two rounds of news, from where she was
        [ada] = served.ask("api/news?as=Bea&since=0")[1]["people"]
        assert ada["answer"] != first
        held.release()


@in_a_browser
def test_keys_for_the_next_answer_do_nothing_to_the_last_one(serve: Serve) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        first = ada.answer
        held = Held(page, "**/api/next?*", "GET")
        page.keyboard.press("Enter")
        held.until(page, 1)
        for key in ("2", "x", "c", "Enter"):
            page.keyboard.press(key)
        page.keyboard.type("two")
        held.release()
        ada.given[first] = (0, "")
        page.unroute_all()
        assert ada.has_more()
        own = served.ask(f"api/answers/{first}?as=x")[1]["own"]
        assert (own["items"], own["points"], own["comment"]) == ([], 8, "")


@in_a_browser
def test_what_somebody_else_changed_is_asked_about_when_it_can_be_seen(serve: Serve) -> None:
    """The news of it comes as its marker types on: no key for the next answer decides it."""
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        first = ada.answer
        held = Held(page, f"**/api/answers/{first}", "PUT")
        assert served.mark(first, "Bea", comment="Bea's.")[0] == 200
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        ada.given[first] = (1, "")
        assert ada.has_more()
        held.until(page, 1)
        held.release()
        page.locator("#clashes", has_text="Somebody else has changed").wait_for()
        assert page.locator("#clash").is_hidden()
        second = ada.answer
        page.keyboard.press("2")
        ada.saved()
        assert len(served.ask(f"api/answers/{second}?as=x")[1]["own"]["items"]) == 1
        assert served.ask(f"api/answers/{first}?as=x")[1]["own"]["comment"] == "Bea's."
        page.locator("#clashes button").click()
        page.keyboard.press("Enter")  # decides nothing unread
        page.get_by_role("button", name="Keep mine").click()
        ada.saved()
        own = served.ask(f"api/answers/{first}?as=x")[1]["own"]
        assert (len(own["items"]), own["comment"]) == (1, "")
        assert page.locator("#clashes").is_hidden()


@in_a_browser
def test_a_key_that_is_held_down_marks_one_answer(serve: Serve, out: Path) -> None:
    served = serve("--seed", "5")
    with browser() as page:
        ada = Marker("Ada", page, served)
        for _ in range(6):
            page.keyboard.down("Enter")
            page.wait_for_timeout(200)
        page.keyboard.up("Enter")
        ada.wait()
        assert len(kept(out)) == 1


@pytest.mark.slow(reason="two mark forty students' answers over a line that delays and loses")
@pytest.mark.parametrize("seed", range(3))
@in_a_browser
def test_two_mark_over_a_bad_line_and_nothing_is_lost(out: Path, serve: Serve, seed: int) -> None:
    make_class(out, 40, seed=seed)
    served = serve("--double", "30%", "--seed", str(seed))
    question = served.ask("api/overview?as=x")[1]["questions"][0]
    lines = [item["id"] for item in question["items"]]
    with contextlib.ExitStack() as stack:
        line = stack.enter_context(bad_line(BadLine(served.port, 0.4, 0.05, seed)))
        far = dataclasses.replace(served, port=line.port)
        ada, bea = stack.enter_context(two(far))
        in_turn((ada, bea))
        line.loses = 0.0
        for one in (ada, bea):
            one.settled()
        there = kept(out)
        given = expected((ada, bea), lines, there)
        assert there == given
        assert {number for number, _ in given} == set(question["order"]), "all are marked"
