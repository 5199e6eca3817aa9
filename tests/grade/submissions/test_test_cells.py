"""A notebook of an nbgrader course is tested where its test cells stand, whatever they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import tiny
from torchgrade.engine.engine import Engine

TESTS = {"q1": "def test_one(x):\n    assert x == 1\ndef test_positive(x):\n    assert x > 0"}


def cell(source: str, name: str = "") -> Any:
    made = nbformat.v4.new_code_cell(source)
    if name:
        made.metadata["nbgrader"] = {"grade_id": name}
    return made


@pytest.mark.parametrize(
    ("cells", "passed"),
    [
        ([cell("x = 1"), cell("", "q1-1"), cell("", "q1-2"), cell("x = -1")], [True, True]),
        ([cell("x = 1"), cell("", "q1-1"), cell("x = 2"), cell("", "q1-2")], [False, True]),
        ([cell("x = 2"), cell("x = 1", "q1-1"), cell("x = 1", "q1-2")], [False, True]),
        ([cell("x = 1"), cell("x = 2")], [False, True]),
        ([cell("x = 1"), cell("", "q1-2"), cell("x = 2")], [True, True]),
        ([cell("x = 1"), cell("", "q9-1"), cell("x = 2", "q7-1")], [False, True]),
    ],
    ids=[
        "at the test cells",
        "at the last one",
        "what a student wrote there does not run",
        "without test cells at the end",
        "with one test cell there",
        "strange names are ordinary cells",
    ],
)
def test_a_question_is_tested_where_its_last_test_cell_stands(
    engine: Engine, tmp_path: Path, cells: list[Any], passed: list[bool]
) -> None:
    played = tiny.play(engine, tmp_path, cells, TESTS)
    assert played.passed == {"q1": passed}
