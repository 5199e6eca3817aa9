"""Plain otter's tests say what they say in otter, wherever they run, and also of wrong answers."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.referee.process import reap_adopted
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook
from torchgrade.sandbox.processes.proc import children
from torchgrade.sandbox.processes.reaper import become_subreaper

Grade = Callable[..., tiny.Played]


@pytest.fixture
def grade(engine: IsolatedEngine, tmp_path: Path) -> Grade:
    """Grades as plain otter's autograder, `settled` as one whose tests all run outside."""

    def run(cell: str, tests: dict[str, str] | str, *, settled: bool = False) -> tiny.Played:
        named = {"q1": tests} if isinstance(tests, str) else tests
        bundle, submission = tiny.make(tmp_path, [cell], named)
        bundle = replace(bundle, foreign=True, inside=() if settled else None)
        played = tiny.Played(*run_notebook(bundle, submission, engine))
        engine.settle()
        return played

    return run


POINT = """\
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
    def __hash__(self): return hash(self.x)
"""
ESTIMATOR = """\
from sklearn.base import BaseEstimator
class E(BaseEstimator):
    def __init__(self, k=3): self.k = k
"""

RIGHT = {
    "clone": (
        ESTIMATOR,
        "from sklearn.base import clone\nassert clone(E(5)).get_params() == {'k': 5}",
    ),
    "copy": (
        "class M:\n    def __copy__(self): return M()",
        "import copy\nm = M()\nassert isinstance(copy.copy(m), M)",
    ),
    "cause": (
        "def f():\n    try: {}['a']\n    except KeyError as e: raise ValueError from e",
        "try:\n    f()\nexcept ValueError as e:\n    assert isinstance(e.__cause__, KeyError)",
    ),
    "arguments of an exception": (
        "def f(): raise ValueError('bad', 3)",
        "try:\n    f()\nexcept ValueError as e:\n    assert e.args == ('bad', 3)",
    ),
    "group of exceptions": (
        "def f(): raise ExceptionGroup('all', [ValueError('a')])",
        "try:\n    f()\nexcept ExceptionGroup as e:\n    assert len(e.exceptions) == 1",
    ),
    "annotations": (
        "def f(a: int) -> str: return ''",
        "assert f.__annotations__ == {'a': int, 'return': str}",
    ),
    "class asked for its bases": (
        "import collections.abc\nclass M(collections.abc.Mapping):\n"
        "    def __getitem__(self, k): return 1\n    def __len__(self): return 0\n"
        "    def __iter__(self): return iter(())",
        "from collections.abc import Mapping, Sized\nm = M()\n"
        "assert isinstance(m, Mapping) and issubclass(M, Sized)",
    ),
    "variable of a context": (
        "import contextvars\nf = contextvars.ContextVar('f')",
        "import contextvars\nc = contextvars.copy_context()\nc.run(f.set, 'a')\nassert c[f] == 'a'",
    ),
    "function registered by its annotation": (
        "import functools\n@functools.singledispatch\ndef f(x): return 'any'",
        "@f.register\ndef _(x: dict): return 'table'\n"
        "assert f({}) == 'table' and dict in f.registry and f([]) == 'any'",
    ),
    "value of a generator": (
        "def f():\n    yield 1\n    return 2",
        "def g():\n    x = yield from f()\n    yield x\nassert list(g()) == [1, 2]",
    ),
    "view": (
        "def f(a): return a[::2]",
        "import numpy as np\na = np.arange(4)\nassert np.shares_memory(a, f(a))",
    ),
    "log": (
        "import logging\ndef f(): logging.getLogger('hw').error('low')",
        "import io, logging\ns = io.StringIO()\nh = logging.StreamHandler(s)\n"
        "logging.getLogger('hw').addHandler(h)\nf()\nassert s.getvalue() == 'low\\n'",
    ),
}


def case_of(body: str, *names: str) -> str:
    """Return a test function that takes the student's names."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def test_a({', '.join(names)}):\n{lines}"


@pytest.mark.parametrize(
    "body",
    [
        "import threading\nb = threading.Barrier(2)\nassert f([b.wait] * 2, 0.5) is None",
        "def g(n):\n    return n and f([g], n - 1)\nassert f([g], 3) is None",
    ],
    ids=["a barrier", "nested"],
)
def test_functions_that_threads_call_at_once_run_inside(
    body: str, engine: IsolatedEngine, tmp_path: Path
) -> None:
    cell = """\
    import threading
    def f(functions, argument):
        failed = []
        def call(function):
            try: function(argument)
            except Exception as error: failed.append(error)
        threads = [threading.Thread(target=call, args=(one,)) for one in functions]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        if failed: raise failed[0]
    """
    tests = {"q1": case_of(body, "f")}
    bundle, submission = tiny.make(tmp_path, [cell], tests, case_seconds=3)
    bundle = replace(bundle, foreign=True, inside=None)
    played = tiny.Played(*run_notebook(bundle, submission, engine))
    assert played.failed == []
    assert played.grade.questions[0].cases[0].inside


@pytest.mark.parametrize("idiom", RIGHT)
def test_what_is_not_the_same_outside_runs_inside(idiom: str, grade: Grade) -> None:
    cell, body = RIGHT[idiom]
    starts = ("def {}(", "class {}", "{} = contextvars")
    [name] = [name for name in "fME" if any(start.format(name) in cell for start in starts)]
    played = grade(cell, case_of(body, name))
    assert played.failed == []
    assert played.grade.questions[0].cases[0].inside


WRONG = {
    "the same list": ("def f(xs): return xs", "a = [1]\nf(a).append(2)\nassert a == [1]"),
    "an inner list": (
        "def f(xs): return list(xs)",
        "a = [[1]]\nf(a)[0].append(2)\nassert a == [[1]]",
    ),
    "a list that is kept": (
        "class f:\n    def __init__(self, xs): self.xs = xs",
        "a = [1]\nb = f(a)\na.append(2)\nassert b.xs == [1]",
    ),
    "a view": (
        "def f(a): return a[1:]",
        "import numpy as np\na = np.zeros(3)\nf(a)[0] = 1\nassert a.sum() == 0",
    ),
    "the memory of a tensor": (
        "def f(a): return a.view(-1)",
        "import torch\na = torch.zeros(2, 2)\nf(a)[0] = 1\nassert a.sum() == 0",
    ),
}


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("idiom", WRONG)
def test_what_was_handed_over_is_the_tests_own(idiom: str, settled: bool, grade: Grade) -> None:
    cell, body = WRONG[idiom]
    assert grade(cell, case_of(body, "f"), settled=settled).passed == {"q1": [False]}


def test_a_copy_is_one_and_the_case_stays_outside(grade: Grade) -> None:
    body = "a = [[1]]\nf(a)[0].append(2)\nassert a == [[1]]"
    cell = "def f(xs): return [list(x) for x in xs]"
    played = grade(cell, case_of(body, "f"), settled=True)
    assert played.failed == []
    assert not played.grade.questions[0].cases[0].inside


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("class f:\n    __slots__ = ()", "import weakref\nassert weakref.ref(f())"),
        (
            "class f:\n    def __len__(self): return 1",
            "from collections.abc import Iterable\nassert isinstance(f(), Iterable)",
        ),
        (
            "def f():\n    try: 1 / 0\n    except ZeroDivisionError: raise ValueError",
            "try:\n    f()\nexcept ValueError as e:\n    assert e.__context__ is None",
        ),
        ("def f(): pass", "assert hasattr(f, '__wrapped__') or not hasattr(f, '__code__')"),
    ],
)
def test_what_a_stand_in_can_do_the_students_object_need_not(
    cell: str, body: str, grade: Grade
) -> None:
    assert grade(cell, case_of(body, "f")).passed == {"q1": [False]}


@pytest.mark.parametrize(
    "body",
    [
        "import weakref\nassert weakref.ref(f())",
        "from collections.abc import Iterable\nassert isinstance(f(), Iterable)",
        "import collections\nassert isinstance(f(), collections.abc.Sized)",
        "assert hasattr(f(), '__iter__')",
        "import typing\nassert isinstance(f(), typing.Hashable)",
    ],
)
def test_so_it_is_asked_inside_though_the_solution_passed_outside(body: str, grade: Grade) -> None:
    cell = "class f:\n    __slots__ = ()\n    __hash__ = None"
    assert grade(cell, case_of(body, "f"), settled=True).passed == {"q1": [False]}


def test_a_set_holds_what_the_students_class_says(grade: Grade) -> None:
    body = "assert len({P(1), P(1), P(2)}) == 2 and P(2) in {P(2): 0}"
    played = grade(POINT, case_of(body, "P"), settled=True)
    assert played.failed == []
    assert any("operators of the student's own classes" in flag for flag in played.grade.flags)


def test_objects_without_a_hash_are_in_no_set(grade: Grade) -> None:
    cell = "class P:\n    def __eq__(self, other): return True"
    body = "try:\n    {P()}\nexcept TypeError:\n    return\nassert False"
    assert grade(cell, case_of(body, "P"), settled=True).failed == []


FORGED = """\
import builtins, torch
def f(x): return x
builtins.sorted = lambda values: [1, 2]
torch.equal = lambda a, b: True
"""


@pytest.mark.parametrize(
    "body",
    [
        "import torch\nassert torch.equal(torch.tensor(f(1)), torch.tensor(2))",
        "assert sorted(f([3])) == [1, 2]",
    ],
)
def test_what_fails_outside_has_failed_though_it_would_pass_inside(body: str, grade: Grade) -> None:
    """Inside the student's code can have anything pass."""
    assert grade(FORGED, case_of(body, "f")).passed == {"q1": [False]}


def test_plain_values_are_compared_outside_whatever_becomes_of_them(grade: Grade) -> None:
    played = grade("x = 1", ">>> x\n2")
    assert played.passed == {"q1": [False]}
    assert not played.grade.questions[0].cases[0].inside


def test_points_in_a_list_are_no_hindrance_inside(grade: Grade) -> None:
    """Otter counts the points of a list, and inside there is one case at a time."""
    tests = """
    points = [
        1,
        2,
    ]
    @test_case()
    def test_a(C):
        assert type(C()).__name__ == "C"

    @test_case(hidden=True)
    def test_b(C):
        assert type(C()).__name__ == "D", "as expected"
    """
    played = grade("class C: pass", tests)
    assert played.passed == {"q1": [True, False]}
    assert "as expected" in played.message("q1", 2)


def test_a_case_inside_feels_what_cases_outside_have_changed(grade: Grade) -> None:
    cell = "seen = []\ndef f(): seen.append(1)\nclass C:\n    pass"
    tests = (
        ">>> f()\n\n>>> type(C()).__name__, len(seen)\n('C', 1)\n\n"
        ">>> f(), type(C()).__name__, len(seen)\n(None, 'C', 2)"
    )
    assert grade(cell, tests).failed == []


def test_what_a_process_left_behind_is_reaped() -> None:
    """Else a player's limit of processes is reached by the copies of its earlier questions."""
    referee = os.fork()
    if referee == 0:  # apart, since what it reaps are all children that have ended
        become_subreaper()
        between = os.fork()
        if between == 0:
            if os.fork():
                os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            os._exit(0)
        os.waitid(os.P_PID, between, os.WEXITED | os.WNOWAIT)
        reap_adopted()
        os._exit(len(children(os.getpid())))
    assert os.waitpid(referee, 0)[1] == 0
