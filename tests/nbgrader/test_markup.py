"""Pages with a student's work in them hold no HTML of the student's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbconvert
import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from torchgrade.nbgrader import configure

EVIL = "<img src=x onerror=alert(1)>"
RUNS = 'onerror="alert(1)"'
"""What a page holds of it if it is HTML there: nbconvert adds a description and puts it right."""


def _page(cells: list[Any]) -> str:
    """Render cells as formgrader does in a course of torchgrade's."""
    config = Config()
    configure(config)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    notebook = nbformat.v4.new_notebook(cells=cells)
    names = ("assignment_id", "notebook_id", "submission_id", "base_url", "student")
    resources: dict[str, Any] = {**dict.fromkeys(names, "x"), "index": 0, "total": 1}
    page, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)
    return str(page)


def _text(source: str, **described: Any) -> Any:
    data = {"schema_version": 3, "grade": False, "solution": False, "task": False, **described}
    return nbformat.v4.new_markdown_cell(source, metadata={"nbgrader": data})


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find nbconvert's templates, which lie beside its packages."""
    beside = Path(nbconvert.__file__).parents[4] / "share" / "jupyter"
    monkeypatch.setenv("JUPYTER_PATH", str(beside))


def test_html_in_an_answer_is_shown_as_text() -> None:
    answer = _text(EVIL, grade=True, solution=True, locked=False, grade_id="a", points=1)
    for cell in (answer, nbformat.v4.new_markdown_cell(EVIL), _text(EVIL, locked=True)):
        page = _page([cell])
        assert RUNS not in page
        assert "&lt;img src=x" in page


def test_html_in_a_diagram_is_shown_as_text() -> None:
    assert RUNS not in _page([nbformat.v4.new_markdown_cell(f"```mermaid\n{EVIL}\n```")])


def test_a_picture_that_is_missing_leaves_the_rest_of_the_page() -> None:
    page = _page([nbformat.v4.new_markdown_cell("before ![a](attachment:gone.png) after")])
    assert "before" in page
    assert "after" in page


def test_html_in_an_authors_text_stays_html() -> None:
    assert RUNS in _page([_text(EVIL, locked=True, grade_id="q1-text")])


def test_formulas_and_formatting_stay() -> None:
    page = _page([nbformat.v4.new_markdown_cell("**bold**, $a < b$, `a < b`")])
    assert "<strong>bold</strong>" in page
    assert "$a &lt; b$" in page
    assert "<code>a &lt; b</code>" in page


def test_a_link_runs_no_script() -> None:
    assert "javascript:" not in _page([nbformat.v4.new_markdown_cell("[a](javascript:alert(1))")])


def test_html_and_scripts_that_code_has_shown_give_way_to_their_text() -> None:
    outputs = [
        nbformat.v4.new_output(
            "display_data", {"text/html": EVIL, "text/plain": "a table"}, metadata={}
        ),
        nbformat.v4.new_output(
            "display_data", {"application/javascript": "alert(2)", "text/plain": "a script"}
        ),
        nbformat.v4.new_output("display_data", {"text/markdown": EVIL}),
        nbformat.v4.new_output("stream", text=EVIL),
    ]
    page = _page([nbformat.v4.new_code_cell("show()", outputs=outputs)])
    assert RUNS not in page
    assert "alert(2)" not in page
    assert "a table" in page
