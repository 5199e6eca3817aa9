"""A question is tested as of its check: later cells, and other questions' tests, change nothing."""

from __future__ import annotations

import sys

import pytest

from tests.support.tiny import Play

GRADER = "import otter\ngrader = otter.Notebook()"


def test_a_plain_value_is_that_of_the_moment_of_the_check(play: Play) -> None:
    cells = [
        GRADER,
        "answer = 42\nitems = [1]",
        "grader.check('q1')",
        "answer = 0\nitems.append(2)",
    ]
    test = """
        def test_answer(answer, items):
            assert answer == 42 and items == [1]
            items.append(5)

        def test_answer_again(answer, items):
            assert items == [1]
    """
    assert not play(cells, test).failed


def test_a_function_is_that_of_the_moment_of_the_check(play: Play) -> None:
    cells = [
        GRADER,
        "factor = 2\ndef f(x):\n    return factor * x",
        "grader.check('q1')",
        "factor = 3",
        "grader.check('q2')",
        "def f(x):\n    return 'gone'",
    ]
    tests = {
        "q1": "def test_f(f):\n    assert f(1) == 2",
        "q2": "def test_f(f):\n    assert f(1) == 3",
    }
    assert not play(cells, tests).failed


def test_the_last_check_of_a_question_counts(play: Play) -> None:
    cells = [
        GRADER,
        "def f():\n    return n\nfor n in range(5):\n    value = n\n"
        "    grader.check('q1')\n    grader.check('q2')",
        "n = value = 100",
    ]
    tests = {
        "q1": "def test_f(f):\n    assert f() == 4",
        "q2": "def test_value(value):\n    assert value == 4",
    }
    assert not play(cells, tests).failed


def test_a_value_that_becomes_a_function_and_back_is_that_of_the_last_check(play: Play) -> None:
    first = "f = 1\ngrader.check('q1')"
    second = "f = lambda: 2\ngrader.check('q1')"
    test_value = "def test_f(f):\n    assert f == 1"
    test_function = "def test_f(f):\n    assert f() == 2"
    assert not play([GRADER, first, second], test_function).failed
    assert not play([GRADER, second, first], test_value).failed


def test_an_unchecked_question_is_tested_at_the_end(play: Play) -> None:
    cells = ["a = 1\ndef f():\n    return a", "a = 2"]
    tests = {
        "q1": "def test_a(a):\n    assert a == 2",
        "q2": "def test_f(f):\n    assert f() == 2",
    }
    assert not play(cells, tests).failed


def test_a_check_of_an_unknown_question_is_an_error_of_its_cell(play: Play) -> None:
    cells = [GRADER, "a = 1\ngrader.check('q9')\na = 2", "b = a"]
    played = play(cells, "def test_a(a, b):\n    assert a == b == 1")
    assert not played.failed
    assert "FileNotFoundError" in played.error(2)
    assert "q9" in played.error(2)


def test_what_a_check_gives_can_be_shown_and_the_rest_of_otter_does_nothing(play: Play) -> None:
    cells = [
        GRADER,
        "a = 1\ngrader.check('q1')",
        "grader.check_all()",
        "grader.export(run_tests=True)\ngrader.to_pdf()",
        "import otter\nassert otter.__version__ >= '1.0.0'",
    ]
    played = play(cells, "def test_a(a):\n    assert a == 1")
    assert not played.failed
    assert not played.outcome.errors
    assert "the result comes with the grade" in played.output(2)


def test_a_check_in_a_thread_is_refused(play: Play) -> None:
    cell = """
        import threading
        errors = []

        def check():
            try:
                grader.check("q1")
            except RuntimeError as error:
                errors.append(str(error))

        thread = threading.Thread(target=check)
        thread.start()
        thread.join()
    """
    test = "def test_errors(errors):\n    assert len(errors) == 1"
    assert not play([GRADER, cell], test).failed


def test_a_check_may_fail_without_costing_the_cells_after_it(play: Play) -> None:
    cells = [GRADER, "grader.check('q1')\nafter = 1", "missing = 3"]
    tests = {
        "q1": "def test_missing(missing):\n    assert missing is None",
        "q2": "def test_after(after, missing):\n    assert (after, missing) == (1, 3)",
    }
    assert not play(cells, tests).failed


def test_tests_of_one_question_do_not_disturb_another(play: Play) -> None:
    cells = ["state = []\ndef push(x):\n    state.append(x)\n    return len(state)"]
    test = "def test_push(push):\n    assert push(1) == 1"
    assert not play(cells, {"q1": test, "q2": test, "q3": test}).failed


def test_a_check_of_a_question_that_a_replay_has_to_find_again(play: Play) -> None:
    """q1 and q2 end their process, so each is tested a second time, in a replay of the cells."""
    cells = [
        GRADER,
        "import os\nn = 0",
        "def f():\n    os._exit(1)\ndef g():\n    return n",
        "for n in (1, 2, 3):\n    grader.check('q1')\n    if n < 3: grader.check('q2')",
        "n = 50",
    ]
    both = """
        def test_dies(f):
            f()

        def test_lives(g):
            assert g() == {n}
    """
    played = play(cells, {"q1": both.format(n=3), "q2": both.format(n=2)})
    assert played.passed == {"q1": [False, True], "q2": [False, True]}


def test_a_snapshot_keeps_threads_of_torch_working(play: Play) -> None:
    cells = [
        GRADER,
        "import torch\ntorch.set_num_threads(2)\nbig = torch.randn(600, 600)\nbig @ big",
        "def f(x):\n    return (x @ x).sum()",
        "grader.check('q1')\nlater = torch.get_num_threads()\nbig @ big",
    ]
    tests = {
        "q1": "def test_f(f):\n    import torch\n    assert f(torch.ones(600, 600)) == 600 ** 3",
        "q2": "def test_threads(later):\n    assert later == 2",
    }
    assert not play(cells, tests).failed


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_process_of_a_question_ends_with_its_last_case(play: Play) -> None:
    """Those of all questions together would need memory that small containers do not have."""
    cells = [
        GRADER,
        "import os\ndef pid():\n    return os.getpid()",
        "grader.check('q1')\ngrader.check('q2')",
    ]
    tests = {
        "q1": """
            @test_case(points=1)
            def test_public(pid):
                import os
                os.environ["FIRST"] = str(pid())

            @test_case(points=1, hidden=True)
            def test_hidden(pid):
                import os
                assert os.environ["FIRST"] == str(pid())
        """,
        "q2": """
            @test_case(points=1, hidden=True)
            def test_later(pid):
                import os, pathlib, time
                status = pathlib.Path("/proc", os.environ["FIRST"], "status")
                for _ in range(100):
                    if not status.exists() or "State:\tZ" in status.read_text():
                        return
                    time.sleep(0.1)
                assert False, "the process of q1 is still there"
        """,
    }
    assert not play(cells, tests).failed


def test_a_function_that_sets_a_number_of_threads_runs_in_a_copy(play: Play) -> None:
    code = """
    import torch
    a = torch.ones(400, 400)
    torch.set_num_threads(2)
    before = (a @ a).sum().item()

    def again():
        torch.set_num_threads(2)
        return (a @ a).sum().item()
    """
    assert not play([code], "def test_again(again):\n    assert again() == 400 ** 3").failed
