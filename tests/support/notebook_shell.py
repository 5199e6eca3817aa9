"""A notebook that is open in a shell, as a kernel has it, without a kernel."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from nbformat import v4

from tests.support.two_questions import save
from torchgrade.student.display import show_cards
from torchgrade.student.export import true_exports

__all__ = ["Lab"]


class Lab:
    """A notebook with two questions, open in a shell that shows cards.

    What cells display is in ``on_page``. Where ``page`` is the path of a notebook, it is saved
    with each display, as a browser that has it open does when a script asks for it; the clock of
    that file's server is slow.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        save(path)
        self._shell = InteractiveShell.instance()
        self._shell.display_pub.publish = self._published  # type: ignore[method-assign]
        self.on_page: list[dict[str, str]] = []
        self.page: Path | None = None
        true_exports(self._shell, show_cards(self._shell))
        self.run(f"import otter\ngrader = otter.Notebook({str(path)!r})")

    def _published(self, data: dict[str, str], *_: Any, **said: Any) -> None:
        if said.get("update"):
            self.on_page.pop()
        self.on_page.append(data)
        if self.page is not None:
            book = nbformat.read(self.page, 4)
            book.cells[-1].outputs = [v4.new_output("display_data", data=data)]
            nbformat.write(book, self.page)
            os.utime(self.page, (time.time() - 500,) * 2)

    def export(self, options: str = "") -> str:
        """Export; return the text that is on the page then."""
        assert self.run(f"grader.export(pdf=False{options})").success
        return self.on_page[-1]["text/plain"]

    def run(self, code: str, cell: str | None = None) -> Any:
        return self._shell.run_cell(code, store_history=True, cell_id=cell)

    def shown(self, code: str, kind: str = "text/plain") -> str:
        result = self.run(code)
        assert result.success
        data, _ = self._shell.display_formatter.format(result.result)  # type: ignore[union-attr]
        return str(data[kind])

    def check(self) -> str:
        return self.shown('grader.check("q2_double")')

    def answer(self, code: str) -> str:
        self.run(code)
        return self.check()
