"""What a report says of a class: how scores lie, and which tests look wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.support.grades import BATCH, GRADE, MANIFEST, REJECTED, UNGRADED
from torchgrade.records import CaseGrade, CaseSpec, Grade, Manifest, QuestionGrade, QuestionSpec
from torchgrade.results import report
from torchgrade.results.statistics import CaseFigures, figures_of, spread_of

SPEC = CaseSpec("a - 1", "test_a", True, 1)


def question(name: str, *passed: bool | None) -> QuestionGrade:
    status = {True: "passed", False: "failed", None: "pending"}
    cases = tuple(
        CaseGrade(f"{name} - {n}", status[one], True, float(bool(one)), 1)  # type: ignore[arg-type]
        for n, one in enumerate(passed)
    )
    pending = float(passed.count(None))
    return QuestionGrade(name, sum(c.score for c in cases), len(cases), cases, pending)


def grade(*questions: QuestionGrade) -> Grade:
    score = sum(one.score for one in questions)
    return replace(GRADE, score=score, max_score=4, questions=questions)


def manifest() -> Manifest:
    cases = (SPEC, replace(SPEC, name="a - 2", test="test_other"))
    return replace(MANIFEST, questions=tuple(QuestionSpec(name, 2, cases=cases) for name in "ab"))


def test_points_that_differ_by_nothing_that_counts_have_no_correlation() -> None:
    grades = [grade(question("a", True, bool(n)), question("b", True, True)) for n in range(2)]
    odd = replace(grades[0], score=1e-300, questions=(replace(grades[0].questions[0], score=0.0),))
    same = replace(grades[1], score=0.0, questions=(replace(grades[1].questions[0], score=0.0),))
    [a, _] = figures_of([odd, same], manifest())
    assert [one.correlation for one in a.cases] == [None, None]


def test_quartiles_mean_and_bins_are_those_of_the_graded() -> None:
    grades = [replace(GRADE, score=score) for score in (0.0, 1.0, 2.0, 3.0, 4.0)]
    spread = spread_of([*grades, REJECTED, UNGRADED], 4)
    assert spread is not None
    assert (spread.count, spread.quartiles, spread.mean) == (5, (1.0, 2.0, 3.0), 2.0)
    assert [place for place, number in enumerate(spread.bins) if number] == [0, 5, 10, 15, 19]
    assert spread_of([REJECTED, UNGRADED], 4) is None
    assert spread_of(grades, 0) is None
    [alone] = [spread_of(grades[3:4], 4)]
    assert alone is not None
    assert alone.quartiles == (3.0, 3.0, 3.0)


def test_who_passes_a_wrong_test_has_fewer_points_elsewhere() -> None:
    """Half of a class of 40 is good: it has all of b, and fails the first case of a."""
    good = grade(question("a", False, True), question("b", True, True))
    weak = grade(question("a", True, True), question("b", False, False))
    odd = grade(question("a", True, True), question("b", False, True))
    a, _ = figures_of([*[good] * 20, *[weak] * 19, odd], manifest())
    assert a.cases[0].rate == 0.5
    assert a.cases[0].correlation == pytest.approx(-1, abs=0.1)
    assert "fewer points elsewhere" in a.cases[0].warning
    assert a.cases[1].correlation is None, "everybody passes"
    assert a.cases[1].warning == ""
    assert (a.mean, a.full, a.tried) == (0.75, 20, 40)


@pytest.mark.parametrize(
    ("tried", "rate", "correlation", "warns"),
    [
        (100, 0.09, 0.5, True),
        (100, 0.11, 0.5, False),
        (9, 0.0, None, False),
        (10, 0.0, None, True),
        (100, 0.5, -0.31, True),
        (100, 0.5, -0.29, False),
        (0, None, None, False),
    ],
)
def test_a_warning_needs_enough_people(
    tried: int, rate: float | None, correlation: float | None, warns: bool
) -> None:
    assert bool(CaseFigures(SPEC, tried, rate, correlation).warning) == warns


def test_what_is_pending_or_of_another_build_does_not_count() -> None:
    open_ = grade(question("a", None, True), question("b", True, True))
    other = grade(question("a", True), question("b", True, True))
    a, b = figures_of([open_, other, REJECTED], manifest())
    assert (a.cases[0].tried, a.cases[0].rate) == (0, None)
    assert (a.cases[1].tried, a.cases[1].rate) == (1, 1.0)
    assert (a.mean, a.tried) == (None, 0)
    assert (b.mean, b.full, b.tried) == (1.0, 2, 2)


def test_a_report_names_what_looks_wrong_and_puts_first_who_needs_a_look() -> None:
    names = ("full", "zero", "gone", "broken")
    made = (grade(question("a", False, True), question("b", True, True)), GRADE, REJECTED, UNGRADED)
    grades = [replace(one, submission=name) for one, name in zip(made, names, strict=True)]
    grades += [replace(grades[0], submission=f"s{n}") for n in range(10)]
    page = report(replace(BATCH, grades=tuple(grades)), manifest())
    assert re.findall(r"submissions/(\w+)/", page)[:4] == ["gone", "broken", "zero", "full"]
    assert "100% fail" in page
    assert page.count("<script>") == 1
    assert "http" not in page.split("<style>")[1]


def test_a_class_of_one_has_a_report_without_warnings() -> None:
    page = report(replace(BATCH, grades=(GRADE,)), MANIFEST)
    assert "Tests to look at" not in page
    assert "Tests to look at" not in report(replace(BATCH, grades=(REJECTED,)), MANIFEST)
