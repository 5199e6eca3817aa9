"""A test that is right beside the objects that it tests, and not from another process, is named.

All idioms stand in one lab, so that one build proves that each of them is refused, and how.
"""

from __future__ import annotations

import re
import textwrap

import pytest

from tests.support import source
from torchgrade.authoring import build, pipeline
from torchgrade.authoring.trial.instead import instead
from torchgrade.course import Course, Lab
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

SOLUTION = """\
import dataclasses
import sys
import warnings
import torch
from torch import nn
import matplotlib.pyplot as plt

class Stop(Exception):
    pass

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(3, 2)
    def forward(self, x):
        return torch.relu(self.a(x)) * 1.0  # SOLUTION

class Doubled:
    def __enter__(self):
        return 2
    def __exit__(self, *error):
        return False

@dataclasses.dataclass
class Pair:
    x: int
    y: int = 2

def guard(x):
    if x > 1:
        raise Stop("that is too big")  # SOLUTION
    return x

def run(env):
    return env.step()

def asked():
    return input("name? ")

def read(path):
    return open(path).read()

def numbers():
    return [int(line) for line in sys.stdin]

def old():
    warnings.warn("old", DeprecationWarning)
    print("bad", file=sys.stderr)

def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)

K = 3

def with_k():
    return K

net = Net()
opt = torch.optim.Adam(net.parameters())
pair = Pair(1)
figure, axes = plt.subplots()
"""

IDIOMS = {
    "second_derivative(Net)": (
        """
        import torch
        n = Net()
        x = torch.ones(1, 3, requires_grad=True)
        [g] = torch.autograd.grad(n(x).pow(2).sum(), x, create_graph=True)
        g.pow(2).sum().backward()
        assert n.a.weight.grad is not None
        """,
        "compare gradients at two points that are close",
    ),
    "caught(guard, Stop)": (
        """
        try:
            guard(2)
        except Stop:
            return
        assert False
        """,
        "write `except Exception as error`, and look at `str(error)`",
    ),
    "raises(guard, Stop)": (
        """
        import pytest
        with pytest.raises(Stop):
            guard(2)
        """,
        "write `except Exception as error`, and look at `str(error)`",
    ),
    "fake(run)": (
        """
        class E:
            def step(self):
                return 5
        assert run(E()) == 5
        """,
        "let a cell of the notebook define E, and take it as a parameter",
    ),
    "subclass(Net)": (
        """
        class M(Net):
            pass
        M()
        """,
        "The class M can't be made of a student's class",
    ),
    "functional(Net)": (
        """
        import torch
        from torch.func import functional_call
        n = Net()
        p = {k: torch.ones_like(v) for k, v in n.named_parameters()}
        assert functional_call(n, p, (torch.ones(1, 3),))[0, 0].item() == 4.0
        """,
        "load the weights with `net.load_state_dict(...)`",
    ),
    "hook(Net)": (
        """
        import torch
        n, seen = Net(), []
        n.a.register_forward_hook(lambda m, i, o: seen.append(o.shape))
        n(torch.ones(1, 3))
        assert len(seen) == 1
        """,
        "`checks.layers(net, ",
    ),
    "no_grad_of_theirs(torch, Net)": (
        """
        n = Net()
        with torch.no_grad():
            n.a.weight.fill_(1.0)
        assert n.a.weight.sum() == 6
        """,
        "write `import torch` in the test",
    ),
    "context(Doubled)": (
        """
        with Doubled() as two:
            assert two == 2
        """,
        "`with Doubled()` would need the student's process",
    ),
    "patch(Net)": (
        """
        import torch
        from unittest import mock
        n = Net()
        with mock.patch("torch.relu", side_effect=torch.relu) as r:
            n(torch.ones(1, 3))
        assert r.called
        """,
        "A patch only changes this process",
    ),
    "patched_input(asked)": (
        """
        from unittest import mock
        with mock.patch("builtins.input", return_value="Bo"):
            assert asked() == "Bo"
        """,
        "let the notebook's function take the text as a parameter",
    ),
    "source(guard)": (
        """
        import inspect
        assert "for" not in inspect.getsource(guard)
        """,
        "The source of the student's code is not in this process",
    ),
    "code(guard)": (
        """
        assert "print" not in guard.__code__.co_names
        """,
        "The source of the student's code is not in this process",
    ),
    "type_name(opt)": (
        """
        assert type(opt).__name__ == "Adam"
        """,
        "`isinstance(answer, torch.optim.Adam)`",
    ),
    "type_is(opt)": (
        """
        import torch
        assert type(opt) is torch.optim.Adam
        """,
        "`isinstance(answer, torch.optim.Adam)`",
    ),
    "as_dict(pair)": (
        """
        import dataclasses
        assert dataclasses.asdict(pair) == {"x": 1, "y": 2}
        """,
        "compare its attributes one by one",
    ),
    "scope(net)": (
        """
        assert "a" in vars(net)["_modules"]
        """,
        "`vars(net)` describes a stand-in",
    ),
    "written(read)": (
        """
        import os, pathlib
        path = pathlib.Path("given.txt").absolute()
        path.write_text("hi")
        assert read(str(path)) == "hi"
        """,
        "A file that a test writes is not in the folder of the student's code",
    ),
    "opened_to_write(read)": (
        """
        with open("given.txt", mode="w") as file:
            file.write("hi")
        assert read("given.txt") == "hi"
        """,
        "A file that a test writes is not in the folder of the student's code",
    ),
    "stdin(numbers)": (
        """
        import io, sys
        kept, sys.stdin = sys.stdin, io.StringIO("1\\n2")
        try:
            assert numbers() == [1, 2]
        finally:
            sys.stdin = kept
        """,
        "let the notebook's function take the text, or its lines",
    ),
    "warned(old)": (
        """
        import warnings
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            old()
        assert seen[0].category is DeprecationWarning
        """,
        "Warnings, logs and stderr of the student's code",
    ),
    "stderr(old)": (
        """
        import contextlib, io
        with contextlib.redirect_stderr(io.StringIO()) as said:
            old()
        assert "bad" in said.getvalue()
        """,
        "Warnings, logs and stderr of the student's code",
    ),
    "traced(factorial)": (
        """
        import sys
        calls = []
        sys.setprofile(lambda frame, what, _: calls.append((what, frame.f_code.co_name)))
        factorial(3)
        sys.setprofile(None)
        assert calls.count(("call", "factorial")) == 3
        """,
        "A trace only sees calls in this process",
    ),
}


@pytest.fixture(scope="module")
def message(engine: IsolatedEngine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a build says of a lab with all idioms."""
    course, lab = source.hello(tmp_path_factory.mktemp("course"))
    _write(lab)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "new_engine", lambda **_: engine)
        patched.setattr(engine, "stop", lambda: None)
        return _failure(course, lab)


@pytest.fixture(scope="module")
def refused(message: str) -> dict[str, str]:
    """The same, by the name of the test."""
    parts = re.split(r"^(?=source/)", message, flags=re.M)
    return {
        match[1]: part for part in parts if (match := re.search(r"pass q1 - \d+ \((\w+)\)", part))
    }


def _failure(course: Course, lab: Lab) -> str:
    [built] = build(course, [course.lab(lab.name)])
    assert built.status == "failed"
    return built.message


def _write(lab: Lab) -> None:
    settings = (lab.source / "lab.toml").read_text()
    (lab.source / "lab.toml").write_text(
        re.sub(r"^points = [0-9.]+", f"points = {len(IDIOMS) + 1}", settings, flags=re.M)
    )
    for mistake in lab.mistakes.glob("*.py"):
        mistake.unlink()
    tests = ["def public(net):\n    assert net is not None"]
    for head, (body, _) in IDIOMS.items():
        lines = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        tests.append(f"# HIDDEN\ndef {head}:\n    # a comment, which otter takes out\n\n{lines}")
    config = [cell for cell in source.cells(lab) if "ASSIGNMENT CONFIG" in cell.source]
    source.rewrite(
        lab,
        [
            *config,
            source.raw(f"# BEGIN QUESTION\nname: q1\npoints: {len(IDIOMS) + 1}"),
            source.raw("# BEGIN SOLUTION"),
            source.code(SOLUTION),
            source.raw("# END SOLUTION"),
            source.raw("# BEGIN TESTS"),
            *map(source.code, tests),
            source.raw("# END TESTS"),
            source.raw("# END QUESTION"),
        ],
    )


@pytest.mark.parametrize("head", IDIOMS)
def test_a_build_says_what_to_write_instead(refused: dict[str, str], head: str) -> None:
    name, (_, words) = head.partition("(")[0], IDIOMS[head]
    said = refused[name]
    assert words in said
    assert "Error:" not in said
    assert "Recursion" not in said
    assert "test q1" not in said  # a line of the file that otter has written


def test_the_line_is_that_of_the_cell(refused: dict[str, str]) -> None:
    assert "in line 6 of the cell, `assert type(opt) is torch.optim.Adam`." in refused["type_is"]


def test_the_line_with_which_they_run_is_there(message: str) -> None:
    assert message.endswith('could forge the results:\n  inside = ["q1"]')


def test_each_is_refused_and_the_public_test_is_not(refused: dict[str, str]) -> None:
    assert len(refused) == len(IDIOMS)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("def test(net):\n    assert net.weird == 3", "docs/labs.md"),
        ("%magic", "docs/labs.md"),
        (
            "def test(a, A):\n    assert isinstance(a, A)",
            "`isinstance(a, A)` checks for a student's class",
        ),
        ("def test(a):\n    assert copy.deepcopy(a).x == 1", "take plain values of it"),
        ("def test(net):\n    net.forward = f", "What `net.forward = ...` sets is not of this"),
        ("def test(axes):\n    assert plt.gca() is axes", "The current figure is in the student's"),
        ("def test(x):\n    assert 'x' in globals()", "`globals` sees the test's own names"),
        ("def test(a, b):\n    assert a is b", "`a is b` compares copies"),
    ],
)
def test_whatever_it_is_there_is_a_sentence(test: str, words: str) -> None:
    assert words in instead(test)
