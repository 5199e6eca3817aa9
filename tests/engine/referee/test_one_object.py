"""What is one object on the student's side, or lies in one memory, does so for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.as_otter import grade_as_otter
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

Grade = Callable[..., tiny.Played]


@pytest.fixture
def grade(engine: IsolatedEngine, tmp_path: Path) -> Grade:
    return lambda *texts, **how: grade_as_otter(engine, tmp_path, *texts, **how)


ONE = {  # a function that makes several, what is done to the first, and what the last shows then
    "rows": ("[[0] * 3] * 3", "x[0][0] = 1", "x[-1][0] == 1"),
    "lists of a dict": ("list(dict.fromkeys('ab', []).values())", "x[0].append(1)", "x[1]"),
    "sets": ("[set()] * 2", "x[0].add(1)", "x[1]"),
    "dicts": ("[{}] * 2", "x[0]['a'] = 1", "x[1]"),
    "queues": ("[collections.deque()] * 2", "x[0].append(1)", "x[1]"),
    "counts": ("[collections.Counter()] * 2", "x[0]['a'] += 1", "x[1]"),
    "arrays": ("[numpy.zeros(2)] * 2", "x[0][0] = 1", "x[1][0] == 1"),
    "tensors": ("[torch.zeros(2)] * 2", "x[0][0] = 1", "x[1][0] == 1"),
    "frames": ("[pandas.DataFrame({'a': [0]})] * 2", "x[0].loc[0, 'a'] = 1", "x[1].loc[0, 'a']"),
    "a row of an array": (
        "(lambda m: [m, m[1]])(numpy.zeros((2, 3)))",
        "x[0][1] = 1",
        "x[1][2] == 1",
    ),
    "columns": (
        "(lambda m: [m.T, m[:, 1:]])(numpy.zeros((2, 3)))",
        "x[0][1] = 1",
        "x[1][1, 0] == 1",
    ),
    "numbers": ("(lambda m: [m, m[::-1]])(numpy.zeros(3, int))", "x[0][0] = 1", "x[1][2] == 1"),
    "a view of a tensor": (
        "(lambda m: [m, m.view(-1)])(torch.zeros(2, 3))",
        "x[0][1] = 1",
        "x[1][5] == 1",
    ),
    "a transposed tensor": (
        "(lambda m: [m.T, m[1:]])(torch.zeros(2, 3))",
        "x[0][2] = 1",
        "x[1][0, 2] == 1",
    ),
}
IMPORTS = "import collections, numpy, pandas, torch\n"


@pytest.mark.parametrize("kind", ONE)
def test_what_a_function_returns(kind: str, grade: Grade) -> None:
    expression, change, shown = ONE[kind]
    played = grade(f"{IMPORTS}def f(): return {expression}", f"x = f()\n{change}\nassert {shown}")
    assert not played.failed
    assert not played.grade.questions[0].cases[0].inside


@pytest.mark.parametrize("kind", ONE)
def test_what_names_stand_for(kind: str, grade: Grade) -> None:
    expression, change, shown = ONE[kind]
    body = f"x = [a, b]\n{change}\nassert {shown}"
    cell = f"{IMPORTS}x = {expression}\na, b = x[0], x[-1]"
    copied = cell + "\na = a.clone() if torch.is_tensor(a) else a.copy()"
    for more in ("", "\ndef f(): pass"):  # with a function, so that values are not noted
        assert not grade(cell + more, body).failed
        assert grade(copied + more, body).failed


def test_parts_of_a_shallow_copy_are_those_of_the_other(grade: Grade) -> None:
    cell = "a = [[1], [2]]\nb = a[:]\ndef f(): return a, b\ndef g(): b[1] = a[0]"
    assert not grade(
        cell,
        "b[0].append(9)\nassert a == [[1, 9], [2]] == b and f() == (a, b) and a[0] is f()[1][0]",
        "b[0] = [5]\nassert f() == ([[1, 9], [2]], [[5], [2]]) and a == [[1, 9], [2]]",
        "g()\nassert b == [[5], [1, 9]]\na[0].append(3)\nassert b[1] == [1, 9, 3] == f()[1][1]",
    ).failed


def test_a_view_of_what_a_test_hands_over(grade: Grade) -> None:
    cell = (
        "def f(x): return x[1:]\n"
        "class g:\n    def __init__(self, x): self.x = x[::2]\n    def set(self): self.x[:] = 7"
    )
    for make in ("import numpy\nx = numpy.zeros(5)", "import torch\nx = torch.zeros(5)"):
        played = grade(
            cell,
            f"{make}\ny = f(x)\nx[1] = 1\nassert y[0] == 1\ny[3] = 2\nassert x[4] == 2",
            f"{make}\nx = x[1:4]\ny = f(x)\ny[0] = 3\nassert x[1] == 3",
            f"{make}\nkept = g(x)\nkept.set()\nassert x.tolist() == [7, 0, 7, 0, 7]",
            f"{make}\nkept = g(x)\nx[2] = 4\nassert kept.x[1] == 4",
        )
        assert played.failed == []


def test_a_list_that_is_handed_over_twice(grade: Grade) -> None:
    cell = "def f(a, b, *, c): return a is b, a is c, a[0] is c[1]"
    assert not grade(
        cell,
        "x = [[1], [2]]\nassert f(x, x, c=x) == (True, True, False)",
        "x = [[1]] * 2\nassert f(x, x[:], c=x[::-1]) == (False, False, True)",
    ).failed


def test_what_an_object_holds_is_nobody_elses_first(grade: Grade) -> None:
    cell = "class f(dict): pass\ndef g():\n    row = [1]\n    return f(x=row), row, [row]"
    body = "held, row, rows = g()\nassert held['x'] == row == [1] and row is rows[0]"
    assert not grade(cell, body).failed
