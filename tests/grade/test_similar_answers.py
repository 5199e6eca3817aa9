"""Networks that answer test images alike are listed, whatever was done to their weights."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from torchgrade.grade import with_answers
from torchgrade.records import Grade, Measured, SimilarWeights


def grade(name: str, margins: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Grade:
    steps = np.clip(margins * 32, -127, 127).round().astype(np.int8)
    text = base64.b64encode(steps.tobytes()).decode()
    return Grade(name, "graded", 1.0, 1.0, measured=(Measured("q", 200, 256, text),))


@pytest.fixture
def grades() -> list[Grade]:
    """Ada and Bob, who has her network with a little noise; Cyd, whose errors are only related."""
    rng = np.random.default_rng(0)
    common, ada, cyd, noise = rng.standard_normal((4, 256))
    own, other = 0.9 * common + 0.4 * ada, 0.9 * common + 0.4 * cyd
    return [grade("ada", own), grade("bob", own + 0.05 * noise), grade("cyd", other)]


def test_the_same_answers_are_a_pair_and_related_ones_are_not(grades: list[Grade]) -> None:
    [pair] = with_answers((), grades)
    assert (pair.first, pair.second, pair.file) == ("ada", "bob", "answers in q")
    assert 0.98 <= pair.answers < 1
    assert not pair.identical
    assert pair.cosine == 0


def test_a_pair_of_like_weights_says_how_like_its_answers_are(grades: list[Grade]) -> None:
    weights = SimilarWeights("bob", "ada", "weights/a", "weights/b", True, 1.0)
    [pair] = with_answers([weights], grades)
    assert (pair.first, pair.file, pair.identical) == ("bob", "weights/a", True)
    assert pair.answers >= 0.98


def test_no_measurement_is_no_pair() -> None:
    blank = Grade("ada", "graded", 1.0, 1.0, measured=(Measured("q", 0, 3),))
    assert with_answers((), [blank, blank, Grade("bob", "rejected", 1.0)]) == ()


def test_a_submission_is_not_like_itself(grades: list[Grade]) -> None:
    assert with_answers((), [grades[0], grades[0]]) == ()
