"""The labs of the repository, apart from what `torchgrade verify` proves of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from torchgrade.bundle import open_bundle
from torchgrade.course import Course
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, grade, new_batch
from torchgrade.verify import read_variants

COURSE = Course(Path(__file__).parents[2])


@pytest.mark.parametrize("name", COURSE.lab_names)
def test_a_lab_is_worth_100_points(name: str) -> None:
    with open_bundle(COURSE.lab(name).autograder) as bundle:
        assert bundle.manifest.max_score + bundle.manifest.unmarked == 100


@pytest.mark.parametrize("name", COURSE.lab_names)
def test_a_lab_knows_its_mistakes(name: str) -> None:
    lab = COURSE.lab(name)
    assert len(read_variants(lab.mistakes)) >= 10
    assert len(read_variants(lab.alternatives)) >= 3


@pytest.mark.skipif("TORCHGRADE_DATA" not in os.environ, reason="skipped: no MNIST")
def test_real_data_are_what_is_measured_where_they_are() -> None:
    with open_bundle(COURSE.lab("mnist_cnn").autograder) as bundle:
        assert new_batch(bundle, OtterEngine(), []).dataset == "mnist"


@pytest.mark.skipif("TORCHGRADE_DATA" not in os.environ, reason="skipped: no real data")
@pytest.mark.parametrize("name", ["backprop", "mnist_cnn", "resnet"])
def test_a_solution_gets_full_marks_with_the_real_data(name: str) -> None:
    """The notebook sees the training part alone, the tests measure on the test part."""
    lab = COURSE.lab(name)
    with open_bundle(lab.autograder) as bundle, IsolatedEngine() as engine:
        result = grade(bundle, Submission(lab.solutions, "solution"), engine)
    # What waits for a GPU is neither given nor lost.
    assert result.score + result.pending == result.max_score, result
