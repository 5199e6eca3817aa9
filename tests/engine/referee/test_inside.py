"""Test cases that run beside the student's objects, as in plain otter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

Cases = tuple[tuple[str, int], ...]
Grade = Callable[..., tiny.Played]


@pytest.fixture
def grade(engine: IsolatedEngine, tmp_path: Path) -> Grade:
    """Grades as plain otter's autograder; `inside`: the cases that run there, None: not settled."""

    def run(cell: str, tests: str, inside: Cases | None = None) -> tiny.Played:
        bundle, submission = tiny.make(tmp_path, [cell], {"q1": tests})
        bundle = replace(bundle, foreign=True, inside=inside)
        played = tiny.Played(*run_notebook(bundle, submission, engine))
        engine.settle()
        return played

    return run


def are_inside(played: tiny.Played) -> list[bool]:
    return [case.inside for case in played.outcome.questions["q1"]]


IDIOMS = {
    "class": ("class Stack(list): pass", ">>> type(Stack()).__name__\n'Stack'"),
    "context": (
        "class Seven:\n    def __enter__(self): return 7\n    def __exit__(self, *a): pass",
        ">>> with Seven() as seven:\n...     print(seven)\n7",
    ),
    "exception": (
        "class Mine(Exception): pass\ndef f(): raise Mine('x')",
        ">>> try:\n...     f()\n... except Mine:\n...     print('caught')\ncaught",
    ),
    "dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int",
        ">>> import dataclasses\n>>> dataclasses.asdict(P(1))\n{'x': 1}",
    ),
    "source": (
        "def f(n):\n    return f(n - 1) if n else 0",
        ">>> import inspect\n>>> 'f(n - 1)' in inspect.getsource(f)\nTrue",
    ),
    "input": (
        "def f():\n    return input('name? ')",
        ">>> from unittest import mock\n>>> with mock.patch('builtins.input', lambda _: 'Bo'):\n"
        "...     r = f()\n>>> r\n'Bo'",
    ),
    "name of a module": ("def F(x):\n    return x + 1", ">>> F(1)\n2"),
    "name of a builtin": ("def max(a, b):\n    return a", ">>> max(1, 2)\n1"),
    "names": ("speed = 3", ">>> 'speed' in dir()\nTrue"),
    "subclass": (
        "class Net:\n    def f(self): return 1",
        "def test_a(Net):\n    class Mine(Net):\n        pass\n    assert Mine().f() == 1",
    ),
    "file of the test's": (
        "def size(path):\n    return len(open(path).read())",
        "def test_a(size):\n    with open('given.txt', 'w') as file:\n        file.write('four')\n"
        "    assert size('given.txt') == 4",
    ),
    "temporary file": (
        "def size(path):\n    return len(open(path).read())",
        "def test_a(size):\n    import tempfile\n"
        "    with tempfile.NamedTemporaryFile('w') as file:\n"
        "        print('four', end='', file=file, flush=True)\n"
        "        assert size(file.name) == 4",
    ),
    "warning": (
        "import warnings\ndef old():\n    warnings.warn('old')",
        "def test_a(old):\n    import warnings\n"
        "    with warnings.catch_warnings(record=True) as seen:\n"
        "        old()\n    assert str(seen[0].message) == 'old'",
    ),
    "standard input": (
        "import sys\ndef first():\n    return sys.stdin.readline()",
        "def test_a(first):\n    import io, sys\n"
        "    kept, sys.stdin = sys.stdin, io.StringIO('one\\n')\n"
        "    said, sys.stdin = first(), kept\n    assert said == 'one\\n'",
    ),
    "the same object": ("a = [1]\nb, c = a, [1]", ">>> a is b, a is c\n(True, False)"),
    "own library": (
        "import textwrap as F\ndef f(): return F",
        "def test_a(f):\n    assert f().__class__.__name__ == 'module'",
    ),
}


@pytest.mark.parametrize("idiom", IDIOMS)
def test_what_otter_passes_passes_inside_and_says_so(idiom: str, grade: Grade) -> None:
    cell, test = IDIOMS[idiom]
    played = grade(cell, test)
    assert played.failed == []
    assert are_inside(played) == [True]
    assert any("beside the student's objects" in flag for flag in played.grade.flags)
    assert played.grade.questions[0].cases[0].inside


def test_what_is_settled_runs_where_that_says(grade: Grade) -> None:
    cell, test = IDIOMS["class"]
    assert grade(cell, test, inside=()).passed == {"q1": [False]}


def test_a_case_placed_inside_runs_there(grade: Grade) -> None:
    played = grade("x = 1", ">>> x\n1\n\n>>> x + 1\n2", inside=(("q1", 1),))
    assert played.failed == []
    assert are_inside(played) == [False, True]


def test_most_cases_stay_outside(grade: Grade) -> None:
    played = grade("def f(x):\n    return x + 1", ">>> import math\n>>> f(math.floor(1.5))\n2")
    assert played.failed == []
    assert are_inside(played) == [False]
    assert played.grade.flags == ()


def test_none_is_the_same_outside(grade: Grade) -> None:
    played = grade("a, b = None, True", ">>> a is None, b is not False\n(True, True)")
    assert played.failed == []
    assert are_inside(played) == [False]


def test_a_file_that_is_read_is_no_reason_to_go_inside(grade: Grade) -> None:
    cell = "with open('out.txt', 'w') as file:\n    file.write('four')"
    played = grade(cell, ">>> import pathlib\n>>> len(pathlib.Path('out.txt').read_text())\n4")
    assert played.failed == []
    assert are_inside(played) == [False]


SEARCH = """\
import gc
def leaked():
    texts = [o for o in gc.get_objects() if isinstance(o, str)]
    for found in gc.get_objects():
        if isinstance(found, (list, tuple, dict)):
            items = found.values() if isinstance(found, dict) else found
            texts += [item for item in list(items) if isinstance(item, str)]
    word = "".join(["s3cr", "3t"])
    return any(word in text for text in texts if text is not word)
"""


def test_a_case_knows_nothing_of_the_others(grade: Grade) -> None:
    """What a public case prints a student reads: it must not be able to tell of a hidden one."""
    tests = """
    @test_case(points=1)
    def test_a(leaked):
        assert not leaked()

    @test_case(points=1, hidden=True)
    def test_b(leaked):
        assert leaked() or "s3cr3t"
    """
    played = grade(SEARCH, tests, inside=(("q1", 0), ("q1", 1)))
    assert played.failed == []


def test_a_case_brings_what_it_uses_and_nothing_that_only_others_use(grade: Grade) -> None:
    tests = """
    SHARED, SIZE = 2, 3
    SECRET = 907531

    def used(value):
        return deeper(value) * SHARED

    def deeper(value):
        return value + 1

    def unused(value):
        return value == SECRET

    if SIZE != 3:
        raise RuntimeError

    @test_case(points=1, hidden=False)
    def test_a(source):
        import inspect
        names = set(inspect.currentframe().f_globals)
        assert used(2) == 6
        assert {"used", "deeper", "SHARED", "SIZE"} <= names, names
        assert not {"SECRET", "unused", "test_b"} & names, names

    @test_case(points=1, hidden=True)
    def test_b(source):
        import inspect
        assert unused(SECRET)
    """
    played = grade("source = 1", tests, inside=(("q1", 0), ("q1", 1)))
    assert played.failed == []


def test_a_failure_names_its_own_line(grade: Grade) -> None:
    tests = """
    @test_case(points=1)
    def test_a(x):
        assert x == 1

    @test_case(points=1)
    def test_b(x):
        assert x == 2, "not two"
    """
    played = grade("x = 1", tests, inside=(("q1", 0), ("q1", 1)))
    assert played.passed == {"q1": [True, False]}
    assert "Error at line 11" in played.message("q1", 2)
    assert "not two" in played.message("q1", 2)


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_a_death_costs_its_case_alone(end: str, grade: Grade) -> None:
    played = grade(
        f"import os\ndef f():\n    {end}", ">>> f()\n\n>>> 1 + 1\n2", (("q1", 0), ("q1", 1))
    )
    assert played.passed == {"q1": [False, True]}
    assert "did not answer" in played.message("q1")


def test_an_answer_of_the_students_is_taken_as_one(grade: Grade) -> None:
    """The channel is in reach there: nonsense on it costs the case, and nothing else."""
    cell = """
import gc, socket
def f():
    for found in gc.get_objects():
        if isinstance(found, socket.socket):
            found.sendall(b"\\x00" * 100)
"""
    played = grade(cell, ">>> f()\n\n>>> 1 + 1\n2", (("q1", 0),))
    assert played.passed == {"q1": [False, True]}


def test_cases_of_a_question_share_what_they_change_as_in_otter(grade: Grade) -> None:
    tests = ">>> seen.append(1)\n\n>>> seen\n[1]"
    assert grade("seen = []", tests, inside=(("q1", 0), ("q1", 1))).failed == []
