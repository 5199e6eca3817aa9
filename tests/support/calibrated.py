"""A lab whose trainings take no time and whose accuracies are known."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support import source
from torchgrade.calibration import Evidence
from torchgrade.course import Course, Lab
from torchgrade.verify.calibrate import CalibrationRequest, calibrate

SETTINGS = """\
title = "Hello"
points = 10

[data]
dataset = "digits" # no file needed

[data.threshold]
digits = {threshold} # a guess
"""

# Reference: 350 to 354 of 360 right. `half` overlaps with it, `chance` does not.
RECIPE = '''\
"""How it is trained."""
VARIANTS = {"reference": "the solution", "half": "half of the images", "chance": "no training"}


def train(solution, dataset, seed, variant, device, step):
    with open(LOG, "a") as log:
        log.write(f"{variant} {seed}\\n")
    probabilities = solution.softmax(solution.torch.zeros(1, 4))
    assert float(probabilities.sum()) == 1
    step(1, 1)
    right = {"reference": 350, "half": 348, "chance": 30}[variant]
    return (right + seed % 5) / 360
'''


def make(root: Path, *, threshold: float = 0.9, recipe: str = RECIPE) -> tuple[Course, Lab]:
    """Make the lab; trainings are noted in ``log`` below the course."""
    course, lab = source.hello(root)
    (lab.source / "lab.toml").write_text(SETTINGS.format(threshold=threshold))
    put(lab, recipe)
    return course, course.lab("hello")


def put(lab: Lab, recipe: str) -> None:
    """Write calibrate.py."""
    lab.calibrate.write_text(recipe.replace("LOG", repr(str(lab.course / "log"))))


def trained(lab: Lab) -> list[str]:
    """Return the trainings so far, "variant seed" each."""
    log = lab.course / "log"
    return log.read_text().splitlines() if log.is_file() else []


def run(
    course: Course, lab: Lab, seeds: int = 10, pool: Executor | None = None, **options: Any
) -> Evidence:
    """Calibrate in a thread of this process."""
    request = CalibrationRequest("digits", seeds, **{"variant_seeds": 5, **options})
    with pool or ThreadPoolExecutor(1) as executor:
        return calibrate(course, lab, request, executor)
