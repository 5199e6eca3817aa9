"""Registers cards and the board as how IPython shows otter's results."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from otter.test_files import GradingResults, TestFile

from torchgrade.pages import templates_of
from torchgrade.student.card import Card, card_of
from torchgrade.student.recording import Cells, record_failures
from torchgrade.student.saved import saved_questions

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from jinja2 import Environment

__all__ = ["show_cards"]


def show_cards(shell: InteractiveShell) -> None:
    """Show the result of `grader.check` as a card, and that of `grader.check_all` as a board.

    As HTML for JupyterLab, VS Code and Colab, and as text for what shows text alone.
    """
    record_failures()
    cells = Cells()
    shell.events.register("post_run_cell", cells.ran)
    cell_of = _cell_names(shell)

    def card(found: TestFile) -> Card:
        return card_of(found, cells, cell_of, saved_questions(found.path).get(found.name))

    def cards(found: GradingResults) -> list[Card]:
        made = {name: card(result) for name, result in found.results.items()}
        paths = {result.path for result in found.results.values()}
        order = [name for path in paths for name in saved_questions(path)]
        return sorted(made.values(), key=lambda one: _position(order, one.name))

    for kind, name, content in (
        ("text/html", "card.html", lambda found: {"card": card(found)}),
        ("text/plain", "card.txt", lambda found: {"card": card(found)}),
    ):
        _register(shell, kind, TestFile, name, content)
    for kind, name in (("text/html", "board.html"), ("text/plain", "board.txt")):
        _register(shell, kind, GradingResults, name, lambda found: {"cards": cards(found)})


def _register(
    shell: InteractiveShell,
    kind: str,
    shown: type,
    name: str,
    content: Callable[[Any], dict[str, Any]],
) -> None:
    formatter = shell.display_formatter.formatters[kind]  # type: ignore[union-attr]
    if kind == "text/plain":  # this one prints, the others return
        formatter.for_type(shown, lambda found, page, _: page.text(_filled(name, content(found))))
    else:
        formatter.for_type(shown, lambda found: _filled(name, content(found)))


def _filled(name: str, content: dict[str, Any]) -> str:
    return _templates().get_template(name).render(**content).rstrip("\n")


@cache
def _templates() -> Environment:
    return templates_of("torchgrade.student", {"points": _points, "tests": _tests})


def _points(value: float) -> str:
    return f"{value:g} point" + ("" if value == 1 else "s")


def _tests(count: int) -> str:
    return f"{count} public test" + ("" if count == 1 else "s")


def _position(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _cell_names(shell: InteractiveShell) -> Callable[[str], str]:
    """Return a function that names the cell of a code object's file: ``In[3]``, or nothing."""

    def cell_of(file: str) -> str:
        named = shell.compile.format_code_name(file)
        return named[1] if named and named[0] == "Cell" else ""

    return cell_of
