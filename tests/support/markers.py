"""People who mark in a browser each, and remember what they gave."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.support.marking import Served
from tools.browser import browser

__all__ = ["READY", "SAID", "SHOWN", "Marker", "expected", "in_turn", "kept", "two", "until"]


Given = dict[tuple[int, str], tuple[tuple[int, ...], float, str]]
"""Answer and marker -> lines, points on top, and the comment."""


def until(
    page: Any, holds: str, *arguments: Any, meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Wait until a function of the page's says yes; its policy keeps Playwright from doing so."""
    for _ in range(2400):
        meanwhile()
        if page.evaluate(holds, list(arguments)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not in two minutes: {holds}; {page.evaluate(_STANDS)}")


_STANDS = """() => JSON.stringify({
    address: location.hash, shown: document.getElementById("answer").dataset.shown,
    focus: document.activeElement.id || document.activeElement.tagName,
    open: Array.from(document.querySelectorAll("dialog[open]"), dialog => dialog.id),
    said: ["saved", "banner", "clashes", "progress", "people", "state"].map(
        id => document.getElementById(id).textContent),
})"""
"""How a page stands, for whoever waited in vain."""
SHOWN = "document.getElementById('answer').dataset.shown === location.hash.slice(1)"
READY = f"""{SHOWN} && !document.querySelector("[aria-busy], dialog[open], #clashes button")"""
"""The answer of the address is shown, none is under way, and nothing is asked."""
_LOOK = """() => {
    const other = document.querySelector("#clashes button");
    if (other && !document.querySelector("dialog[open]")) other.click();
}"""
"""Go and see what somebody else has changed, in an answer that was left."""
_ASKED = """document.querySelector("dialog[open], #clashes button, [aria-busy]")"""
SAID = "document.getElementById('saved').textContent"


class Marker:
    """Somebody who marks in a page of their own, and remembers what they gave.

    `given` has for each answer the number of the line that was ticked, 0 for none, and the comment.
    """

    def __init__(self, name: str, page: Any, served: Served) -> None:
        self.name, self.page = name, page
        self.given: dict[int, tuple[int, str]] = {}
        self.yielded: set[int] = set()
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{served.address}&as={name}")
        self.wait()

    def wait(self) -> None:
        """Wait until the answer of the address is there to be marked."""
        until(self.page, f"() => {READY} && location.hash.length > 1", meanwhile=self.yields)

    def yields(self) -> None:
        """Take what somebody else has given the same answer, where the page asks.

        Two can be sent to one answer by a server that has just begun, and knows of nobody.
        """
        self.page.evaluate(_LOOK)
        for asked, answer in (("#clash", "Take theirs"), ("#changed", "Stay here")):
            dialog = self.page.locator(asked)
            if dialog.is_visible():
                number = int(dialog.get_attribute("data-answer"))
                dialog.get_by_role("button", name=answer).click()
                self.given.pop(number, None)
                self.yielded.add(number)
                self.page.keyboard.press("Escape")  # the comment has the focus again if it had
                self.page.keyboard.press("n")

    @property
    def answer(self) -> int:
        """The number of the answer that is shown."""
        return int(self.page.evaluate("location.hash.slice(1)"))

    def saved(self) -> None:
        """Wait until the server has what was given."""
        until(self.page, f"() => {SAID} === 'saved'")

    def settled(self) -> None:
        """Wait until the server has all that was given, and nothing is asked."""
        until(self.page, f"() => !{_ASKED} && {SAID} !== 'saving …'", meanwhile=self.yields)

    def mark(self) -> None:
        """Tick a line, or none, write a comment now and then, and go on."""
        assert self.has_more()
        number = self.answer
        assert number not in self.given, "nobody is asked for the same again"
        line = (
            number + ord(self.name[0]) * (number % 3 == 1)
        ) % 4  # of a third they think otherwise
        comment = f"{self.name} on {number}: name your numbers." if number % 3 == 0 else ""
        if line:
            self.page.keyboard.press(str(line))
        if comment:
            self.page.keyboard.press("c")
            self.page.keyboard.type(comment)
            self.page.keyboard.press("Control+Enter")
        else:
            self.page.keyboard.press("Enter")
        self.given[number] = (line, comment)

    def has_more(self) -> bool:
        """Wait for the next answer, and say whether there is one."""
        until(
            self.page,
            f"given => {SAID}.startsWith('Nothing left') && !{_ASKED}"
            f" || {READY} && !given.includes(Number(location.hash.slice(1)))",
            *self.given,
            *self.yielded,
            meanwhile=self.yields,
        )
        return not self.page.locator("#saved", has_text="Nothing left").is_visible()


@contextlib.contextmanager
def two(served: Served) -> Iterator[tuple[Marker, Marker]]:
    with browser(viewport={"width": 1280, "height": 900}) as page, browser() as other:
        ada, bea = Marker("Ada", page, served), Marker("Bea", other, served)
        yield ada, bea
        assert ada.faults == bea.faults == []


def in_turn(markers: tuple[Marker, ...], most: int = 10_000) -> None:
    """Have markers mark one answer each in turn, until none is left for them in the question."""
    working = list(markers)
    while working and most > 0:
        for one in list(working):
            if one.given and not one.has_more():
                working.remove(one)
            else:
                one.mark()
                most -= 1


def kept(out: Path) -> Given:
    """Read what is in the database, past all code of ours."""
    with contextlib.closing(sqlite3.connect(out / "marks.db")) as connection:
        rows = connection.execute(
            "SELECT answer, marker, items, adjustment, comment FROM marks WHERE done"
        )
        return {
            (answer, marker): (tuple(json.loads(items)), adjustment, comment)
            for answer, marker, items, adjustment, comment in rows
        }


def expected(markers: tuple[Marker, ...], lines: list[int], there: Given) -> Given:
    """Say what has to be in the database after markers gave what they gave.

    Where two came to one answer and gave it the same, it has one mark, that of the first.

    Args:
        markers: who marked.
        lines: the numbers of the rubric's lines, in their order.
        there: what is in the database.
    """
    given = {
        (number, one.name): ((lines[line - 1],) if line else (), 0.0, comment)
        for one in markers
        for number, (line, comment) in one.given.items()
    }
    firsts = {number: (name, mark) for (number, name), mark in there.items()}
    return {
        (number, name): mark
        for (number, name), mark in given.items()
        if (number, name) in there or firsts.get(number, (name, mark))[1] != mark
    }
