"""Variants of one cell that share what runs before it say what each would say by itself."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.support import tiny
from torchgrade.bundle import Bundle
from torchgrade.engine.engine import Selection
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import GraderError

CELLS = [
    "import os\nseen = []\nstart = 1",
    "def f(x):\n    return x + start",
    'import otter\ngrader = otter.Notebook()\ngrader.check("q1")',
    'seen.append(1)\ngrader.check("q2")',
]
TESTS = {
    "q1": "def test_f(f):\n    assert f(1) == 2\n\ndef test_none(f, seen):\n    assert seen == []",
    "q2": "def test_seen(seen):\n    assert seen == [1]",
}
CODES = [
    "def f(x):\n    return x + start",
    "def f(x):\n    return x",
    "seen.append(7)\ndef f(x):\n    return x + 1",
    "def f(x):\n    raise ValueError('no')",
    "os._exit(1)",
    "def f(x):\n    os._exit(1)",
    "start = 0\ndef f(x):\n    return x + 1 + start",
    "this is no Python",
]


def alone(engine: IsolatedEngine, bundle: Bundle, folder: Path, code: str, tests: Selection):
    path = folder / "lab.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = code
    nbformat.write(notebook, path)
    return engine.run(bundle, folder, seconds=30, threads=1, tests=tests)


@pytest.mark.parametrize("tests", [Selection(), Selection(questions=("q1",))], ids=["all", "q1"])
def test_variants_together_say_what_each_says_alone(
    engine: IsolatedEngine, tmp_path: Path, tests: Selection
) -> None:
    bundle, submission = tiny.make(tmp_path, CELLS, TESTS)
    together = engine.run_variants(
        bundle, submission.path, 2, [(c, "") for c in CODES], seconds=30, threads=1, tests=tests
    )
    for code, found in zip(CODES, together, strict=True):
        expected = alone(engine, bundle, submission.path, code, tests)
        assert found.questions == expected.questions, code
        assert [e.cell for e in found.errors] == [e.cell for e in expected.errors][
            : len(found.errors)
        ]


def test_a_notebook_whose_beginning_does_not_last_is_refused(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    bundle, submission = tiny.make(tmp_path, ["import os", *CELLS[1:]], TESTS)
    with pytest.raises(GraderError, match="variants of cell 9"):
        engine.run_variants(
            bundle, submission.path, 9, [("", "")], seconds=30, threads=1, tests=Selection()
        )


def test_a_seed_changes_random_numbers_on_both_sides(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    """The same seed gives the same, and each side has lucky seeds and others."""
    cells = ["import torch", "drawn = torch.rand(()).item()", CELLS[2]]
    tests = {
        "q1": "def test_theirs(drawn):\n    assert drawn < 0.5\n\n"
        "def test_ours(drawn):\n    import random\n    assert random.random() < 0.5"
    }
    bundle, submission = tiny.make(tmp_path, cells, tests)
    codes = [(cells[1], seed) for seed in [*"abcdefghijkl", *"abcdefghijkl"]]
    found = [
        tuple(case.passed for case in outcome.questions["q1"])
        for outcome in engine.run_variants(
            bundle, submission.path, 2, codes, seconds=30, threads=1, tests=Selection()
        )
    ]
    assert found[:12] == found[12:]
    assert {theirs for theirs, _ in found} == {ours for _, ours in found} == {True, False}


def test_a_variant_finds_the_files_as_they_were(engine: IsolatedEngine, tmp_path: Path) -> None:
    """Whatever the one before it wrote, changed or removed, for cells and for tests."""
    cells = [
        "import os, pathlib\nstart = sorted(os.listdir())",
        "left = sorted(os.listdir())",
        CELLS[2],
    ]
    tests = {
        "q1": "def test_cells(left, start):\n    assert left == start and 'given.txt' in start\n\n"
        "def test_tests():\n    assert open('given.txt').read() == 'given'"
    }
    bundle, submission = tiny.make(tmp_path, cells, tests)
    (submission.path / "given.txt").write_text("given")
    codes = [
        cells[1],
        f"{cells[1]}\nos.mkdir('new'); pathlib.Path('new/more').touch()",
        f"{cells[1]}\npathlib.Path('given.txt').write_text('mine!')",
        f"{cells[1]}\nos.remove('given.txt'); os.symlink('lab.ipynb', 'given.txt')",
        f"{cells[1]}\nos.remove('given.txt'); os.mkdir('given.txt')",
        cells[1],
    ]
    found = engine.run_variants(
        bundle,
        submission.path,
        2,
        [(c, "") for c in codes],
        seconds=30,
        threads=1,
        tests=Selection(),
    )
    passed = [tuple(case.passed for case in outcome.questions["q1"]) for outcome in found]
    assert [cells for cells, _ in passed] == [True] * len(codes)
    assert [tests for _, tests in passed] == [True, True, False, False, False, True]
