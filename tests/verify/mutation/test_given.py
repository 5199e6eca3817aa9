"""Answers that lie in given code: what is tried in the place of an answer, and what is not."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.verify.mutation.given import given_answers

SOLUTION = 5  # the place of the first question's solution

NET = """\
class Net(nn.Module):
    def __init__(self, width=3):
        super().__init__()  # SOLUTION
"""
TOWER = """\
def tower(block, n):
    return nn.Sequential(*[block(n) for _ in range(n)])


def plain(n):
    return nn.Linear(n, n)


def count(x):
    return len(x)
"""


def tried(lab: source.Lab, solution: str, *given: str) -> list[tuple[str, str]]:
    cells = source.cells(lab)
    cells[SOLUTION].source = solution
    source.rewrite(lab, [*cells, *map(nbformat.v4.new_code_cell, given)])
    outline = read_source(lab)
    found = list(given_answers(outline, outline.question("q1_softmax")))
    assert {answer.cell for answer in found} <= {SOLUTION + 1}
    return [(answer.name, answer.expression) for answer in found]


@pytest.mark.parametrize(
    ("call", "expressions"),
    [
        ("tower(plain, 3)", ["tower(plain, 3)"]),
        (
            "for n in (3, 9):\n    for f, _ in ((plain, 1), (other, 2)):\n        tower(f, n)",
            ["tower(plain, 3)", "tower(plain, 9)", "tower(other, 3)", "tower(other, 9)"],
        ),
        ("tower(Net, 3)", []),  # it is built on the answer
        ("count(3)", []),  # no network
    ],
)
def test_networks_that_given_code_makes(tmp_path: Path, call: str, expressions: list[str]) -> None:
    _, lab = source.hello(tmp_path)
    found = tried(lab, NET, TOWER, call)
    assert sorted(found) == sorted(("Net", expression) for expression in expressions)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("def one(x):\n    return x", ["one"]),
        ("def one(x, y=2, *z):\n    return x", ["one"]),
        ("def one(x, y):\n    return x", []),  # it takes more
        ("def one():\n    return 1", []),  # and less
        ("def one(x):\n    print(x)", []),  # it gives nothing
        ("def one(x):\n    return softmax(x) + 1", []),  # it is built on the answer
        ("class One:\n    def __init__(self, x):\n        self.x = x", []),
    ],
)
def test_functions_that_can_be_called_like_the_answer(
    tmp_path: Path, given: str, names: list[str]
) -> None:
    _, lab = source.hello(tmp_path)
    assert tried(lab, "def softmax(x):\n    return x.exp()  # SOLUTION", given) == [
        ("softmax", name) for name in names
    ]


def test_the_cell_has_what_is_given_anywhere_and_keeps_what_else_it_defines(
    tmp_path: Path,
) -> None:
    _, lab = source.hello(tmp_path)
    given = "import math\n\nRATE = 3\nprint(RATE)\n\n\ndef one(x):\n    return x * RATE"
    solution = "def softmax(x):\n    return x.exp()  # SOLUTION\n\n\nother = 4  # SOLUTION"
    tried(lab, solution, given)
    outline = read_source(lab)
    [answer] = given_answers(outline, outline.question("q1_softmax"))
    space: dict[str, object] = {}
    exec(answer.code, space)
    assert (space["softmax"], space["other"]) == (space["one"], 4)
    assert "print" not in answer.code
