"""What the real engine says of cells that stopped, and of names that tests took in vain."""

from __future__ import annotations

from tests.support import tiny
from torchgrade.records import Cause

TESTS = {
    "q1": "def test_half(half):\n    assert half(4) == 2",
    "q2": "def test_quarter(quarter):\n    assert quarter(8) == 2",
    "q3": "def test_third(third):\n    assert third(9) == 3",
}

OTTER = "import otter\ngrader = otter.Notebook()"


def test_a_syntax_error_is_the_one_cause_and_other_questions_are_none_of_its_matter(
    play: tiny.Play,
) -> None:
    cells = [
        OTTER,
        "def half(x):\n    return x / 2)",
        'grader.check("q1")',
        "def quarter(x):\n    return half(half(x))",
        'grader.check("q2")',
        "def third(x):\n    return x",
        'grader.check("q3")',
    ]
    grade = play(cells, TESTS).grade
    [cause] = grade.causes
    assert cause.names == ("half",)
    assert cause.questions == ("q1", "q2")
    assert cause.said.startswith("SyntaxError: unmatched ')'")
    assert "ipython" not in cause.said
    assert [(answer.question, answer.source) for answer in grade.answers] == [
        ("q1", cells[1]),
        ("q2", cells[3]),
        ("q3", cells[5]),
    ]


def test_a_name_that_came_too_late_or_never_is_defined_by_no_cell(play: tiny.Play) -> None:
    cells = [OTTER, 'grader.check("q3")', "x = 1"]
    grade = play(cells, {"q3": TESTS["q3"]}).grade
    assert grade.causes == (Cause(0, names=("third",), questions=("q3",)),)


def test_a_cell_that_stops_after_its_definitions_is_no_cause_of_what_is_wrong(
    play: tiny.Play,
) -> None:
    cells = [OTTER, "def third(x):\n    return x\nprint(third(1)[2])", 'grader.check("q3")']
    [cause] = play(cells, {"q3": TESTS["q3"]}).grade.causes
    assert (cause.names, cause.questions) == ((), ())
    assert cause.said.startswith("TypeError")


def test_what_many_cells_miss_is_said_once(play: tiny.Play) -> None:
    """Somebody has deleted the first cell, with the grader in it."""
    cells = ['grader.check("q1")', "def third(x):\n    return x / 3", 'grader.check("q3")']
    [cause] = play(cells, {"q3": TESTS["q3"]}).grade.causes
    assert cause == Cause(0, names=("grader",), cells=(1, 3))
