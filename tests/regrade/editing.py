"""A lab whose tests are edited by a seed, as authors edit them, and a class that handed it in."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from tests.support import tiny

__all__ = ["KINDS", "Lab", "edited", "hand_in", "make_lab"]

ANSWERS = {
    "f1": ["2 * x", "x + x", "2 * x + 1e-5", "2 * x - 1e-3", "x * x", "2", "1 / 0"],
    "f2": ["x * x", "x ** 2", "x * abs(x)", "x * x + 1e-4", "0", "undefined"],
    "f3": ["abs(x)", "max(x, -x)", "x", "-x", "abs(x) + 1e-6 * x", "None"],
    "f4": ["x + 1", "x + 1 if x < 2 else x", "x - 1", "x + 1.0001", "'x'"],
}
"""The first two are right; each other one is wrong in its own way, by a little or by much."""

RIGHT = {"f1": "2 * x", "f2": "x * x", "f3": "abs(x)", "f4": "x + 1"}


@dataclass(frozen=True)
class Case:
    """A test: at these inputs, or at random ones, the function is right up to a tolerance."""

    test: str
    points: float
    hidden: bool
    hint: str
    inputs: tuple[int, ...]
    tolerance: float

    def source(self, function: str) -> str:
        """Write it as a test file has it; without inputs it draws some."""
        inputs = list(self.inputs) or "torch.randn(3, generator=checks.generator('x')).tolist()"
        return (
            f"@test_case(points={self.points!r}, hidden={self.hidden}, "
            f"failure_message={self.hint!r})\n"
            f"def {self.test}({function}):\n"
            "    import torch\n"
            "    from torchgrade import checks\n"
            f"    for x in {inputs}:\n"
            f"        got, wanted = {function}(x), {RIGHT[function]}\n"
            f"        assert abs(got - wanted) <= {self.tolerance!r}, f'{{got}} for {{x}}'\n"
        )


Lab = dict[str, tuple[Case, ...]]
"""The name of a question, which is about one function, -> its cases."""


def make_lab(rng: random.Random) -> Lab:
    """Make the tests as they are handed out."""
    return {name: tuple(_case(rng, n) for n in range(rng.randint(2, 4))) for name in ANSWERS}


def write_lab(lab: Lab, root: Path) -> Path:
    """Write the autograder below an empty folder; return its folder."""
    tests = {name: "\n\n".join(case.source(name) for case in cases) for name, cases in lab.items()}
    return tiny.make(root, ["pass"], tests)[0].folder


def _case(rng: random.Random, number: int) -> Case:
    inputs = tuple(rng.randint(-3, 3) for _ in range(rng.randint(0, 3)))
    hidden, tolerance = rng.random() < 0.6, rng.choice([0.0, 1e-6, 1e-4, 1e-2])
    return Case(f"test_{number}_{rng.randrange(10**6)}", rng.choice([1, 2, 0.5]), hidden,
                f"Look at {inputs}.", inputs, tolerance)  # fmt: skip


def _points(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return _at_one(rng, cases, lambda case: replace(case, points=case.points + rng.choice([1, 2])))


def _tolerance(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return _at_one(rng, cases, lambda case: replace(case, tolerance=rng.choice([3e-5, 1e-3, 1.0])))


def _inputs(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return _at_one(rng, cases, lambda case: replace(case, inputs=(*case.inputs, rng.randint(4, 9))))


def _added(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    at = rng.randint(0, len(cases))
    return (*cases[:at], _case(rng, rng.randint(10, 99)), *cases[at:])


def _removed(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    gone = rng.randrange(len(cases))
    return cases[:gone] + cases[gone + 1 :] if len(cases) > 1 else _added(rng, cases)


def _reworded(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return _at_one(rng, cases, lambda case: replace(case, hint=f"{case.hint} Look again."))


def _shown_or_hidden(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return _at_one(rng, cases, lambda case: replace(case, hidden=not case.hidden))


def _moved(rng: random.Random, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    return (*cases[1:], cases[0]) if len(cases) > 1 else _added(rng, cases)


def _at_one(
    rng: random.Random, cases: tuple[Case, ...], change: Callable[[Case], Case]
) -> tuple[Case, ...]:
    at = rng.randrange(len(cases))
    return (*cases[:at], change(cases[at]), *cases[at + 1 :])


KINDS = {
    "points": _points,
    "tolerance": _tolerance,
    "inputs": _inputs,
    "a new case": _added,
    "a case removed": _removed,
    "a hint reworded": _reworded,
    "hidden or shown": _shown_or_hidden,
    "another order": _moved,
}


def edited(rng: random.Random, lab: Lab, kind: str) -> tuple[Lab, str]:
    """Edit the tests of one question; return the lab then, and the question's name."""
    name = rng.choice(sorted(lab))
    return {**lab, name: KINDS[kind](rng, lab[name])}, name


def hand_in(rng: random.Random, inbox: Path, students: int) -> None:
    """Write what a class hands in: each function in one of its ways; every 25th is no notebook."""
    for number in range(students):
        path = inbox / f"s{number:03d}" / "lab.ipynb"
        path.parent.mkdir(parents=True)
        if number % 25 == 4:
            path.write_text("no notebook")
            continue
        cells = [
            {"cell_type": "code", "id": f"c{at}", "source": f"def {name}(x):\n    return {answer}",
             "metadata": {}, "outputs": [], "execution_count": None}
            for at, (name, ways) in enumerate(ANSWERS.items())
            for answer in [rng.choice(ways)]
        ]  # fmt: skip
        cells[0]["source"] = f"# {number}\n{cells[0]['source']}"  # no two hand in the same
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["otter"] = {"assignment_name": "lab"}
        path.write_text(json.dumps({**notebook, "cells": cells}))
