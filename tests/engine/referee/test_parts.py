"""A part of a value that is changed in place is the same object afterwards; another one is not."""

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


PARTS = {  # what the test makes, how it is changed in place, what is put in its place, what it is
    "an array": ("numpy.zeros(2)", "x += 1", "x + 1", "x.sum() == 2"),
    "a tensor": ("torch.zeros(2)", "x.add_(1)", "x + 1", "x.sum() == 2"),
    "a list": ("[0]", "x.append(1)", "[*x, 1]", "x == [0, 1]"),
    "a dict": ("{}", "x['a'] = 1", "{'a': 1}", "x == {'a': 1}"),
    "a set": ("set()", "x.add(1)", "x | {1}", "x == {1}"),
    "a queue": ("collections.deque()", "x.append(1)", "x + collections.deque([1])", "x[0] == 1"),
    "bytes": ("bytearray(2)", "x[0] = 1", "bytearray([1, 0])", "x[0] == 1"),
    "a frame": ("pandas.DataFrame({'a': [0]})", "x['a'] = 1", "x + 1", "x['a'][0] == 1"),
    "a list of a list": ("[[0]]", "x[0][0] = 1", "[[1]]", "x == [[1]]"),
    "a shape": ("torch.zeros(2)", "x.unsqueeze_(0)", "x[None]", "x.shape == (1, 2)"),
}
HOLDERS = {"{}[0]": "[{}]", "{}['k']": "{{'k': {}}}", "{}[0][1]": "[(0, {})]"}
IMPORTS = "import collections, numpy, pandas, torch\n"


@pytest.mark.parametrize("place", HOLDERS)
@pytest.mark.parametrize("kind", PARTS)
def test_parts_of_an_argument(kind: str, place: str, grade: Grade) -> None:
    make, change, other, shown = PARTS[kind]
    part, holder = place.format("a"), HOLDERS[place]
    cell = (
        f"{IMPORTS}def f(a):\n    x = {part}\n    {change}\n"
        f"def g(a):\n    x = {part}\n    y = {holder.format(other)}\n"
        "    a.clear()\n    a.extend(y) if isinstance(a, list) else a.update(y)"
    )
    body = f"{IMPORTS}x = {make}\na = {holder.format('x')}\n"
    found = place.format("a")
    played = grade(
        cell,
        f"{body}f(a)\nassert {shown}\nassert {found} is x",
        f"{body}was = repr(x)\ng(a)\nassert repr(x) == was\nx = {found}\nassert {shown}",
    )
    assert not played.failed


@pytest.mark.parametrize("kind", PARTS)
def test_parts_of_what_both_sides_have(kind: str, grade: Grade) -> None:
    make, change, other, shown = PARTS[kind]
    cell = (
        f"{IMPORTS}a = {{'k': {make}, 'other': [1]}}\n"
        f"def f():\n    x = a['k']\n    {change}\n"
        f"def g():\n    x = a['k']\n    a['k'] = {other}"
    )
    played = grade(
        cell,
        f"x = a['k']\nf()\nassert {shown} and a['k'] is x",
        f"{IMPORTS}a['k'] = {make}\nx = a['k']\nwas = repr(x)\ng()\n"
        f"assert repr(x) == was and a['k'] is not x\nx = a['k']\nassert {shown}\n"
        f"a['other'].append(2)\nwas = x\nf()\nassert a['k'] is was and a['other'] == [1, 2]",
    )
    assert not played.failed


def test_a_part_goes_from_one_argument_to_another(grade: Grade) -> None:
    cell = "def f(a, b):\n    b.append(a.pop('x'))\n    b[0].append(1)\n    a['y'] = b[0]"
    body = "x = []\na, b = {'x': x}, []\nf(a, b)\nassert b[0] is x == [1] and a['y'] is x"
    assert not grade(cell, body).failed


def test_a_call_that_raises_has_put_another_in_its_place(grade: Grade) -> None:
    cell = "def f(a):\n    a[0] += [1]\n    a[1] = a[1] + [1]\n    raise KeyError"
    body = "x, y = [], []\na = [x, y]\ntry:\n    f(a)\nexcept KeyError:\n    pass\n"
    assert not grade(cell, body + "assert x == [1] == a[1] and y == [] and a[0] is x").failed


def test_what_a_test_puts_into_a_value_of_the_students(grade: Grade) -> None:
    cell = "a = {'w': [1]}\nb = a['w']\ndef f(): return a['w'] is b, b\n"
    played = grade(
        cell,
        "a['w'].append(2)\nassert f() == (True, [1, 2])",
        "a['w'] = [5]\nassert f() == (False, [1, 2])\na['w'] = b\nassert f() == (True, [1, 2])",
    )
    assert not played.failed
