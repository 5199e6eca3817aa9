"""Every lab of the repository: its mistakes are caught by the test they name, its blank earns
nothing hidden, and other right solutions keep full marks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from torchgrade.build import read_source
from torchgrade.build.outline import Outline
from torchgrade.course import Course, Lab
from torchgrade.grade import CellError, IsolatedEngine, Submission, open_bundle, run_notebook
from torchgrade.records import Grade, Manifest
from torchgrade.verify import Variant, read_variants, write_sample

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
LABS = COURSE.lab_names


@cache
def lab(name: str) -> Lab:
    return COURSE.lab(name)


@cache
def outline(name: str) -> Outline:
    return read_source(lab(name))


Graded = tuple[Grade, Manifest, tuple[CellError, ...]]

Grader = Callable[[str, Path], Graded]


@pytest.fixture(scope="session")
def grade(engine: IsolatedEngine) -> Grader:
    def run(name: str, folder: Path) -> Graded:
        with open_bundle(lab(name).autograder) as bundle:
            submission = Submission(folder, folder.name)
            result, outcome = run_notebook(bundle, submission, engine)
            assert result.status == "graded", result.message
            return result, bundle.manifest, outcome.errors

    return run


def failed(result: Grade, manifest: Manifest) -> dict[str, str]:
    """Test function -> question, for the cases that did not pass."""
    tests = {case.name: case.test for q in manifest.questions for case in q.cases}
    return {
        tests[case.name]: question.name
        for question in result.questions
        for case in question.cases
        if case.status != "passed"
    }


def variants(folder: str) -> Iterator[object]:
    for name in LABS:
        for variant in read_variants(getattr(lab(name), folder)):
            yield pytest.param(name, variant, id=f"{name}-{variant.name}")


@pytest.mark.parametrize("name", LABS)
def test_the_solution_has_full_marks_and_no_error(name: str, grade: Grader) -> None:
    result, manifest, errors = grade(name, lab(name).solutions)
    assert errors == ()
    assert failed(result, manifest) == {}
    assert result.score == result.max_score
    assert result.max_score + result.unmarked == 100


@pytest.mark.parametrize("name", LABS)
def test_the_blank_release_earns_no_hidden_point(name: str, grade: Grader) -> None:
    result, _, _ = grade(name, lab(name).release)
    earned = [
        case.name
        for question in result.questions
        for case in question.cases
        if case.hidden and case.score
    ]
    assert earned == []


@pytest.mark.parametrize(("name", "variant"), variants("mistakes"))
def test_a_mistake_is_caught_where_it_was_made(
    name: str, variant: Variant, grade: Grader, tmp_path: Path
) -> None:
    result, manifest, _ = grade(name, write_sample(lab(name), variant, tmp_path / "sample"))
    found = failed(result, manifest)
    assert set(variant.fails) <= set(found), variant.why
    assert set(found.values()) <= {variant.question, *variant.also}


@pytest.mark.parametrize(("name", "variant"), variants("alternatives"))
def test_another_right_solution_keeps_its_marks(
    name: str, variant: Variant, grade: Grader, tmp_path: Path
) -> None:
    result, manifest, _ = grade(name, write_sample(lab(name), variant, tmp_path / "sample"))
    messages = {
        case.name: case.message for q in result.questions for case in q.cases if case.message
    }
    assert set(failed(result, manifest)) <= set(variant.excepted), messages


@pytest.mark.parametrize("name", LABS)
def test_every_lab_knows_its_mistakes(name: str) -> None:
    assert len(read_variants(lab(name).mistakes)) >= 10
    assert len(read_variants(lab(name).alternatives)) >= 3


@pytest.mark.skipif("TORCHGRADE_DATA" not in os.environ, reason="skipped: no MNIST")
def test_real_data_are_what_is_measured_where_they_are() -> None:
    from torchgrade.grade import OtterEngine, new_batch

    with open_bundle(lab("mnist_cnn").autograder) as bundle:
        assert new_batch(bundle, OtterEngine(), []).dataset == "mnist"
