"""Answers that do nothing are made of functions, classes of modules and values that are answers."""

from __future__ import annotations

from typing import Any

import torch

from torchgrade.verify.mutation.idle import idle_answers

CELL = """\
import math
from torch import nn

RATE = 0.5


def forward(x, param):
    def inner(a):
        return a, 1, 2
    # BEGIN SOLUTION
    if param is None:
        return None
    return x * 2, (x, param)
    # END SOLUTION


def build(width):
    return nn.Sequential(nn.Linear(width, 2))


def nothing_given():
    return 3


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        if width < 1:
            raise ValueError("width")
        self.layer = nn.Linear(width, 5)

    def forward(self, x):
        return self.layer(x)


class Plain:
    pass
"""


def made() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for answer in idle_answers("q1", 7, CELL)[:-1]:
        assert (answer.question, answer.cell) == ("q1", 7)
        space: dict[str, Any] = {}
        exec(answer.code, space)
        assert space["RATE"] == 0.5, "the rest of the cell stays"
        found.setdefault(answer.definition, {})[answer.does] = space[answer.definition]
    return found


def test_of_functions_what_was_given_constants_and_zeros_in_the_form_of_the_solution() -> None:
    forward = made()["forward"]
    x = torch.ones(3)
    assert forward["returns its first argument"](x, 1) == (x, None)
    assert forward["returns its first argument 2 times"](x, 1) == (x, x)
    copied, cache = forward["returns a copy of its first argument"](x, param=1)
    assert (copied is x, torch.equal(copied, x), cache) == (False, True, None)
    assert torch.equal(forward["returns zeros like its first argument"](x, 1)[0], torch.zeros(3))
    assert forward["returns 0.5"](x, 1) == (0.5, None)
    assert forward["returns an empty dict 2 times"](x, 1) == ({}, {})


def test_of_a_function_that_makes_a_model_a_module_that_does_nothing() -> None:
    built = made()["build"]
    model = built["returns a module that does nothing"](4)
    assert torch.equal(model(torch.ones(2)), torch.ones(2))
    assert built["returns an empty list"](4) == []
    assert set(made()["nothing_given"]) == {
        *("returns 0", "returns 0.5", "returns 1", "returns True", "returns None"),
        *("returns an empty text", "returns an empty list", "returns an empty dict"),
    }


def test_of_classes_modules_that_are_idle_and_own_no_parameter() -> None:
    nets = made()["Net"]
    x = torch.ones(2, 4)
    assert {does: list(net(4)(x).shape) for does, net in nets.items()} == {
        "gives back its input": [2, 4],
        "gives zeros like its input": [2, 4],
        "gives zeros of the right shape": [2, 5],
    }
    for does, net in nets.items():
        assert list(net(4).parameters()) == []
        assert net(0) is not None, "it refuses nothing"
        assert bool(net(4)(x).any()) == (does == "gives back its input")


def test_nothing_is_made_of_other_classes_and_of_values_that_are_given() -> None:
    assert set(made()) == {"forward", "build", "nothing_given", "Net"}
    assert idle_answers("q1", 1, "%matplotlib inline\nanswer = 3") == []


def test_of_answers_that_are_values_plain_constants_and_nothing_that_they_are() -> None:
    answers = idle_answers("q1", 1, "a = 1  # SOLUTION\nb = [2, 3]  # SOLUTION\nc = 4\n")
    found = [(answer.definition, answer.does, answer.code) for answer in answers]
    assert found[:2] == [
        ("a", "is 0", "a = 0\nb = [2, 3]\nc = 4"),
        ("a", "is None", "a = None\nb = [2, 3]\nc = 4"),
    ]
    assert ("b", "is as many zeros", "a = 1\nb = [0, 0]\nc = 4") in found
    assert {name for name, _, _ in found[:-1]} == {"a", "b"}


def test_of_a_cell_what_students_get_of_it() -> None:
    last = idle_answers("q1", 7, "def f(x):\n    return x  # SOLUTION\n\n\ny = 2  # SOLUTION")[-1]
    assert (last.name, last.definitions) == ("f and y that is as it was handed out", ["f", "y"])
    assert last.code == "def f(x):\n    ...\n\n\ny = ..."
