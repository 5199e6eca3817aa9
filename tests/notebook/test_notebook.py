"""Notebooks are normalised so that what an editor or otter does to them leaves no trace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat

from torchgrade import notebook as nb


def made(**metadata: object) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell("x = 1"), nbformat.v4.new_markdown_cell("# Title")]
    cells[0].outputs = [nbformat.v4.new_output("stream", text="hello")]
    cells[0].execution_count = 7
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.update(metadata)
    return notebook


def test_random_ids_outputs_and_an_editors_metadata_leave_no_trace(tmp_path: Path) -> None:
    kept = {"otter": {"assignment_name": "lab"}}
    raw = {1: made(**kept), 2: made(**kept, widgets={"state": 1}, kernelspec={"name": "conda"})}
    for number, notebook in raw.items():
        path = tmp_path / f"{number}.ipynb"
        path.write_text(json.dumps(notebook))
        nb.write(nb.normalise(nb.read(path)), path)
    assert (tmp_path / "1.ipynb").read_bytes() == (tmp_path / "2.ipynb").read_bytes()
    back = nb.read(tmp_path / "1.ipynb")
    assert back.cells[0].outputs == []
    assert back.metadata["otter"] == kept["otter"]


def test_ids_are_unique_and_attachments_are_kept() -> None:
    notebook = made()
    notebook.cells.append(notebook.cells[0])
    notebook.cells[1]["attachments"] = {"a.png": {"image/png": "aGVsbG8="}}
    result = nb.normalise(notebook)
    assert len({cell.id for cell in result.cells}) == 3
    assert result.cells[1].attachments == {"a.png": {"image/png": "aGVsbG8="}}


def test_a_notebook_is_read_without_a_parser_that_takes_seconds_to_build() -> None:
    code = "import sys, torchgrade.notebook; sys.exit('rfc3987_syntax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_magics_are_soon_found_in_many_empty_lines() -> None:
    lines = "\n" * 10**6
    assert nb.without_magics(f"{lines}  %time f()\n!ls\nx = 7 % 2") == f"{lines}\n\nx = 7 % 2"
