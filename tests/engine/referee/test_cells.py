"""Cells run as in a notebook, within bounds."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.support import tiny
from tests.support.tiny import Play

PASSES = "def test_nothing():\n    pass"


def ran(play: Play, *cells: object, **options: object) -> tiny.Played:
    played = play(list(cells), PASSES, **options)
    assert played.grade.status == "graded", played.grade.message
    return played


def test_what_notebooks_contain_runs(play: Play) -> None:
    played = ran(
        play,
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "%%time\na = 1",
        "!echo from the shell",
        "files = !echo one; echo two\nlist(files)",
        "import asyncio\nawait asyncio.sleep(0)\nb = 2",
        "display({'shown': 1})\ndisplay('twice')",
        "from tqdm.auto import tqdm\nfor i in tqdm(range(3)):\n    pass",
        "from tqdm import tqdm\nfor i in tqdm(range(3)):\n    pass",
        "import warnings\nwarnings.warn('careful')",
        "import sys\nprint('to stderr', file=sys.stderr)\na + b",
        "%timeit -n 1 -r 1 a",
        "import pandas\npandas.DataFrame({'col': [1, 2]})",
        "%load_ext autoreload\n%autoreload 2",
    )
    assert [played.error(i) for i in range(1, 14)] == [""] * 13
    assert "from the shell" in played.output(3)
    assert "'one', 'two'" in played.output(4)
    assert "'shown': 1" in played.output(6)
    assert "careful" in played.output(9)
    assert "to stderr" in played.output(10)
    assert "3" in played.output(10)
    assert "col" in played.output(12)


def test_sys_is_there_as_in_otter(play: Play) -> None:
    """otter puts a cell before the others that imports it, so whoever forgot to is not told."""
    assert not play(["def size():\n    return sys.maxsize"], "def test_size(size): size()").failed


def test_a_semicolon_hides_a_value(play: Play) -> None:
    played = ran(play, "1 + 1;", "2 + 2")
    assert [played.output(1), played.output(2)] == ["", "4"]


def test_an_error_costs_its_cell_and_is_recorded(play: Play) -> None:
    played = ran(
        play, "a = 1\n1 / 0\na = 2", "print(a)", "def broken(:", "print('on')", "undefined"
    )
    assert "ZeroDivisionError" in played.error(1)
    assert played.output(2) == "1"
    assert "SyntaxError" in played.error(3)
    assert played.output(4) == "on"
    assert "NameError" in played.error(5)
    assert played.grade.flags[:3] == (
        "cell 1 raised ZeroDivisionError",
        "cell 3 raised SyntaxError",
        "cell 5 raised NameError",
    )
    assert "1 / 0" in played.outcome.errors[0].traceback


def test_input_and_exit_are_errors_of_their_cells_alone(play: Play) -> None:
    played = ran(
        play, "input('name?')", "import sys\nsys.exit(3)", "exit()", "quit",
        "raise KeyboardInterrupt",
        "raise GeneratorExit", "print('still here')",
    )  # fmt: skip
    assert "input() can't be answered" in played.error(1)
    assert "SystemExit" in played.error(2)
    assert "KeyboardInterrupt" in played.error(5)
    assert played.output(7) == "still here"


def test_a_huge_output_is_cut(play: Play) -> None:
    played = ran(
        play,
        "for i in range(50_000):\n    print('line', i)",
        "print('x' * 10_000_000)",
        "'y' * 1_000_000",
        "for i in range(1000):\n    display(i)",
        "print('\\ud800 is no letter')",
    )
    for cell in (1, 2, 3, 4):
        assert 0 < len(played.output(cell)) < 30_000
    assert "more characters" in played.output(2)
    assert "is no letter" in played.output(5)


def test_a_loader_with_workers_loads(play: Play) -> None:
    cell = """
        import torch
        from torch.utils.data import DataLoader, TensorDataset
        loader = DataLoader(TensorDataset(torch.arange(8)), batch_size=4, num_workers=2)
        sums = [batch.sum().item() for batch, in loader]
    """
    test = "def test_sums(sums):\n    assert sums == [6, 22]"
    assert not play([cell], test).failed


def test_a_cell_over_its_limit_is_interrupted_and_later_cells_run(play: Play) -> None:
    played = ran(
        play,
        "a = 1\nimport time\nwhile True:\n    time.sleep(0.01)",
        "print('later', a)",
        cell_seconds=1,
    )
    assert "it did not end within 1 s" in played.error(1)
    assert played.grade.flags == played.grade.notes == ("cell 1 did not end within 1 s",)
    assert played.output(2) == "later 1"


def test_a_cell_that_can_not_be_interrupted_costs_that_cell_alone(play: Play) -> None:
    stubborn = """
        lost = True
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
    """
    played = ran(play, "a = 1", stubborn, "print('later', a, 'lost' in dir())", cell_seconds=1)
    assert "nor when interrupted" in played.error(2)
    assert played.grade.flags == ("cell 2 did not end within 1 s",)
    assert played.output(3) == "later 1 False"


def test_a_cell_for_which_no_time_is_left_is_named_so(play: Play) -> None:
    played = ran(play, "import time\ntime.sleep(60)", "b = 1", seconds=4)
    ended, none_left = played.grade.notes  # of the four seconds, as many as the start has left
    assert re.fullmatch("cell 1 did not end within [1-3] s", ended)
    assert none_left == "no time was left for cell 2"


@pytest.mark.parametrize(
    "end",
    [
        "import os; os._exit(0)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.closerange(3, 100)",
        "import os\nfor fd in range(3, 100):\n    try: os.write(fd, b'rubbish' * 10)\n"
        "    except OSError: pass",
    ],
    ids=["exit", "kill", "segfault", "close", "rubbish"],
)
def test_a_cell_that_ends_its_process_costs_that_cell_alone(play: Play, end: str) -> None:
    test = """
        def test_before_and_after(a, c):
            assert (a, c) == (1, 3)

        def test_of_the_cell(b):
            assert b is None
    """
    played = play(["a = 1", f"b = 2\n{end}", "c = 3"], test)
    assert not played.failed
    assert played.error(2)
    assert not played.error(3)


def test_memory_is_bounded(play: Play) -> None:
    played = ran(
        play,
        "import torch\nhog = torch.ones(2 ** 31)",
        "hog = [bytearray(2 ** 20) for _ in range(10 ** 6)]",
        "print('later')",
        memory_mb=512,
    )
    assert played.error(1)
    assert played.error(2)
    assert played.output(3) == "later"


def test_cells_that_otter_ignores_do_not_run(play: Play) -> None:
    tagged = nbformat.v4.new_code_cell("a = 2", metadata={"tags": ["otter_ignore"]})
    commented = nbformat.v4.new_code_cell("## otter ignore\na = 3")
    test = "def test_a(a):\n    assert a == 1"
    config = [nbformat.v4.new_markdown_cell("text"), "a = 1", tagged]
    assert not play(config, test).failed
    assert play(["a = 1", commented], test).grade.status == "graded"


def test_a_seed_of_otters_configuration_seeds_every_cell(play: Play) -> None:
    cells = [
        "import numpy as np, random, torch",
        "a = np.random.rand(), random.random(), torch.rand(1).item()",
        "b = np.random.rand(), random.random(), torch.rand(1).item()",
    ]
    test = "def test_same(a, b):\n    assert a == b"
    assert play(cells, test).passed == {"q1": [False]}
    assert not play(cells, test, config={"seed": 42}).failed


def test_a_seed_variable_is_set_and_nothing_else_is_seeded(play: Play) -> None:
    cells = [
        "import numpy as np\nrng_seed = 7",
        "a = np.random.default_rng(rng_seed).random()",
        "b = np.random.default_rng(rng_seed).random()",
    ]
    test = """
        def test_seed(rng_seed, a, b):
            import numpy as np
            assert rng_seed == 42
            assert a == b == np.random.default_rng(42).random()
    """
    config = {"seed": 42, "seed_variable": "rng_seed"}
    assert not play(cells, test, config=config).failed


def test_scikit_learn_finds_the_pools_of_threads_that_it_limits(play: Play) -> None:
    code = """
    import torch
    from threadpoolctl import threadpool_info

    def pools():
        return len(threadpool_info())

    pools_of_the_cell = pools()
    """
    test = "def test_pools(pools, pools_of_the_cell):\n    assert pools() == pools_of_the_cell > 0"
    assert not play([code], test).failed
