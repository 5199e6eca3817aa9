"""Mutants of a cell: what is changed, what is left alone, and which of them are tried first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from torchgrade.authoring import read_source
from torchgrade.course import Course
from torchgrade.verify.mutation.mutants import Mutant, difference, mutants_of, sample

COURSE = Course(Path(__file__).parents[3])
LABS = ["bn_placement", "dropout_scaling", "mnist_cnn", "resnet"]


def made(code: str) -> list[Mutant]:
    return mutants_of("q1", 7, code)


def of_lab(name: str) -> list[Mutant]:
    outline = read_source(COURSE.lab(name))
    return [
        mutant
        for question in outline.questions
        for cell in outline.code(question.solutions)
        for mutant in mutants_of(question.name, cell, outline.source(cell))
    ]


def test_a_mutant_says_what_it_is() -> None:
    (mutant,) = (m for m in made("a = 1\n\nb = x + y\n") if m.operator == "arithmetic")
    assert (mutant.question, mutant.cell, mutant.line) == ("q1", 7, 3)
    assert mutant.description == "line 3: x + y becomes x - y"
    assert mutant.code == "a = 1\nb = x - y"
    assert mutant.name == "q1-arithmetic-54d3dc84"
    assert mutant.former_name == "q1-arithmetic-07a0039e"


CODE = """
def f(x):
    if x > 1:
        x = x + 1
        x = x + 1
    for i in range(9):
        x = x - i
    try:
        return g(x, 2, i) + 1
    except ValueError:
        return 1
"""


@pytest.mark.parametrize(
    "edited",
    [
        CODE.replace("x = x - i", "x = x - i * i"),
        CODE.replace("    for i", "    # why\n    y = 2 * x\n    for i"),
        CODE.replace("    except ValueError:\n        return 1", "    finally:\n        pass"),
        "import torch\n" + CODE,
    ],
)
def test_a_name_survives_edits_of_other_lines(edited: str) -> None:
    before, after = {m.name for m in made(CODE)}, {m.name for m in made(edited)}
    kept = {m.name for m in made(CODE) if any(s in m.description for s in ("x + 1", "x > 1"))}
    assert len(kept) > 5
    assert kept <= before & after


def test_names_tell_equal_lines_apart() -> None:
    names = [mutant.name for mutant in made(CODE)]
    assert len(names) == len(set(names))
    sums = [m for m in made(CODE) if m.description.endswith("x + 1 becomes x - 1")]
    assert len({mutant.name for mutant in sums}) == len(sums) == 2


def test_a_name_is_not_that_of_another_function() -> None:
    twice = [m.name for m in made("def f(x):\n    return x + 1\n\ndef g(x):\n    return x + 1\n")]
    assert len(twice) == len(set(twice))


def test_a_long_description_is_cut_to_the_difference() -> None:
    (mutant,) = made(f"f({'a' * 70}, {'b' * 70}, lr=r, weight_decay={'c' * 70})")[1:2]
    before, after = mutant.description.removeprefix("line 1: ").split(" becomes ")
    assert len(before) <= 66
    assert before != after


@pytest.mark.parametrize(
    "code",
    [
        '"""Adds 1 to x."""',
        'def f(x: int = y) -> "1 + 1":\n    """Take 2."""',
        "@g(3)\ndef f(x): ...",
        "import numpy as np\nfrom torch import nn",
        'raise ValueError(f"{x + 1} > 2")',
        'print("a", x + 1)',
        'assert x, "more than" + str(2 + 2)',
        "torch.manual_seed(0)",
        "a = f(seed=3)",
        'a = f"{x + 1}"',
        "a: Literal[3] = x",
    ],
)
def test_left_alone(code: str) -> None:
    assert made(code) == []


def test_only_marked_lines() -> None:
    code = """a = 1
b = 2  # SOLUTION
# BEGIN SOLUTION NO PROMPT
c = 3
# END SOLUTION
d = 4
e = [  # SOLUTION
    5,  # SOLUTION NO PROMPT
]  # SOLUTION NO PROMPT
def f():
    x = 6
    # BEGIN SOLUTION
    return g(x, y)
    # END SOLUTION
"""
    found = [(mutant.line, mutant.operator) for mutant in made(code)]
    texts = [(line, "text-number") for line in (2, 4, 7)]
    assert [one for one in found if one not in texts] == [
        (2, "number"),
        (4, "number"),
        (8, "number"),
        (13, "swap-arguments"),
    ]
    assert {one for one in found if one[1] == "text-number"} == {*texts}


def test_a_fault_of_a_whole_function_needs_one_marked_line() -> None:
    code = """def f(x, stride=1):
    y = x.mean()
    return g(x, y)  # SOLUTION
"""
    whole = [mutant for mutant in made(code) if mutant.operator == "fixed-argument"]
    assert [mutant.description for mutant in whole] == ["line 1: stride = 1 is added"]
    assert made("# BEGIN SOLUTION\n# END SOLUTION\n" + code.replace("SOLUTION", "y")) == []


def test_a_name_of_a_fault_of_a_whole_function_survives_edits_of_its_body() -> None:
    code = "def f(x, stride=1, lr=0.1):\n    return g(x, stride)\n"
    names = [m.name for m in made(code) if m.operator == "fixed-argument"]
    edited = code.replace("g(x", "h(3 * x")
    assert names == [m.name for m in made(edited) if m.operator == "fixed-argument"]
    assert len({*names}) == 2


def test_magics_are_no_python() -> None:
    (mutant,) = made("%matplotlib inline\n!pip list\nif f:\n    %time g\n    a = x / y\n")[-1:]
    assert mutant.line == 5
    assert mutant.code == "if f:\n    pass\n    a = x * y"


@pytest.mark.parametrize("lab", LABS)
def test_mutants_of_a_lab(lab: str) -> None:
    mutants = of_lab(lab)
    assert 100 <= len(mutants) <= 500
    assert len({mutant.name for mutant in mutants}) == len(mutants)
    assert len({(mutant.cell, mutant.code) for mutant in mutants}) == len(mutants)
    assert mutants == of_lab(lab)
    for mutant in mutants:
        compile(mutant.code, mutant.name, "exec")


def test_sample_is_spread() -> None:
    mutants = of_lab("resnet")
    chosen = sample(mutants, 100)
    assert len(chosen) == 100
    assert chosen == [mutant for mutant in mutants if mutant in chosen]
    assert {m.operator for m in chosen} == {m.operator for m in mutants}
    assert {m.question for m in chosen} == {m.question for m in mutants}
    assert max(Counter(m.operator for m in chosen).values()) < 20


def test_sample_stays_the_same() -> None:
    mutants = of_lab("mnist_cnn")
    chosen = {mutant.name for mutant in sample(mutants, 60)}
    assert {mutant.name for mutant in sample(mutants[::-1], 60)} == chosen
    for gone in mutants[::5]:
        rest = [mutant for mutant in mutants if mutant != gone]
        assert len({mutant.name for mutant in sample(rest, 60)} ^ chosen) <= 4


def test_sample_of_few() -> None:
    mutants = made("a = x + y")
    assert sample(mutants, 10) == mutants
    assert sample(mutants, 0) == []


def test_difference_shows_the_change() -> None:
    source = "%time\na = 1\nb = 2\nc = 3\nd = x + y  # SOLUTION\ne = 5\n"
    (mutant,) = (m for m in made(source) if m.operator == "arithmetic")
    lines = difference(source, mutant).splitlines()
    assert lines[2:] == [
        "@@ -2,4 +2,4 @@",
        " b = 2",
        " c = 3",
        "-d = x + y",
        "+d = x - y",
        " e = 5",
    ]
