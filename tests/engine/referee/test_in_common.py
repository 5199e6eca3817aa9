"""What a test and a student's code both have is one value: each feels what the other changes."""

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


KINDS = {
    "list": ("a = [1, 2]", "a.append(3)", "assert a == [1, 2, 3]"),
    "dict": ("a = {'x': 1}", "a['y'] = 2", "assert a == {'x': 1, 'y': 2}"),
    "set": ("a = {1}", "a.add(2)", "assert a == {1, 2}"),
    "array": ("import numpy\na = numpy.zeros(3)", "a += 1", "assert a.sum() == 3"),
    "tensor": ("import torch\na = torch.zeros(3)", "a.add_(1)", "assert a.sum() == 3"),
    "frame": (
        "import pandas\na = pandas.DataFrame({'x': [1]})",
        "a['y'] = 2",
        "assert list(a.columns) == ['x', 'y']",
    ),
    "series": ("import pandas\na = pandas.Series([1, 2])", "a[0] = 5", "assert a.sum() == 7"),
    "deque": (
        "import collections\na = collections.deque([1])",
        "a.appendleft(2)",
        "assert list(a) == [2, 1]",
    ),
    "counter": (
        "import collections\na = collections.Counter('ab')",
        "a.update('b')",
        "assert a['b'] == 2",
    ),
    "bytes": ("a = bytearray(b'a')", "a.extend(b'b')", "assert a == b'ab'"),
    "list in a dict": ("a = {'x': [1]}", "a['x'].append(2)", "assert a == {'x': [1, 2]}"),
    "list of objects": (
        "class P: pass\na = [P()]",
        "a.append(a[0])",
        "assert len(a) == 2 and a[0] is a[1]",
    ),
    "list of an object": (
        "class P:\n    def __init__(self): self.xs = [1]\na = P()",
        "a.xs.append(2)",
        "assert a.xs == [1, 2]",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_case_feels_what_a_case_changes(kind: str, grade: Grade) -> None:
    cell, change, look = KINDS[kind]
    played = grade(cell, change, look)
    assert played.failed == []
    assert not any(case.inside for case in played.grade.questions[0].cases)
    # with a function among the names, so that no values are noted at the check
    seen = "repr(vars(a))" if "class P:\n" in cell else "repr(a)"
    cell += f"\ndef f(): return {seen}"
    felt = grade(cell, f"before = f()\n{change}\nassert f() != before", look)
    assert felt.failed == [] or kind == "list of objects"  # whose texts have addresses


def test_a_test_feels_what_the_students_code_changes(grade: Grade) -> None:
    cell = (
        "import numpy\na = [1]\nb = {'x': [1], 'y': numpy.zeros(2)}\n"
        "def f(x):\n    a.append(x)\n    b['x'].append(x)\n    b['y'] += x\n"
        "def g(x):\n    f(x)\n    raise ValueError"
    )
    assert not grade(
        cell,
        "inner = b['x']\nf(2)\nassert a == [1, 2] == inner and b['y'].sum() == 4",
        "inner = b['x']\ntry:\n    g(3)\nexcept ValueError:\n    pass\n"
        "assert a == [1, 2, 3] == inner",
    ).failed


def test_a_value_is_handed_over_as_itself(grade: Grade) -> None:
    cell = "a = [1]\ndef f(x): return x is a\ndef g(): return a"
    assert not grade(
        cell,
        "assert f(a) and not f([1])",
        "assert g() is a\ng().append(2)\nassert a == [1, 2] and f(g())",
    ).failed


def test_what_is_kept_both_sides_have(grade: Grade) -> None:
    cell = (
        "class f:\n    def __init__(self, xs): self.xs = xs\n"
        "    def put(self, x): self.xs.append(x)\n"
        "def g(xs): return xs"
    )
    played = grade(
        cell,
        "a = [1]\nb = f(a)\na.append(2)\nassert b.xs == [1, 2] and b.xs is a\n"
        "b.put(3)\nassert a == [1, 2, 3]",
        "a = {}\nassert g(a) is a\ng(a)['x'] = 1\nassert a == {'x': 1}",
    )
    assert not played.failed


def test_arguments_are_changed_by_a_call_that_raises(grade: Grade) -> None:
    cell = "def f(xs, *, more):\n    xs.append(1)\n    more['x'] = 1\n    raise ValueError"
    body = "a, b = [], {}\ntry:\n    f(a, more=b)\nexcept ValueError:\n    pass\n"
    assert not grade(cell, body + "assert a == [1] and b == {'x': 1}").failed


def test_a_test_puts_its_own_objects_into_a_students_list(grade: Grade) -> None:
    body = "class Own: pass\na.append(Own())\nf()"
    played = grade("a = []\ndef f(): pass", body, "assert len(a) == 1", settled=False)
    assert played.passed["q1"][1]
    assert played.grade.questions[0].cases[1].inside


def test_an_array_that_is_read_only_stays_so(grade: Grade) -> None:
    cell = (
        "import numpy, pandas\na = numpy.arange(3)\na.flags.writeable = False\n"
        "b = numpy.broadcast_to(1, 3)\n"
        "def f(x):\n    x[0] = 7\n"
        "def g(): return pandas.DataFrame({'x': a, 'y': ['a', 'b', 'c']})"
    )
    refused = "try:\n    {}\nexcept ValueError:\n    pass\nelse:\n    assert False\n"
    assert not grade(
        cell,
        refused.format("a[0] = 1") + refused.format("b[0] = 2"),
        "import numpy\nx = numpy.zeros(2)\nx.flags.writeable = False\n" + refused.format("f(x)"),
        "frame = g()\nframe.loc[0, 'x'] = 5\nframe['x'] += 1\nassert frame['x'].sum() == 11",
    ).failed


def test_what_autograd_follows_travels_by_value(grade: Grade) -> None:
    cell = (
        "a = []\n"
        "def f(x, params):\n"
        "    a.append(params)\n"
        "    params['mean'] = (x.mean() * params['w']).detach()\n"
        "    return x * params['w']"
    )
    body = (
        "import torch\nw = torch.ones(1, requires_grad=True)\nparams = {'w': w}\n"
        "x = torch.full((2,), 3.0)\n"
        "for _ in range(2):\n    w.grad = None\n    f(x, params).sum().backward()\n"
        "    assert w.grad.item() == 6 and params['mean'].item() == 3"
    )
    assert not grade(cell, body).failed


def test_what_is_too_much_to_look_at_runs_inside_where_it_fails(grade: Grade) -> None:
    cell = "a = [[i] for i in range(300)]\ndef f(i): return a[i]\ndef g(i): return a[i][-1]"
    body = "for i in range(300):\n    f(i).append(7)\nassert all(g(i) == 7 for i in range(300))"
    played = grade(cell, body, settled=False)
    assert played.failed == []
    assert played.grade.questions[0].cases[0].inside


ENV = {
    "a number": ("a = 1\ndef f(): return a", "env['a'] = 5\nassert env['f']() == 5"),
    "a list": (
        "a = []\ndef f(x): a.append(x)",
        "mine = []\nenv['a'] = mine\nenv['f'](3)\nassert mine == [3] == env['a']\n"
        "mine.append(4)\nassert env['a'] is mine",
    ),
    "a count": (
        "a = 0\ndef f():\n    global a\n    a += 1",
        "env['a'] = 7\nenv['f']()\nassert env['a'] == 8\nenv['f']()\nassert env.get('a') == 9",
    ),
    "a function": (
        "def f(x): return g(x) + 1\ndef g(x): return x",
        "env['g'] = lambda x: 10 * x\nassert env['f'](2) == 21 and env['g'](1) == 10",
    ),
    "a builtin": (
        "def f(): return int(input()) + 1",
        "env['input'] = lambda: '6'\nassert env['f']() == 7",
    ),
    "update": (
        "a = b = 1\ndef f(): return a, b",
        "env.update(a=2, b=3)\nassert env['f']() == (2, 3)",
    ),
    "in place of another": (
        "a = [1]\nb = [2]\ndef f(): return a is b",
        "env['b'] = env['a']\nassert env['f']() and env['a'] is env['b']",
    ),
    "a name that goes": (
        "a = 1\ndef f(): return 'a' in globals()",
        "assert env.pop('a') == 1 and 'a' not in env and not env['f']()\n"
        "env.setdefault('a', 4)\nassert env['f']() and env['a'] == 4\ndel env['a']",
    ),
}


@pytest.mark.parametrize("kind", ENV)
def test_a_test_sets_a_name_of_the_students(kind: str, grade: Grade) -> None:
    cell, body = ENV[kind]
    assert not grade(cell, body).failed


ALL = {
    "listed": "assert [name for name in env if name.startswith('tmp')] == []",
    "copied": "assert dict(env).get('a') == 1",
    "merged": "assert (env | {'b': 2})['a'] == 1",
    "counted": "assert len(env) > 2",
    "patched": (
        "from unittest import mock\nwith mock.patch.dict(env, a=2):\n    assert env['f']() == 2\n"
        "assert env['f']() == 1 == env['a']"
    ),
    "emptied": "kept = dict(env)\nenv.clear()\nenv.update(kept)\nassert env['f']() == 1",
    "walked over in spite of": "try:\n    list(env.items())\nexcept TypeError:\n    pass",
}


@pytest.mark.parametrize("kind", ALL)
def test_all_names_together_are_had_inside_alone(kind: str, grade: Grade) -> None:
    body = ALL[kind]
    cell = "a = 1\ndef f(): return a"
    played = grade(cell, f"env['a']\n{body}", settled=False)
    assert not played.failed
    assert played.grade.questions[0].cases[0].inside
    settled = grade(cell, f"env['a']\n{body}")
    assert settled.failed
    assert "by its name" in settled.grade.questions[0].cases[0].message


def test_the_next_case_has_what_a_case_sets(grade: Grade) -> None:
    cell = "a = [1]\ndef f(): return a"
    assert not grade(
        cell, "env['a'] = [2]\nenv['b'] = 3", "assert a == [2] == f()", "assert env['b'] == 3"
    ).failed
