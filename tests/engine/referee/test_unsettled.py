"""Plain otter's tests without a solution: what may not be the same outside runs inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

Grade = Callable[..., tiny.Played]


@pytest.fixture
def grade(engine: IsolatedEngine, tmp_path: Path) -> Grade:
    """Grades as plain otter's autograder, without a solution."""

    def run(cell: str, test: str) -> tiny.Played:
        bundle, submission = tiny.make(tmp_path, [cell], {"q1": test})
        played = tiny.Played(*run_notebook(replace(bundle, foreign=True), submission, engine))
        engine.settle()
        return played

    return run


def function(body: str, *names: str) -> str:
    """Return a test function that takes the student's names."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def test_a({', '.join(names)}):\n{lines}"


IDIOMS = {
    "attribute of Python's own": (
        "def f(a, *, b=2): pass",
        "assert f.__kwdefaults__ == {'b': 2}",
    ),
    "attribute asked for": ("def f(*, b=2): pass", "assert hasattr(f, '__kwdefaults__')"),
    "array of a buffer": (
        "import numpy as np\ndef f(): return memoryview(np.ones((2, 3)))",
        "import numpy as np\nassert np.asarray(f()).sum() == 6",
    ),
    "text joined in C": (
        "class f(str): pass",
        "assert '-'.join([f('a'), f('b')]) == 'a-b'",
    ),
    "connection": (
        "def f(con): return con.execute('select 1').fetchone()",
        "import sqlite3\nassert f(sqlite3.connect(':memory:')) == (1,)",
    ),
    "object that can be called": (
        "def f(g):\n    g.seen = 1\n    return g(2)",
        "class G:\n    def __call__(self, x): return x + self.seen\nassert f(G()) == 3",
    ),
    "axes of the test's": (
        "def f(ax): ax.set_xlabel('x')",
        "import matplotlib.pyplot as plt\nax = plt.figure().subplots()\nf(ax)\n"
        "assert ax.get_xlabel() == 'x'",
    ),
    "estimator of the test's": (
        "def f(model): model.fit([[1], [2]], [1, 2])",
        "from sklearn.linear_model import LinearRegression\nm = LinearRegression()\nf(m)\n"
        "assert m.coef_.shape == (1,)",
    ),
    "layer that is frozen": (
        "def f(net):\n    for p in net.parameters(): p.requires_grad_(False)",
        "import torch\nm = torch.nn.Linear(2, 2)\nf(m)\nassert not m.weight.requires_grad",
    ),
    "parameter of the test's": (
        "import torch\ndef f(p):\n    with torch.no_grad(): p -= 1",
        "import torch\np = torch.nn.Parameter(torch.ones(2))\nf(p)\nassert p.sum() == 0",
    ),
    "function that is differentiated": (
        "import torch\ndef f(g, x): return torch.autograd.functional.jacobian(g, x)",
        "import torch\nassert f(lambda x: x**2, torch.ones(1)).item() == 2",
    ),
    "hook": (
        "import torch\nf = torch.nn.Linear(2, 2)",
        "import torch\nseen = []\nf.register_full_backward_hook(lambda *_: seen.append(1))\n"
        "f(torch.ones(1, 2, requires_grad=True)).sum().backward()\nassert seen == [1]",
    ),
    "traceback": (
        "def f(): raise LookupError",
        "import traceback\ntry:\n    f()\nexcept Exception:\n    text = traceback.format_exc()\n"
        "assert 'in f' in text",
    ),
    "array that is resized": (
        "def f(a): a.resize((2, 3), refcheck=False)",
        "import numpy as np\na = np.arange(2)\nf(a)\nassert a.tolist() == [[0, 1, 0], [0] * 3]",
    ),
    "array that has a view and is resized": (
        "def f(a): a.resize(10**6, refcheck=False)",
        "import numpy as np\na = np.arange(2)\nb = a[1:]\nf(a)\nassert a.size == 10**6",
    ),
    "number and path of an error": (
        "def f(): return open('nowhere.txt')",
        "try:\n    f()\nexcept OSError as e:\n"
        "    assert e.errno == 2 and e.filename == 'nowhere.txt'",
    ),
    "key of an error": (
        "def f(): return {}[1, 2]",
        "try:\n    f()\nexcept KeyError as e:\n    assert e.args == ((1, 2),)",
    ),
    "parts of an error": (
        "def f(): raise ValueError('low', 3)",
        "try:\n    f()\nexcept ValueError as e:\n    assert e.args[1] == 3",
    ),
    "attribute of an error": (
        "def f():\n    e = ValueError('low')\n    e.code = 3\n    raise e",
        "try:\n    f()\nexcept ValueError as e:\n    assert e.code == 3",
    ),
    "value of a generator's end": (
        "def f():\n    yield 1\n    return 7",
        "g = f()\nnext(g)\ntry:\n    next(g)\nexcept StopIteration as e:\n    assert e.value == 7",
    ),
    "exception at hand": (
        "class Mine(Exception): pass\ndef f(): raise Mine",
        "import sys\ntry:\n    f()\nexcept Exception:\n    kind = sys.exc_info()[0]\n"
        "assert kind.__name__ == 'Mine'",
    ),
    "function of a module, replaced": (
        "import time\ndef f(): return time.time()",
        "import time\nreal = time.time\ntime.time = lambda: 7\n"
        "try:\n    assert f() == 7\nfinally:\n    time.time = real",
    ),
    "environment": (
        "import os\ndef f(): return os.environ.get('COURSE')",
        "import os\nos.environ['COURSE'] = 'a'\nassert f() == 'a'",
    ),
    "precision": (
        "from decimal import Decimal\ndef f(): return Decimal(1) / 3",
        "from decimal import localcontext\nwith localcontext() as c:\n    c.prec = 2\n"
        "    assert str(f()) == '0.33'",
    ),
    "pattern of a class": (
        "class f:\n    def __init__(self): self.x = 1",
        "match f():\n    case f(x=1):\n        return\nassert False",
    ),
    "Protocol": (
        "from typing import Protocol, runtime_checkable\n@runtime_checkable\n"
        "class f(Protocol):\n    def draw(self): ...",
        "class Mine:\n    def draw(self): return 1\nassert isinstance(Mine(), f)",
    ),
    "function of Python's own": (
        "import functools\nf = functools.partial(pow, exp=2)",
        "assert f.func is pow",
    ),
    "generator that both draw from": (
        "import random\ndef f(): return random.random()",
        "import random\nrandom.seed(1)\nx = [f(), random.random()]\nrandom.seed(1)\n"
        "assert x == [random.random(), random.random()]",
    ),
    "state of a generator": (
        "import random\ndef f(): return random.random()",
        "import random\nstate = random.getstate()\nx = f()\nrandom.setstate(state)\n"
        "assert f() == x",
    ),
    "class that C++ knows": (
        "import torch\nclass f(torch.autograd.Function): pass",
        "import torch\nassert issubclass(f, torch.autograd.Function)",
    ),
    "function under a transform": (
        "import torch\ndef f(g, x): return torch.func.grad(g)(x)",
        "import torch\nassert f(lambda x: x**2, torch.tensor(3.0)) == 6",
    ),
    "object of a library": (
        "import numpy as np\nf = np.ma.masked_invalid([1.0, np.nan])",
        "import numpy as np\nassert f[1] is np.ma.masked",
    ),
    "object of an object": (
        "class f:\n    def __init__(self, p=None): self.parent = p",
        "root = f()\nassert f(root).parent is root",
    ),
    "slots": ("class f:\n    __slots__ = ('x',)", "assert f.__slots__ == ('x',)"),
}


@pytest.mark.parametrize("idiom", IDIOMS)
def test_what_may_not_be_the_same_outside_runs_inside(idiom: str, grade: Grade) -> None:
    cell, body = IDIOMS[idiom]
    played = grade(cell, function(body, "f"))
    assert played.failed == []
    assert played.grade.questions[0].cases[0].inside


SAME = {
    "array of records": (
        "import numpy as np\nf = np.array([('a', 1)], dtype=[('n', 'U5'), ('v', 'i4')])",
        "assert f['n'][0] == 'a' and f.dtype.names == ('n', 'v')",
    ),
    "list of an object": (
        "class f:\n    def __init__(self): self.items = []\n"
        "    def n(self): return len(self.items)",
        "a = f()\na.items.append(5)\nassert a.n() == 1",
    ),
    "list that an object keeps": (
        "class f:\n    def __init__(self, xs): self.xs = xs\n    def n(self): return len(self.xs)",
        "xs = [1]\na = f(xs)\nxs.append(2)\nassert a.n() == 2",
    ),
    "list that a function changes": (
        "seen = []\ndef f(): seen.append(1)",
        "f()\nassert seen == [1]",
    ),
    "dict that a method changes": (
        "seen = {}\nclass f:\n    def __init__(self): seen['n'] = seen.get('n', 0) + 1",
        "f(), f()\nassert seen == {'n': 2}",
    ),
    "array that a function changes": (
        "import numpy as np\nseen = np.zeros(3)\ndef f(): seen[1] = 5",
        "f()\nassert seen[1] == 5",
    ),
}


@pytest.mark.parametrize("idiom", SAME)
def test_what_both_sides_have_is_one_value_outside_as_well(idiom: str, grade: Grade) -> None:
    cell, body = SAME[idiom]
    names = [name for name in ("f", "seen") if name in cell]
    played = grade(cell, function(body, *names))
    assert played.failed == []
    assert not played.grade.questions[0].cases[0].inside


@pytest.mark.parametrize(
    ("options", "shown", "inside"),
    [
        ("numpy.set_printoptions(legacy='1.13')", "(1.5, array([ 1.5,  2. ]))", False),
        ("numpy.set_printoptions(suppress=True)", "(np.float64(1.5), array([1.5, 2. ]))", False),
        ("numpy.set_printoptions(precision=1)", "(np.float64(1.5), array([1.5, 2. ]))", False),
        ("import torch\ntorch.set_printoptions(precision=1)", "tensor([1.5, 2.0])", True),
        ("import pandas\npandas.set_option('display.precision', 1)", "     0\n0  1.3", True),
    ],
)
def test_values_are_printed_as_in_the_notebook(
    options: str, shown: str, inside: bool, grade: Grade
) -> None:
    cell = (
        f"import numpy\n{options}\ndef f():\n    a = numpy.array([1.5, 2.0])\n"
        "    if 'torch' in globals(): return torch.tensor([1.5, 2.0])\n"
        "    if 'pandas' in globals(): return pandas.DataFrame([1.26])\n"
        "    return a[0], a"
    )
    played = grade(cell, f">>> f()\n{shown}")
    assert played.failed == []
    assert played.grade.questions[0].cases[0].inside is inside


@pytest.mark.parametrize(
    "tests",
    [
        ">>> d['x']\n[]\n\n>>> 'x' in d\nTrue",
        ">>> d['x'].append(1)\n\n>>> type(d).__name__, d['x']\n('defaultdict', [1])",
        ">>> type(d['x']).__name__\n'list'\n\n>>> len(d)\n1",
    ],
)
def test_a_case_feels_what_the_one_before_has_changed(tests: str, grade: Grade) -> None:
    cell = "from collections import defaultdict\nd = defaultdict(list)"
    assert grade(cell, tests).failed == []


def test_a_case_feels_what_one_that_ran_inside_has_changed(grade: Grade) -> None:
    cell = (
        "class Account:\n    n = 0\n    def add(self):\n        self.n += 1\n        return self\n"
        "a = Account()"
    )
    tests = ">>> type(a.add()).__name__\n'Account'\n\n>>> a.n\n1"
    played = grade(cell, tests)
    assert played.failed == []


def test_an_environment_has_all_names(grade: Grade) -> None:
    test = (
        "def test_a(env):\n    assert {'x', 'y'} <= {name for name in env}\n    assert len(env) > 2"
    )
    assert grade("x = y = 1", test).failed == []


def test_what_a_function_of_the_test_prints_is_printed_where_it_is_called(grade: Grade) -> None:
    cell = (
        "import contextlib, io\n"
        "def quiet(f):\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        f()\n"
        "    return out.getvalue()\n"
        "def loud(f):\n"
        "    print('a')\n"
        "    f()\n"
        "    print('c')"
    )
    tests = ">>> quiet(lambda: print('x'))\n'x\\n'\n\n>>> loud(lambda: print('b'))\na\nb\nc"
    played = grade(cell, tests)
    assert played.failed == []


def test_a_flag_holds_others(grade: Grade) -> None:
    cell = "import enum\nclass P(enum.IntFlag):\n    R = 4\n    W = 2"
    assert (
        grade(cell, function("assert P.R in (P.R | P.W)\nassert P.R | P.W == 6", "P")).failed == []
    )


def test_attributes_have_the_names_that_the_student_gave_them(grade: Grade) -> None:
    cell = (
        "import torch\n"
        "class C:\n    def __init__(self): self._name, self._peer, self._base = 'n', 'p', 'b'\n"
        "class M(torch.nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self._name = 'n'"
    )
    body = "a = C()\nassert (a._name, a._peer, a._base) == ('n', 'p', 'b')\nassert M()._name == 'n'"
    played = grade(cell, function(body, "C", "M"))
    assert played.failed == []


def test_a_decorator_finds_what_a_function_of_the_test_is_called(grade: Grade) -> None:
    cell = (
        "import functools, inspect\n"
        "def logged(f):\n"
        "    @functools.wraps(f)\n"
        "    def inner(*args):\n        return [f.__name__, f(*args)]\n"
        "    return inner\n"
        "def count(f): return len(inspect.signature(f).parameters)"
    )
    body = (
        'def add(a, b=1):\n    """Add."""\n    return a + b\n'
        "got = logged(add)\n"
        "assert (got.__name__, got.__doc__, got(1)) == ('add', 'Add.', ['add', 2])\n"
        "assert count(add) == 2 and count(lambda x, /, *y, z: 1) == 3"
    )
    played = grade(cell, function(body, "logged", "count"))
    assert played.failed == []


LIBRARY = {
    "rows of a database": (
        "import sqlite3\ncon = sqlite3.connect(':memory:')\ncon.row_factory = sqlite3.Row\n"
        "_ = con.execute('create table t (a)')\n_ = con.execute('insert into t values (5)')",
        "import pandas\nassert pandas.read_sql('select a from t', con)['a'].tolist() == [5]",
    ),
    "rows of a class": (
        "from dataclasses import dataclass\n"
        "@dataclass\nclass Row:\n    x: int\ncon = [Row(1), Row(5)]",
        "import pandas\nassert pandas.DataFrame(con)['x'].tolist()[1:] == [5]",
    ),
}


def doctest(body: str, _: str) -> str:
    """Return the same test as a doctest."""
    return "\n".join(f">>> {line}" for line in body.splitlines())


@pytest.mark.parametrize("form", [function, doctest])
@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("kind", LIBRARY)
def test_an_object_with_which_a_library_fails_is_looked_at_inside(
    kind: str, is_right: bool, form: Callable[[str, str], str], grade: Grade
) -> None:
    cell, body = LIBRARY[kind]
    if not is_right:
        body = body.replace("[5]", "[6]")
    played = grade(cell, form(body, "con"))
    assert bool(played.failed) != is_right
    assert played.grade.questions[0].cases[0].inside
