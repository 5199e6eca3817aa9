"""Two referees see what one would have seen, whatever their players do to each other."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.grade.conftest import Play
from tests.grade.test_isolated_engine import server_of, wait_for, while_it_runs
from tests.support import tiny
from torchgrade.grade import IsolatedEngine

HIDDEN = "@test_case(points=1, hidden=True)\n"
GRADER = "import otter\ngrader = otter.Notebook()"


@pytest.fixture
def answers(engine: IsolatedEngine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How each try was made, and what came of it: "shared: result", say."""
    said: list[str] = []
    real = engine._play

    def play(bundle: Any, submission: Any, job: Any, *rest: Any) -> Any:
        answer, at = real(bundle, submission, job, *rest)
        how = "shared" if job.shared else "alone"
        said.append(f"{how}: {' '.join(answer) or 'died'}")
        return answer, at

    monkeypatch.setattr(engine, "_play", play)
    return said


@pytest.fixture
def both(play: Play, answers: list[str]) -> Callable[..., tiny.Played]:
    """Grades with two threads, and makes sure that it is the grade that one thread gives."""

    def run(*args: Any, **options: Any) -> tiny.Played:
        alone = play(*args, **options)
        del answers[:]
        shared = play(*args, threads=2, **options)
        assert shared.outcome.questions == alone.outcome.questions
        assert shared.outcome.flags == alone.outcome.flags
        assert shared.passed == alone.passed
        return shared

    return run


def questions(count: int, source: str) -> dict[str, str]:
    return {f"q{i}": source.replace("NUMBER", str(i)) for i in range(1, count + 1)}


SEVERAL = questions(
    5,
    """
    @test_case(points=1)
    def test_public(double):
        import builtins, os
        builtins.seen_NUMBER = os.getpid()
        assert double(NUMBER) == 2 * NUMBER

    @test_case(points=1, hidden=True)
    def test_hidden(double):
        import os, random
        assert seen_NUMBER == os.getpid(), "the cases of a question are one process's"
        raise AssertionError(f"{double(random.random())}")
    """,
)


def test_two_referees_give_the_grade_of_one(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    tests = {**SEVERAL, "plain": "def test_a(a):\n    assert a == 1", "doc": ">>> double(a)\n3"}
    cells = [GRADER, "def double(x):\n    return 2 * x\na = 1", "grader.check('plain')"]
    played = both(cells, tests)
    assert played.passed == {f"q{i}": [True, False] for i in range(1, 6)} | {
        "plain": [True],
        "doc": [False],
    }
    assert answers == ["shared: result"]


def test_no_hidden_case_begins_before_all_public_ones_have_ended(
    play: Play, answers: list[str]
) -> None:
    """Else a message that a student sees could hold what a hidden test gave to the code."""
    source = """
        @test_case(points=1)
        def test_public():
            import time
            time.sleep(0.3 * (NUMBER - 1))
            assert False, f"at <{time.monotonic()}>"

        @test_case(points=1, hidden=True)
        def test_hidden():
            import time
            assert False, f"at <{time.monotonic()}>"
    """
    played = play(["a = 1"], questions(3, source), threads=2)
    times = [
        [float(re.findall("<(.*?)>", played.message(f"q{i}", case))[-1]) for i in (1, 2, 3)]
        for case in (1, 2)
    ]
    assert max(times[0]) < min(times[1])
    assert answers == ["shared: result"]


WRITES = """
    import time

    def written(number):
        with open("out.txt", "w") as file:
            file.write(str(number))
        time.sleep(0.2)
        with open("out.txt") as file:
            return int(file.read())
"""


def test_code_that_writes_files_is_tested_by_one_after_all(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    played = both(
        [WRITES], questions(3, "def test_it(written):\n    assert written(NUMBER) == NUMBER")
    )
    assert not played.failed
    assert answers == ["shared: alone", "alone: result"]


def test_so_are_tests_that_write_files(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    source = """
        def test_it(a):
            import time
            from pathlib import Path
            Path("mine").mkdir(exist_ok=True)
            Path("mine/out.txt").write_text("NUMBER" * a)
            time.sleep(0.2)
            assert Path("mine/out.txt").read_text() == "NUMBER"
    """
    assert not both(["a = 1"], questions(3, source)).failed
    assert answers == ["shared: alone", "alone: result"]


def test_files_that_cannot_be_told_are_left_to_one(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    many = "import os\nfor i in range(2500):\n    open(f'f{i}', 'w').close()\na = 1"
    assert not both([many], questions(2, "def test_it(a):\n    assert a == 1")).failed
    assert answers == ["shared: alone", "alone: result"]


def test_what_is_too_much_memory_for_two_is_enough_for_one(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    cell = """
        import time

        def much():
            block = b"x" * (400 * 2**20)
            time.sleep(1.5)
            return len(block)
    """
    tests = questions(2, "def test_it(much):\n    assert much() == 400 * 2**20")
    assert not both([cell], tests, memory_mb=500).failed
    assert answers == ["shared: alone", "alone: result"]


def test_a_death_is_judged_by_one(both: Callable[..., tiny.Played], answers: list[str]) -> None:
    cell = "import os\ndef f(x):\n    return os._exit(1) if x == 2 else x"
    played = both([cell], questions(3, "def test_it(f):\n    assert f(NUMBER) == NUMBER"))
    assert played.passed == {"q1": [True], "q2": [False], "q3": [True]}
    assert answers == ["shared: alone", "alone: result"]


def test_hangs_cost_their_own_cases_alone(
    both: Callable[..., tiny.Played], answers: list[str]
) -> None:
    cell = "import time\ndef f(x, y):\n    return time.sleep(60) if x != 3 and y == 2 else y"
    case = "def test_{n}(f):\n    assert f(NUMBER, {n}) == {n}\n\n"
    source = "".join(mark + case.format(n=n) for n, mark in enumerate(["", HIDDEN, HIDDEN], 1))
    source = source.replace("def test_1", "@test_case(points=1)\ndef test_1")
    played = both([cell], questions(4, source), case_seconds=1)
    hung, right = [True, False, True], [True] * 3
    assert played.passed == {"q1": hung, "q2": hung, "q3": right, "q4": hung}
    assert answers == ["shared: result"]


def test_a_test_that_can_not_be_run_says_so_as_ever(play: Play, answers: list[str]) -> None:
    tests = questions(3, "def test_it(f):\n    class Own:\n        pass\n    f(Own())")
    played = play(["def f(x):\n    return x"], tests, threads=2)
    assert played.grade.status == "ungraded"
    assert "a Own of the test's own can't be handed to" in played.grade.message
    assert answers in (["shared: fault"], ["shared: alone", "alone: fault"])


SLOW = "import time\ndef f():\n    time.sleep(0.8)\n    return 1"


def test_a_killed_assistant_costs_nothing(
    engine: IsolatedEngine, play: Play, answers: list[str]
) -> None:
    assert not play(["a = 1"], "def test_a(a):\n    assert a == 1").failed  # the server runs

    def assistants() -> list[psutil.Process]:
        [referee] = server_of(engine).children()
        first_player_last = sorted(referee.children(), key=lambda p: -p.create_time())
        return [p for p in first_player_last[:-1] if p.uids().real == os.getuid()]

    def kill() -> None:
        wait_for(assistants).kill()

    tests = questions(2, "def test_it(f):\n    assert f() == 1")
    del answers[:]
    shared = partial(play, threads=2)
    played = while_it_runs(engine, shared, kill, cells=[SLOW], tests=tests)
    assert not played.failed
    assert answers == ["shared: alone", "alone: result"]


def test_sharing_is_given_up_for_a_lab_where_it_does_not_pay(
    engine: IsolatedEngine, answers: list[str], tmp_path: Path
) -> None:
    def grade(made: Any, times: int) -> list[str]:
        del answers[:]
        for _ in range(times):
            assert tiny.Played(*tiny.run_notebook(*made, engine, threads=2)).grade.score == 2
        return answers

    tests = questions(2, "def test_it(written):\n    written(1)")
    bundle, good = tiny.make(tmp_path / "good", ["def written(x):\n    return x"], tests)
    _, bad = tiny.make(tmp_path / "bad", [WRITES], tests)
    in_vain = ["shared: alone", "alone: result"]
    assert grade((bundle, bad), 2) == in_vain * 2
    assert grade((bundle, good), 13) == ["shared: result"] * 13  # of 15, 2 were in vain
    assert grade((bundle, bad), 1) == in_vain
    assert grade((bundle, good), 1) == ["shared: result"]  # of 16, 3 were
    assert grade((bundle, bad), 1) == in_vain
    assert grade((bundle, good), 1) == ["alone: result"]  # 4 of 18 are too many
