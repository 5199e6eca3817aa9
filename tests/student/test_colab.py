"""Colab as far as it can be tried elsewhere: its shell's name, and a page that hands cells over.

The kernel's folder is that of the unpacked release; the notebook that is worked in is not there.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import otter
import pytest
from IPython.core.interactiveshell import InteractiveShell
from otter.check.utils import IPythonInterpreter

from tests.support.two_questions import save
from torchgrade.student import load_ipython_extension

DOUBLE, TOTAL = "def double(x):\n    return 2 * x", "total = 3"


class Colab:
    """A shell as Colab has it, whose page shows ``book``."""

    def __init__(self) -> None:
        kind = type("Shell", (InteractiveShell,), {"__module__": "google.colab._shell"})
        self.shell = kind.instance()
        self.shell.kernel = object()
        self.shell.display_pub.publish = self._published
        self.on_page: list[Any] = []
        self.book: dict[str, Any] = {}

    def _published(self, data: Any, *_: Any, **said: Any) -> None:
        self.on_page.append(data)

    def blocking_request(self, what: str, timeout_sec: float) -> dict[str, Any]:
        assert what == "get_ipynb"
        return {"ipynb": self.book}


@pytest.fixture
def colab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Colab]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(otter.Notebook, "export", otter.Notebook.export)
    known = IPythonInterpreter.COLAB.value
    monkeypatch.setattr(known, "check_strs", known.check_strs)
    save(tmp_path / "two.ipynb")
    made = Colab()
    page = types.SimpleNamespace(blocking_request=made.blocking_request)
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    monkeypatch.setitem(sys.modules, "google.colab._message", page)
    yield made
    InteractiveShell.clear_instance()


def run(colab: Colab, code: str) -> Any:
    result = colab.shell.run_cell(code, store_history=True)
    result.raise_error()
    return result.result


def test_otter_alone_gives_up(colab: Colab) -> None:
    with pytest.raises(ValueError, match="Tests directory"):
        run(colab, 'import otter\ngrader = otter.Notebook("two.ipynb")')


def test_checks_and_export_work_once_the_extension_is_loaded(colab: Colab, tmp_path: Path) -> None:
    load_ipython_extension(colab.shell)
    run(colab, 'import otter\ngrader = otter.Notebook("two.ipynb")')
    run(colab, DOUBLE)
    run(colab, TOTAL)
    result = run(colab, 'grader.check("q10_total")')
    data, _ = colab.shell.display_formatter.format(result)
    assert data["text/plain"].startswith("Question 10. The sum: right so far")
    assert "tg-right-so-far" in data["text/html"]

    save(tmp_path / "page.ipynb", DOUBLE, TOTAL, "As worked in on the page.")
    colab.book = json.loads((tmp_path / "page.ipynb").read_text())
    (tmp_path / "page.ipynb").unlink()
    colab.book["metadata"] = {"colab": {"name": "two.ipynb"}}
    run(colab, "grader.export(pdf=False, anyway=True)")
    (made,) = tmp_path.glob("two_*.zip")
    report = colab.on_page[-1]["text/plain"]
    assert report.startswith(f"Exported: {made.name}")
    assert f"files.download('{made}')" in report
    kept = nbformat.read(tmp_path / "two.ipynb", 4)
    assert "As worked in on the page." in [cell.source for cell in kept.cells]
    assert set(kept.metadata["otter"]["tests"]) == {"q2_double", "q10_total"}
