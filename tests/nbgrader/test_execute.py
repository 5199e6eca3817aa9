"""nbgrader's own kernel runs what otter would run, whatever tags a student gave to cells."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from torchgrade.nbgrader.execute import Execute


def cell(name: str, tag: str) -> Any:
    made = nbformat.v4.new_code_cell("print('ran')", metadata={"tags": [tag]})
    made.metadata["nbgrader"] = {"grade_id": name, "grade": name == "test", "solution": False}
    return made


@pytest.fixture(scope="module")
def cells() -> Any:
    tags = ("otter_ignore", "skip-execution", "remove_input")
    made = [cell(name, tag) for tag in tags for name in ("test", "another")]
    notebook = nbformat.v4.new_notebook(cells=made)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    Execute().preprocess(notebook, {"metadata": {"path": "."}})
    return notebook.cells


def test_a_tag_does_not_keep_a_test_from_running(cells: Any) -> None:
    assert all(c.outputs for c in cells if c.metadata.nbgrader.grade)


def test_a_cell_is_left_out_by_the_tags_that_otter_and_jupyter_know(cells: Any) -> None:
    ran = [bool(c.outputs) for c in cells if not c.metadata.nbgrader.grade]
    assert ran == [False, False, True]
