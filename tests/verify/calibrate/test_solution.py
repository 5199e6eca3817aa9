"""The definitions that a calibration runs are the lab's own, and those alone that it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.calibrate.solution import make_solution, needed, without_comments

CELL = '''\
%matplotlib inline
import math
import nowhere_to_be_found

WIDTH, DEPTH = 3, 2
SIZE = 4
LOADED = open("/nothing")


def double(x):
    return 2 * x


@staticmethod
def area():
    """With a # that is no comment."""
    return double(SIZE) * math.pi  # of the other


def unused():
    return nowhere_to_be_found
'''


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    _, lab = source.hello(tmp_path)
    source.rewrite(lab, [source.cells(lab)[0], source.code(CELL), *source.cells(lab)[1:]])
    return lab


def test_what_a_name_needs_comes_with_it_and_nothing_else(lab: Lab) -> None:
    code = needed(read_source(lab), ["area"])
    solution = make_solution(code)
    assert solution.area() == pytest.approx(8 * 3.14159265)
    assert "unused" not in code
    assert "LOADED" not in code
    solution.SIZE = 1  # a global of its functions
    assert solution.area() == pytest.approx(2 * 3.14159265)


def test_a_test_is_no_definition_and_what_is_set_needs_none(lab: Lab) -> None:
    outline = read_source(lab)
    with pytest.raises(AuthorError, match="defines no LOADED, test_rows_add_up_to_one"):
        needed(outline, ["test_rows_add_up_to_one", "LOADED", "SIZE"])
    assert needed(outline, ["LOADED", "SIZE"], given=["LOADED"]) == "SIZE = 4\n"


def test_comments_and_blank_lines_do_not_count() -> None:
    assert without_comments(CELL.partition("\n")[2]).splitlines()[-3:] == [
        "    return double(SIZE) * math.pi",
        "def unused():",
        "    return nowhere_to_be_found",
    ]
    assert "With a # that is no comment." in without_comments(CELL.partition("\n")[2])
