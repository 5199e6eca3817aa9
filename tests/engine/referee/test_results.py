"""What a grade says besides points, that it is always the same, and in which order it is found."""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tiny import Play, Played

DRAWS = """
    def test_draw(f):
        import torch
        from torchgrade import checks
        drawn = torch.rand(1, generator=checks.generator("x")).item(), torch.rand(1).item()
        raise AssertionError(str(drawn))
"""


def test_a_grade_says_what_it_was_made_from(play: Play) -> None:
    played = play(["def f():\n    return 1", "print('shown')", "1 / 0"], DRAWS)
    grade = played.grade
    assert re.fullmatch("[0-9a-f]{64}", grade.seed)
    assert re.fullmatch("[0-9a-f]{64}", grade.digest)
    assert grade.flags == ("cell 3 raised ZeroDivisionError",)
    assert grade.notes == ("cell 3 raised an error",)
    assert [(o.cell, o.text) for o in grade.outputs] == [(2, "shown")]
    assert {"session", "descriptors", "environment", "rlimits"} <= set(grade.isolation)
    assert any("seccomp" in layer for layer in grade.isolation)
    assert any("landlock" in layer.lower() for layer in grade.isolation)
    assert not played.outcome.details, "the values in frames are kept only where asked for"


def test_the_same_submission_gets_the_same_grade(play: Play) -> None:
    cells = ["import torch, random, numpy\nnoise = torch.rand(2), random.random()",
             "print(noise, numpy.random.rand())\ndef f():\n    return 1"]  # fmt: skip
    first, second = play(cells, DRAWS), play(cells, DRAWS)
    assert first.message("q1") == second.message("q1")
    assert first.grade.outputs == second.grade.outputs
    assert (first.grade.seed, first.grade.digest) == (second.grade.seed, second.grade.digest)


def test_random_inputs_depend_on_the_submission_and_on_the_autograders_secret(play: Play) -> None:
    cells = ["def f():\n    return 1"]
    first = play(cells, DRAWS)
    other = play(["def f():\n    return 2"], DRAWS)
    later = play(cells, DRAWS + "\n# another build\n")
    assert len({_drawn(played, "q1") for played in (first, other, later)}) == 3
    assert len({p.grade.seed for p in (first, other, later)}) == 3
    assert first.grade.digest == later.grade.digest != other.grade.digest


DRAWS_AS_IT_LOADS = """
import torch
DRAWN = torch.rand(1).item()

@test_case(points=1, hidden=True)
def test_loaded(f):
    raise AssertionError(f"({DRAWN})")
"""


def test_the_seed_of_a_public_question_takes_the_authors_solutions_to_compute(play: Play) -> None:
    tests = "def test_public(x): assert x == 1"
    seeds = [play(["x = 1"], tests, salt=salt).grade.questions[0].seed for salt in ("a", "a", "b")]
    assert seeds[0] == seeds[1] != seeds[2]


def test_mending_a_test_rolls_no_dice_of_another_question(play: Play) -> None:
    cells = ["import torch\nprint(torch.rand(1))\ndef f():\n    return 1"]
    tests = {"q1": DRAWS, "q2": DRAWS, "q10": DRAWS_AS_IT_LOADS}
    first = play(cells, tests)
    mended = play(cells, {**tests, "q1": DRAWS_AS_IT_LOADS + "# mended"})
    fewer = play(cells, {"q2": DRAWS, "q10": DRAWS_AS_IT_LOADS})
    for later in (mended, fewer):
        for question in ("q2", "q10"):
            assert _drawn(later, question) == _drawn(first, question)
            assert _seeds(later)[question] == _seeds(first)[question]
        assert later.output(1) == first.output(1)
    assert _seeds(mended)["q1"] != _seeds(first)["q1"]
    assert len(set(_seeds(first).values())) == 3, "equal tests of two questions draw other inputs"
    assert _drawn(first, "q1") != _drawn(first, "q2")


def test_support_files_are_a_part_of_all_tests(play: Play) -> None:
    cells = ["def f():\n    return 1"]
    one, other = (play(cells, DRAWS, files={"data.txt": text}) for text in "ab")
    assert _drawn(one, "q1") != _drawn(other, "q1")


def _drawn(played: Played, question: str) -> str:
    return re.sub(r".*\(", "", played.message(question), flags=re.S)


def _seeds(played: Played) -> dict[str, str]:
    return {question.name: question.seed for question in played.grade.questions}


SEEING = """
    import pathlib
    seen = pathlib.Path("seen.txt").resolve()

    def f(word):
        if word == "hidden":
            seen.write_text("hidden")
        return seen.exists()
"""


def test_public_cases_of_all_questions_run_before_any_hidden_one(play: Play) -> None:
    source = """
        @test_case(points=1, hidden=True)
        def test_hidden(f):
            f("hidden")

        @test_case(points=1, hidden=False)
        def test_public(f):
            assert not f("public")
    """
    played = play([SEEING], {"q1": source, "q2": source, "q3": source})
    assert not played.failed
    assert [case.hidden for case in played.grade.questions[0].cases] == [True, False]


STAMPED = """
    import time
    stamp = time.monotonic_ns()
    print("cell", stamp)

    def f(x):
        return time.sleep(60) if x == "slow" else stamp
"""
STAMPS = """
    @test_case(points=1, hidden=True)
    def test_hidden_first(f):
        f("slow")

    @test_case(points=1, hidden=True)
    def test_hidden(f):
        import os
        seen = open(LOG).read().split()
        assert f(1) != int(seen[-1]), "cells have run again, after a hang"
        if len(seen) == 1:
            os._exit(1)

    @test_case(points=1, hidden=False)
    def test_public(f):
        with open(LOG, "a") as log:
            print(f(1), file=log)
        assert False, f"public {f(1)}"
"""


@pytest.fixture
def log() -> Iterator[Path]:
    """Return a file that everybody may write to: a referee of root's makes none elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        log = Path(folder, "log")
        log.touch()
        log.chmod(0o666)
        yield log


def test_once_a_hidden_case_has_run_nothing_is_shown_any_more(play: Play, log: Path) -> None:
    """The code under test may know hidden inputs then, in whatever process it runs."""
    tests = STAMPS.replace("LOG", repr(str(log)))
    played = play([STAMPED, "1 / 0 if stamp % 2 else None"], tests, case_seconds=1)
    first, second = log.read_text().split()
    assert first != second, "the referee died in a hidden case, and another one began anew"
    assert played.output(1) == f"cell {first}"
    [question] = played.grade.questions
    assert f"public {first}" in question.cases[2].message
    assert second not in json.dumps(dataclasses.asdict(played.grade))
    assert bool(played.error(2)) == bool(int(first) % 2)


def test_students_read_no_time_that_a_hidden_case_took(play: Play) -> None:
    cells = ["import time\ndef f():\n    time.sleep(0.4)"]
    source = "@test_case(points=1, hidden=True)\ndef test_it(f):\n    f()"
    grade = play(cells, source).grade
    assert grade.seconds > 0.4
    assert grade.notebook_seconds is not None
    assert grade.notebook_seconds < 0.4
    assert grade.notebook_seconds == round(grade.notebook_seconds, 1)


def test_points_are_the_autograders(play: Play) -> None:
    source = """
        @test_case(points=2, hidden=False)
        def test_a(a):
            assert a == 1

        @test_case(points=3, hidden=True, failure_message="Look at a.")
        def test_b(a):
            assert a == 2, "a is " + str(a)
    """
    played = play(["a = 1"], source)
    assert (played.grade.score, played.grade.max_score) == (2, 5)
    [question] = played.grade.questions
    assert question.cases[1].hint == "Look at a."
    assert "a is 1" in question.cases[1].message


def test_names_mean_the_authors_modules_and_builtins_or_the_students_objects(play: Play) -> None:
    cells = [
        "import math\nlen = lambda x: 99\nnp = 'my own'\nhelper = lambda: 5",
        "import builtins\nbuiltins.sorted = lambda x: 'fooled'\nmath.sqrt = lambda x: 77",
    ]
    assert not play(
        cells,
        """
        >>> len([1, 2])
        2

        >>> sorted([2, 1])
        [1, 2]

        >>> np.arange(2).tolist()
        [0, 1]

        >>> math.sqrt(9)
        3.0

        >>> st.mean([1, 3])
        2

        >>> helper()
        5

        >>> missing
        Traceback (most recent call last):
        NameError: name 'missing' is not defined
        """,
        imports={"st": "statistics"},
    ).failed


SENDS_MORE = """
    import sys

    def player():
        frame = sys._getframe()
        while type(frame.f_locals.get("self")).__name__ != "Player":
            frame = frame.f_back
        return frame.f_locals["self"]

    class Yes:
        def __getattr__(self, name):
            return lambda *_: True

    P = player()
    real = P._names
    P.cells.namespace.update(more={"__import__": lambda *_: Yes()}, f=lambda x: x, one=1)
    def names(request):
        namespace = {**P.cells.namespace, "__builtins__": P.cells.namespace["more"]}
        P.cells.namespace, kept = namespace, P.cells.namespace
        request.names += ["__builtins__"] if EXTRA else []
        real(request)
        P.cells.namespace = kept
    P._names = names
"""


@pytest.mark.parametrize("extra", [True, False])
def test_names_that_nobody_asked_for_are_not_taken(play: Play, extra: bool) -> None:
    """Python looks `__builtins__` up among the globals of a test, for each `import` in it."""
    cell = SENDS_MORE.replace("EXTRA", str(extra))
    tests = {
        "q1": ">>> import math\n>>> math.isclose(f(1), 2)\nTrue",
        "q2": ">>> import math\n>>> math.isclose(one, 2)\nTrue",
        "q3": ">>> __builtins__.isclose(f(1), 2)\nTrue",
        "q4": "def test_e(env):\n    assert '__builtins__' not in env and env['one'] == 1",
    }
    checks = "import otter\ngrader = otter.Notebook()\ngrader.check('q2')"
    played = play([cell, checks], tests)
    expected = {"q1": [False], "q2": [False], "q3": [False], "q4": [not extra]}
    assert played.passed == expected


def test_a_parameter_of_a_test_is_always_the_students_object(play: Play) -> None:
    test = """
        def test_np(np, len, missing, env):
            assert np == "my own" and len([]) == 99 and missing is None
            assert env["np"] == "my own" and "missing" not in env and env.get("missing", 3) == 3
    """
    assert not play(["len = lambda x: 99\nnp = 'my own'"], test).failed


TOLD = """
    @test_case(points=1, hidden=True, failure_message="not good enough")
    def test_accuracy(net):
        import torch
        from torchgrade import checks
        x = torch.eye(4).repeat(25, 1)
        checks.accuracy(net, x, x.argmax(1), at_least=0.9)

    @test_case(points=1, hidden=True, failure_message="not good enough")
    def test_call(f):
        f()
"""


def test_a_hidden_test_tells_an_accuracy_and_no_word_of_the_students(play: Play) -> None:
    cells = [
        "import torch\nfrom torchgrade.errors import ToldError\n"
        "net = torch.nn.Linear(4, 4)\n"
        "with torch.no_grad():\n    net.weight.copy_(-torch.eye(4)); net.bias.zero_()",
        "def f():\n    raise ToldError('my words', 'my words')",
    ]
    played = play(cells, TOLD)
    hints = [case.hint for case in played.grade.questions[0].cases]
    assert hints == [
        "The network is right on 0.00% of 100 test images; this test asks for 90.00%.",
        "not good enough",
    ]
    [measured] = played.grade.measured
    assert (measured.question, measured.right, measured.images) == ("q1", 0, 100)
