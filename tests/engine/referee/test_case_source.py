"""Cases of test files that were written by hand, run inside one at a time."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

from otter.test_files import ExceptionTestFile

from tests.support import tiny
from torchgrade.engine.referee.cases.case_source import code_of
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

FILE = textwrap.dedent('''\
    import functools
    from otter.test_files import test_case
    OK_FORMAT = False
    name = "q1"
    points = [1, 2, 1, 1, 1]
    seen = {}
    SECRET: int = 41
    def oracle():
        return SECRET
    def limited(f):
        @functools.wraps(f)
        def inner(*args, **kwargs):
            return f(*args, **kwargs)
        return inner
    def made(f):
        return test_case(hidden=True)(f)
    @test_case()
    def first(C):
        seen["n"] = type(C()).__name__
    @test_case()
    def second(C):
        assert seen == {"n": "C"} and type(C()).__name__ == "C"
    @test_case(hidden=True)
    @limited
    def third(C):
        assert type(C()).__name__ == "C" and oracle() == 41
    def _fourth(C):
        assert type(C()).__name__ == "D", "as expected"
    fourth = made(_fourth)
    fifth = made(lambda C: check(type(C()).__name__ == "C"))
    def check(it):
        assert it
    ''')  # fmt: skip


def test_every_way_to_make_a_case_runs_inside(engine: IsolatedEngine, tmp_path: Path) -> None:
    bundle, submission = tiny.make(tmp_path, ["class C: pass"], {"q1": FILE})
    inside = tuple(("q1", index) for index in range(5))
    bundle = replace(bundle, foreign=True, inside=inside)
    played = tiny.Played(*run_notebook(bundle, submission, engine))
    assert played.passed == {"q1": [True, True, True, False, True]}
    assert "as expected" in played.message("q1", 4)


def test_a_public_case_brings_nothing_that_hidden_ones_alone_use() -> None:
    test_file = ExceptionTestFile.from_string(FILE)
    code = code_of(test_file, 0)
    assert "first" in code
    assert "seen" in code
    for name in ("second", "third", "fourth", "fifth", "SECRET", "check"):
        assert name not in code
    assert "SECRET" in code_of(test_file, 2)
    assert "_fourth" in code_of(test_file, 3)
    assert "def check" in code_of(test_file, 4)


HAND_WRITTEN = textwrap.dedent("""\
    import functools, random
    from otter.test_files import test_case
    OK_FORMAT = False
    name = "q1"
    points = 1
    random.seed(3)
    known = {}
    known["one"] = 1
    table = []
    for number in range(3):
        table.append(number * 271)
    table += [828]
    def square(x):
        return x * x
    @functools.cache
    def oracle(x):
        return square(x) + 182
    cases = []
    def listed(f):
        cases.append(f)
        return f
    @listed
    def by_list(x):
        return square(x)
    try:
        import torch
        HAS_IT = True
    except ImportError:
        HAS_IT = False
    if HAS_IT:
        @test_case(hidden=True)
        @listed
        def third(f):
            assert f(3) == 845
    @test_case()
    def first(f):
        number, expected = 2, 4
        assert f(number) == square(number) == expected
    @test_case()
    def second(f):
        assert len(cases) == 2 and known == {"one": 1} and HAS_IT
    @test_case(hidden=True)
    def fourth(f):
        assert f(table[1]) == oracle(2)
    fourth.note = oracle(4590)
    """)


def test_what_is_done_for_hidden_cases_alone_is_not_brought() -> None:
    """By a loop, with a decorator, under a condition: a public case may be read by a notebook."""
    test_file = ExceptionTestFile.from_string(HAND_WRITTEN)
    third, first, second, fourth = (code_of(test_file, index) for index in range(4))
    assert "random.seed(3)" in first
    assert "square" in first
    for secret in ("271", "828", "182", "845", "4590", "listed", "known", "third", "fourth"):
        assert secret not in first
    for needed in ("cases.append(f)", "by_list", 'known["one"]', "HAS_IT = False"):
        assert needed in second
    assert not {"271", "828", "182", "4590"} & set(second.replace("(", " ").split())
    assert all(needed in third for needed in ("845", "def listed", "HAS_IT = True"))
    assert all(needed in fourth for needed in ("271", "828", "182", "4590", "def square"))
