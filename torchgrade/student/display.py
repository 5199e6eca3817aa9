"""Registers cards and the board as IPython's display of otter's results."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from otter.test_files import GradingResults, TestFile

from torchgrade.student.board import board_of
from torchgrade.student.card import card_of
from torchgrade.student.filling import filled
from torchgrade.student.interrupts import show_interrupts
from torchgrade.student.recording import Cells, record_failures
from torchgrade.student.running import notebook_of
from torchgrade.student.saved import SavedNotebook, read_saved
from torchgrade.student.saving import SavingChecks
from torchgrade.student.weight_files import weights_here

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["show_cards"]


def show_cards(shell: InteractiveShell) -> Cells:
    """Show the result of `grader.check` as a card, and that of `grader.check_all` as a board.

    They are HTML for JupyterLab, VS Code and Colab, and text for front ends that only show text.
    Returns the record of cells that are run.
    """
    record_failures()
    cells = Cells(shell.user_ns)
    saving = SavingChecks(shell, cells.last_ended)
    shell.events.register("pre_run_cell", saving.begins)
    shell.events.register("post_run_cell", cells.ran)
    cell_of = _cell_names(shell)
    show_interrupts(shell, cell_of)

    def saved_for(found: TestFile) -> SavedNotebook:
        seen = saving.notebook
        path = seen or notebook_of(shell, found.path) or found.path
        return read_saved(path, is_page=seen is not None)

    def card(found: TestFile) -> dict[str, Any]:
        return {"card": card_of(found, cells, cell_of, saved_for(found))}

    def board(found: GradingResults) -> dict[str, Any]:
        results = list(found.results.values())
        saved = saved_for(results[0]) if results else SavedNotebook()
        cards = [card_of(result, cells, cell_of, saved) for result in results]
        return {"board": board_of(cards, saved, weights_here())}

    _register(shell, TestFile, "card", card)
    _register(shell, GradingResults, "board", board)
    return cells


def _register(
    shell: InteractiveShell, shown: type, name: str, content: Callable[[Any], dict[str, Any]]
) -> None:
    formatters = shell.display_formatter.formatters  # type: ignore[union-attr]
    page, text = f"{name}.html", f"{name}.txt"
    formatters["text/html"].for_type(shown, lambda found: filled(page, **content(found)))
    formatters["text/plain"].for_type(
        shown, lambda found, printer, _: printer.text(filled(text, **content(found)))
    )


def _cell_names(shell: InteractiveShell) -> Callable[[str], str]:
    """Return a function that names the cell of a code object's file: ``In[3]``, or nothing."""

    def cell_of(file: str) -> str:
        named = shell.compile.format_code_name(file)
        return named[1] if named and named[0] == "Cell" else ""

    return cell_of
