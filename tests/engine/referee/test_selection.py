"""Some of the tests, in another order, twice, or with other random inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.engine import Selection
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

CELLS = [
    "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)\n",
    'import otter\ngrader = otter.Notebook()\ngrader.check("q1")\ngrader.check("q2")',
]
TESTS = {
    "q1": "def test_first(f):\n    assert f(0) == 1\n\ndef test_second(f):\n    assert f(0) == 2",
    "q2": "def test_other(f):\n    assert f(0) == 1",
}


def passed(
    engine: IsolatedEngine, root: Path, tests: Selection, given: dict[str, str] = TESTS
) -> dict[str, list[bool | None]]:
    bundle, submission = tiny.make(root, CELLS, given)
    outcome = engine.run(bundle, submission.path, seconds=60, threads=1, tests=tests)
    return {name: [case.passed for case in cases] for name, cases in outcome.questions.items()}


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        (Selection(), {"q1": [True, True], "q2": [True]}),
        (Selection(questions=("q2",)), {"q2": [True]}),
        (Selection(order="reverse"), {"q1": [False, False], "q2": [True]}),
        (Selection(order="twice"), {"q1": [False, False], "q2": [False]}),
    ],
    ids=["all", "one question", "reverse", "twice"],
)
def test_which_tests_run_and_in_which_order(
    engine: IsolatedEngine, tmp_path: Path, tests: Selection, expected: dict[str, list[bool]]
) -> None:
    assert passed(engine, tmp_path, tests) == expected


def test_a_seed_changes_the_random_inputs_and_nothing_else(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    """A test that passes for half of all inputs passes under some seeds, each time the same."""
    given = {"q1": "def test_luck(f):\n    import random\n    assert random.random() < 0.5"}
    seen = [
        [
            passed(engine, tmp_path / f"{turn}-{seed}", Selection(seed=seed), given)["q1"]
            for seed in "abcdefgh"
        ]
        for turn in (1, 2)
    ]
    assert seen[0] == seen[1]
    assert [True] in seen[0]
    assert [False] in seen[0]
