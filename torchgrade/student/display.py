"""Registers cards and the board as how IPython shows otter's results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

    def cards(found: Iterable[TestFile]) -> list[Card]:
        """Make the cards of some questions, in the order in which the saved notebook has them."""
        results = list(found)
        saved = {path: saved_questions(path) for path in {result.path for result in results}}
        order = [name for questions in saved.values() for name in questions]
        made = [card_of(r, cells, cell_of, saved[r.path].get(r.name)) for r in results]
        return sorted(made, key=lambda card: _position(order, card.name))

    _register(shell, TestFile, "card", lambda found: {"card": cards([found])[0]})
    _register(
        shell, GradingResults, "board", lambda found: {"cards": cards(found.results.values())}
    )


def _register(
    shell: InteractiveShell, shown: type, name: str, content: Callable[[Any], dict[str, Any]]
) -> None:
    formatters = shell.display_formatter.formatters  # type: ignore[union-attr]
    page, text = f"{name}.html", f"{name}.txt"
    formatters["text/html"].for_type(shown, lambda found: _filled(page, content(found)))
    formatters["text/plain"].for_type(
        shown, lambda found, printer, _: printer.text(_filled(text, content(found)))
    )


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
