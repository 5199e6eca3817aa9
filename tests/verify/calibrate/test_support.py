"""A calibration counts until something changes that its trainings ran."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import calibrated as tiny
from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.course import Lab
from torchgrade.verify.calibrate import read_recipe

MODULE = '''\
"""Helpers."""
import math
import os

import matplotlib.pyplot as plt

WIDTH, HEIGHT = 3, 4
COLOUR = "red"
os.environ["HELPED"] = "yes"


def draw(x):
    plt.plot(x, color=COLOUR)


class Batches:
    def size(self):
        return area() + WIDTH


def area():
    return math.pi


def evaluate(net):
    return net


def right(net):
    return Batches().size()
'''
NOTEBOOK = """\
from hello_helpers import draw, evaluate

def judged(net):
    return evaluate(net)

def shown(x):
    draw(x)
"""


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    _, lab = tiny.make(tmp_path)
    cells = source.cells(lab)
    source.rewrite(lab, [cells[0], source.code(NOTEBOOK), *cells[1:]])
    recipe = tiny.RECIPE.replace("VARIANTS", "from hello_helpers import right\n\nVARIANTS", 1)
    tiny.put(lab, recipe.replace("step(1, 1)", "step(1, 1), right(solution.judged(0))"))
    put(lab, MODULE)
    return lab


def put(lab: Lab, text: str) -> None:
    (lab.source / "hello_helpers.py").write_text(text)


def digest(lab: Lab) -> str:
    return read_recipe(lab, read_source(lab)).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plt.plot(x, color=COLOUR)", "plt.plot(x)"),
        ('COLOUR = "red"', 'COLOUR = "blue"'),
        ("import matplotlib.pyplot as plt", "import pylab as plt"),
        ('"""Helpers."""', '"""Other helpers."""'),
        ("def draw", "def never_called(): ...\n\n\ndef draw"),
        ("    return math.pi", "    return math.pi  # of a circle"),
    ],
)
def test_what_no_training_runs_may_change(lab: Lab, old: str, new: str) -> None:
    before = digest(lab)
    assert old in MODULE
    put(lab, MODULE.replace(old, new))
    assert digest(lab) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return Batches().size()", "return 0"),
        ("area() + WIDTH", "area()"),
        ("return math.pi", "return 3"),
        ("WIDTH, HEIGHT = 3, 4", "WIDTH, HEIGHT = 4, 4"),
        ("import math\n", "import cmath as math\n"),
        ("    return net", "    return -net"),
        ('os.environ["HELPED"] = "yes"', 'os.environ["HELPED"] = "no"'),
    ],
)
def test_what_a_training_runs_counts_wherever_it_stands(lab: Lab, old: str, new: str) -> None:
    before = digest(lab)
    assert old in MODULE
    put(lab, MODULE.replace(old, new))
    assert digest(lab) != before


def test_all_of_a_module_that_is_imported_with_a_star_counts(lab: Lab) -> None:
    recipe = lab.calibrate.read_text()
    lab.calibrate.write_text(recipe.replace("import right\n", "import *\n"))
    before = digest(lab)
    put(lab, MODULE.replace("color=COLOUR", "color=None"))
    assert digest(lab) != before
