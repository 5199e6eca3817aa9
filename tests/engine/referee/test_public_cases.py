"""At a check plain otter's public cases run in the notebook, too: later cells feel what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

Grade = Callable[..., tiny.Played]
GRADER = "import otter\ngrader = otter.Notebook()"
Q1, Q2 = "grader.check('q1')", "grader.check('q2')"


@pytest.fixture
def grade(engine: IsolatedEngine, tmp_path: Path) -> Grade:
    def run(cells: list[str], tests: Mapping[str, str], *, foreign: bool = True) -> tiny.Played:
        bundle, submission = tiny.make(tmp_path, [GRADER, *cells], tests)
        bundle = replace(bundle, foreign=foreign, inside=())
        played = tiny.Played(*run_notebook(bundle, submission, engine))
        engine.settle()
        return played

    return run


FELT = {
    "a list": ("a = []\ndef f(): a.append(1)", "f()", "b = len(a)", 1),
    "a name": ("a = 1\ndef f(): pass", "env['a'] = 5", "b = a", 5),
    "an object": ("class A: n = 1\na = A()\ndef f(): pass", "env['a'].n = 3", "b = a.n", 3),
    "random numbers": (
        "import random\ndef f(): pass",
        "__import__('random').seed(4)",
        "b = random.randrange(10**6)",
        __import__("random").Random(4).randrange(10**6),
    ),
    "what a module has": (
        "import math\ndef f(): pass",
        "import math; math.pi = 3",
        "b = math.pi",
        3,
    ),
    "calls": ("a = 0\ndef f():\n    global a\n    a += 1", "env['f']()", "b = a", 1),
}


@pytest.mark.parametrize("kind", FELT)
def test_later_cells_feel_what_a_public_case_does(kind: str, grade: Grade) -> None:
    cell, body, later, expected = FELT[kind]
    q1 = f"def test_it(env, f):\n    {body}"
    q2 = f"def test_b(b):\n    assert b == {expected!r}, b"
    assert not grade([cell, Q1, later, Q2], {"q1": q1, "q2": q2}).failed


@pytest.mark.parametrize("checked", [[], [Q1], [Q2]])
def test_what_no_cell_checks_is_checked_at_the_end_in_the_order_of_files(
    checked: list[str], grade: Grade
) -> None:
    tests = {
        "q1": "def test_a(a):\n    a.append(1)\n    assert a == [1]",
        "q10": "def test_a(a):\n    a.append(10)\n    assert a == [1, 10]",
        "q2": "def test_a(a):\n    assert a == [1, 10], a",
    }
    if checked == [Q2]:
        tests["q2"] = "def test_a(a):\n    assert a == [], a"
    played = grade(["a = []\nlist = map = sorted(a)", *checked, "_ = 7", "b = _"], tests)
    assert not played.failed
    assert len(played.outcome.errors) == 0


def test_nobody_feels_what_a_hidden_case_does(grade: Grade) -> None:
    cell, body, later, _ = FELT["a list"]
    q1 = f"def test_it(env, f):\n    {body}"
    hidden = f"@test_case(points=1, hidden=True)\n{q1}"
    q2 = "def test_b(b):\n    assert b == 0, b"
    assert not grade([cell, Q1, later, Q2], {"q1": hidden, "q2": q2}).failed


def test_a_lab_of_ours_has_no_such_cases(grade: Grade) -> None:
    cell, body, later, _ = FELT["a list"]
    tests = {"q1": f"def test_it(f):\n    {body}", "q2": "def test_b(b):\n    assert b == 0, b"}
    assert not grade([cell, Q1, later, Q2], tests, foreign=False).failed


@pytest.mark.parametrize("ending", ["os._exit(3)", "os.kill(os.getpid(), 9)", "time.sleep(1e6)"])
def test_a_case_that_ends_the_notebook_costs_nothing_else(ending: str, grade: Grade) -> None:
    cell = f"import os, time\na = 1\ndef f(): {ending}"
    tests = {
        "q1": "def test_f(f):\n    f()\n\ndef test_g(g):\n    assert g == 2",
        "q2": "def test_b(b):\n    assert b == 5",
    }
    played = grade([cell, f"g = 2\n{Q1}\nc = 3", "b = g + c", Q2], tests)
    assert played.passed == {"q1": [False, True], "q2": [True]}


def test_what_a_case_prints_is_nobodys_output(grade: Grade) -> None:
    tests = {"q1": "def test_f(f):\n    f()\n    assert f() == 'x', f()"}
    played = grade(["def f():\n    print('printed')\n    return 'x'", Q1], tests)
    assert not played.failed
    assert "printed" not in played.output(2)
