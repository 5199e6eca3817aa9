"""What a student may have written never runs in the referee, whatever a test does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

CELL = """
    import os, py_compile, sys
    text = "import os\\nwhere = os.getcwd()\\nprint(where, end='')"
    for name in ("hello.py", "source.py"):
        with open(name, "w") as file:
            file.write(text)
    py_compile.compile("source.py", "compiled.pyc")
    py_compile.compile("source.py", "__pycache__/helper.cpython-%d%d.pyc" % sys.version_info[:2])
    open("library.so", "w").close()
    expression = "__import__('os').getcwd()"
"""

WAYS = {
    "a process": """
        import subprocess, sys
        where = subprocess.run([sys.executable, "hello.py"], stdout=-1, text=True).stdout
    """,
    "a shell": """
        import os, sys
        where = os.popen(f"{sys.executable} hello.py").read()
    """,
    "a process of asyncio": """
        import asyncio, sys
        async def run():
            made = await asyncio.create_subprocess_exec(sys.executable, "hello.py", stdout=-1)
            return (await made.communicate())[0].decode()
        where = asyncio.run(run())
    """,
    "a path": """
        import runpy
        where = runpy.run_path("hello.py")["where"]
    """,
    "a module": """
        import sys
        sys.path.insert(0, ".")
        import hello
        where = hello.where
    """,
    "a compiled module": """
        import sys
        sys.path.insert(0, ".")
        import compiled
        where = compiled.where
    """,
    "a spec": """
        from importlib import util
        spec = util.spec_from_file_location("hello", "hello.py")
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        where = module.where
    """,
    "the text of a file": """
        given = {}
        exec(open("hello.py").read(), given)
        where = given["where"]
    """,
    "a text": "where = eval(expression)",
    "a formula": """
        import sympy
        sympy.sympify(expression)
        where = "player"
    """,
    "an expression of SymPy": """
        import sympy
        where = sympy.lambdify(sympy.Symbol("x"), expression)(0)
    """,
    "a template": """
        import jinja2
        where = jinja2.Template("{{ where }}").render(where="player")
    """,
    "a query": """
        import pandas
        where = ["player"][len(pandas.DataFrame({"a": [1]}).query("a > @pandas.io.common.os.sep"))]
    """.replace("@pandas.io.common.os.sep", "1"),
    "what is timed": """
        import timeit
        where = ["player"][timeit.timeit(expression, number=1) < 0]
    """,
    "what is profiled": """
        import cProfile
        where = cProfile.run(expression) or "player"
    """,
    "a console": """
        import code
        given = {}
        code.InteractiveInterpreter(given).runsource(f"where = {expression}")
        where = given["where"]
    """,
    "a path to the other folder": """
        import runpy
        where = runpy.run_path("../player/hello.py")["where"]
    """,
    "a spec of the other folder": """
        from importlib import util
        spec = util.spec_from_file_location("hello", "../player/hello.py")
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        where = module.where
    """,
    "a text that is caught": """
        try:
            where = eval(expression)
        except Exception:
            where = "player"
    """,
}

Statuses = Callable[..., list[tuple[str, bool]]]


@pytest.fixture
def statuses(engine: IsolatedEngine, tmp_path: Path) -> Statuses:
    """Return of each way whether the case passed, and whether it ran inside."""

    def run(**how: Any) -> list[tuple[str, bool]]:
        bodies = (body.replace("\n    ", "\n") for body in WAYS.values())
        tests = [
            f"def test_{number}(expression):\n    {body.strip()}\n"
            "    assert where.endswith('player'), where\n"
            for number, body in enumerate(bodies)
        ]
        bundle, submission = tiny.make(tmp_path, [CELL], {"q1": "\n".join(tests)})
        played = tiny.Played(*run_notebook(replace(bundle, **how), submission, engine))
        engine.settle()
        return [(case.status, case.inside) for case in played.grade.questions[0].cases]

    return run


def test_of_plain_otter_it_runs_inside(statuses: Statuses) -> None:
    assert statuses(foreign=True, inside=None) == [("passed", True)] * len(WAYS)


@pytest.mark.parametrize("foreign", [True, False], ids=["settled", "a lab of ours"])
def test_else_the_case_is_not_graded(statuses: Statuses, foreign: bool) -> None:
    """So a build, or what settles where cases run, finds it: it does not come to a student."""
    assert statuses(foreign=foreign, inside=()) == [("ungraded", False)] * len(WAYS)


@pytest.mark.parametrize(
    ("foreign", "ending"), [(True, ("passed", True)), (False, ("failed", False))]
)
def test_what_a_file_holds_is_the_students_doing(
    engine: IsolatedEngine, tmp_path: Path, foreign: bool, ending: tuple[str, bool]
) -> None:
    """A pickle, or a program in place of weights: else who hands it in stays ungraded at will."""
    cell = """
        import datetime, numpy, torch
        numpy.save("saved.npy", numpy.array([datetime.timedelta(1)], object))
        torch.jit.trace(torch.nn.Identity(), torch.ones(1)).save("traced.pt")
    """
    test = """
        def test_saved():
            import numpy
            assert numpy.load("saved.npy", allow_pickle=True)[0].days == 1

        def test_traced():
            import torch
            assert torch.jit.load("traced.pt")(torch.ones(1)) == 1

        def test_traced_in_memory():
            import io, torch
            with open("traced.pt", "rb") as file:
                assert torch.jit.load(io.BytesIO(file.read()))(torch.ones(1)) == 1

        def test_weights():
            import torch
            assert torch.load("traced.pt", weights_only=False)(torch.ones(1)) == 1
    """
    bundle, submission = tiny.make(tmp_path, [cell], {"q1": test})
    bundle = replace(bundle, foreign=foreign, inside=None if foreign else ())
    for case in run_notebook(bundle, submission, engine)[0].questions[0].cases:
        assert (case.status, case.inside) == ending, case.message


@pytest.mark.parametrize(
    ("foreign", "ending"), [(True, ("passed", True)), (False, ("failed", False))]
)
def test_a_template_leads_to_nothing_of_the_referees(
    engine: IsolatedEngine, tmp_path: Path, foreign: bool, ending: tuple[str, bool]
) -> None:
    cell = """
        template = "{p.__fspath__.__globals__[sys].argv}"
        plain = "{p.name}: {n:.1f} {_}"
    """
    fill = """
        def test_{n}(template):
            from pathlib import Path
            import string
            text = {call}
            assert "torchgrade" in text or "kernel" in text, text
    """
    calls = (
        "template.format(p=Path('x'))",
        "template.format_map({'p': Path('x')})",
        "str.format(template, p=Path('x'))",
        "[*map(template.format_map, [{'p': Path('x')}])][0]",
        "string.Formatter().format(template, p=Path('x'))",
    )
    honest = """
        def test_plain(plain):
            from pathlib import Path
            assert plain.format(p=Path("a/b"), n=2, _="c") == "b: 2.0 c"
            assert "{0.__class__.__name__}".format(plain) == "str"
    """
    tests = [fill.replace("{n}", str(n)).replace("{call}", c) for n, c in enumerate(calls)]
    bundle, submission = tiny.make(tmp_path, [cell], {"q1": "".join([*tests, honest])})
    bundle = replace(bundle, foreign=foreign, inside=None if foreign else ())
    *cases, plain = run_notebook(bundle, submission, engine)[0].questions[0].cases
    assert (plain.status, plain.inside) == ("passed", False), plain.message
    for case in cases:
        assert (case.status, case.inside) == ending, case.message
        assert "forkserver" not in case.message


@pytest.mark.parametrize("foreign", [True, False])
def test_a_template_of_a_doctest_leads_to_nothing_either(
    engine: IsolatedEngine, tmp_path: Path, foreign: bool
) -> None:
    test = """
        >>> from pathlib import Path
        >>> template.format(p=Path("x")) == "['torchgrade']"
        False
        >>> "{}".format(template)[0]
        '{'
    """
    cell = 'template = "{p.__fspath__.__globals__[sys].argv}"'
    bundle, submission = tiny.make(tmp_path, [cell], {"q1": test})
    bundle = replace(bundle, foreign=foreign, inside=None if foreign else ())
    [case] = run_notebook(bundle, submission, engine)[0].questions[0].cases
    assert (case.status, case.inside) == (("passed", True) if foreign else ("failed", False))


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of torch.jit
def test_a_model_that_the_autograder_brings_is_loaded(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    bundle, submission = tiny.make(
        tmp_path,
        ["import torch; torch.jit.trace(torch.nn.Linear(1, 1), torch.ones(1)).save('own.pt')"],
        {
            "q1": """
            def test_given():
                import torch
                assert torch.jit.load("given.pt")(torch.tensor([2.0])) == 4

            def test_own():
                import torch
                torch.jit.load("own.pt")
            """
        },
        files={"placeholder": ""},
    )

    class Double(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return 2 * x

    traced: Any = torch.jit.trace(Double(), torch.ones(1))  # type: ignore[no-untyped-call]
    traced.save(str(bundle.folder / "files" / "given.pt"))
    cases = run_notebook(bundle, submission, engine)[0].questions[0].cases
    assert [case.status for case in cases] == ["passed", "failed"]


def test_yaml_makes_no_object_of_a_class_that_a_student_names(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    test = """
        def test_text(text):
            import yaml
            assert yaml.safe_load("[1, 2]") == yaml.unsafe_load("[1, 2]") == [1, 2]
            assert yaml.load(text, yaml.UnsafeLoader) == 3
    """
    cell = "text = '!!python/object/apply:max [[1, 3]]'"
    played = tiny.play(engine, tmp_path, [cell], test)
    assert "must not unpickle" in played.message("q1")


def test_what_the_autograder_brings_runs_wherever_it_is(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    test = """
        def test_own(expression):
            import sys
            sys.path.insert(0, ".")
            import collections, contextlib, ctypes, helper, runpy
            assert helper.double(2) == 4 and runpy.run_path("helper.py")["double"](1) == 2
            assert collections.namedtuple("P", "x")(1).x == 1
            with contextlib.suppress(OSError):
                ctypes.CDLL("library.so")  # of the system, if there is one
    """
    files = {"helper.py": "def double(x):\n    return 2 * x"}
    assert not tiny.play(engine, tmp_path, [CELL], test, files=files).failed
