"""Where CUDA is in use nothing can be forked: questions are tested in replays of the cells.

There is no GPU here. The notebook itself says that it uses CUDA: it gains nothing by that but the
replays, which take its own time.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.support import tiny

Play = Callable[..., tiny.Played]

CUDA = "import torch\ntorch.cuda.is_initialized = lambda: True"
GRADER = "import otter\ngrader = otter.Notebook()"
# Values would be recorded at the check; a function takes a process.
TEST = "def test_it(f):\n    assert f() == {}\n\ndef test_it_again(f):\n    assert f() == {}\n"
FLAG = "CUDA was in use: each question was tested in a replay of the cells"


def test_each_question_is_tested_as_it_was_at_its_check(play: Play) -> None:
    cells = [
        CUDA,
        GRADER,
        "state = [1]\ndef f(): return len(state)",
        "grader.check('q1')",
        "state.append(2)",
        "grader.check('q2')",
        "state.append(3)",
    ]
    tests = {f"q{n}": TEST.format(n, n) for n in (1, 2, 3)}  # q3 is never checked: it is the end's
    played = play(cells, tests)
    assert played.failed == []
    assert FLAG in played.grade.flags


def test_a_notebook_that_begins_with_it_after_its_last_check_has_no_fork_of_its_end(
    play: Play,
) -> None:
    cells = [
        GRADER,
        "import os\nhome = os.getpid()\ndef f(): return os.getppid()",
        "grader.check('q1')",
        CUDA,
        "first = os.getppid()\ndef f(): return int(os.getppid() == first)",
    ]
    played = play(cells, {"q1": "def test_a(f):\n    assert f() > 0", "q2": TEST.format(1, 1)})
    assert played.failed == []
    assert FLAG in played.grade.flags


def test_a_test_that_kills_its_process_costs_that_case_alone(play: Play) -> None:
    cells = [CUDA, "import os\ndef f(): return 1\ndef g(): os._exit(1)"]
    tests = {"q1": "def test_a(g):\n    g()\n\ndef test_b(f):\n    assert f() == 1\n"}
    assert play(cells, tests).passed == {"q1": [False, True]}
