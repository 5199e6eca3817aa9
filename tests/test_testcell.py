"""A test cell of an nbgrader course passes or raises, and nothing else, in a real kernel."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

STUDENT = """
import logging, os, subprocess, sys, warnings
from tqdm.auto import tqdm
handler = logging.StreamHandler()  # keeps this cell's stderr
logging.getLogger().addHandler(handler)
def square(x): return x * x
def wrong(x): return x + x
def loud(x):
    print(9); print("careful", file=sys.stderr); warnings.warn("old")
    os.write(1, b"below Python\\n"); os.write(2, b"below Python\\n")
    subprocess.run("echo child; echo child >&2", shell=True)
    logging.getLogger().warning("logged"); sum(tqdm(range(3)))
    return x * x
def leaves(x): sys.exit(0)
def wordless(x): raise RuntimeError
"""

TEST = """
from torchgrade.testcell import test_case

@test_case(points=2, hidden=False, failure_message="Mind the sign.")
def test_square({name}):
    assert {name}(3) == 9, "three"
"""

CASES = {
    "right": (TEST.format(name="square"), 2.0, ""),
    "says a lot": (TEST.format(name="loud"), 2.0, ""),
    "wrong": (TEST.format(name="wrong"), 0.0, "Mind the sign.\nAssertionError: three"),
    "leaves": (TEST.format(name="leaves"), 0.0, "Mind the sign.\nSystemExit: 0"),
    "is not there": (TEST.format(name="nothing"), 0.0, "Mind the sign.\nTypeError: "),
    "has no words": (TEST.format(name="wordless"), 0.0, "Mind the sign.\nRuntimeError: "),
    "a last expression": (
        TEST.format(name="wrong").replace('assert wrong(3) == 9, "three"', "wrong(3) == 9; 2"),
        2.0,  # asserts nothing: `torchgrade verify` calls such a test out
        "",
    ),
    "all names": (
        TEST.format(name="env").replace("env(3)", 'env["square"](3)'),
        2.0,
        "",
    ),
}


@pytest.fixture(scope="module")
def played() -> Any:
    """The cells after a run in an IPython kernel, as nbgrader runs them: on, whatever fails."""
    cells = [nbformat.v4.new_code_cell(STUDENT)]
    for name, (source, _, _) in CASES.items():
        cell = nbformat.v4.new_code_cell(source)
        cell.metadata["nbgrader"] = {
            "grade": True,
            "solution": False,
            "points": 2,
            "grade_id": name,
        }
        cells.append(cell)
    cells.append(nbformat.v4.new_code_cell("print(test_square)"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # with it a kernel leaves the file descriptors alone
        NotebookClient(notebook, allow_errors=True).execute()
    assert not notebook.cells[0].outputs
    return notebook.cells


@pytest.mark.parametrize("name", CASES)
def test_nbgrader_gives_the_points_that_the_test_gives(played: Any, name: str) -> None:
    _, points, words = CASES[name]
    [cell] = [c for c in played if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    assert determine_grade(cell) == (points, 2.0)
    if points:
        assert cell.outputs == []
    else:
        [error] = cell.outputs
        assert error.ename == "TestFailed"
        assert error.evalue.startswith(words)


def test_a_traceback_shows_the_cell_and_nothing_of_ours(played: Any) -> None:
    [cell] = [c for c in played if c.metadata.get("nbgrader", {}).get("grade_id") == "wrong"]
    traceback = "\n".join(cell.outputs[0].traceback)
    assert "Mind the sign." in traceback
    assert "in test_square(wrong)" in re.sub(r"\x1b\[[\d;]*m", "", traceback)
    assert "testcell.py" not in traceback


def test_no_function_is_left_behind(played: Any) -> None:
    assert played[-1].outputs[0].text == "None\n"
