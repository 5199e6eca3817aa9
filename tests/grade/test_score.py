"""Points are those of the autograder's own list; results that it does not expect count nothing."""

from __future__ import annotations

import pytest

from torchgrade.engine.engine import CaseOutcome, Outcome
from torchgrade.errors import GraderError
from torchgrade.grade.score import score
from torchgrade.records import CaseSpec, Manifest, QuestionSpec


def manifest(**question: object) -> Manifest:
    cases = (
        CaseSpec("q1 - 1", "test_a", False, 1, "look at a"),
        CaseSpec("q1 - 2", "test_b", True, 3, "look at b"),
    )
    return Manifest(
        lab="lab",
        title="",
        stamp="",
        questions=(
            QuestionSpec("q1", 4, cases=cases, **question),  # type: ignore[arg-type]
            QuestionSpec("q2", 5, manual=True),
        ),
    )


def outcome(*passed: bool | None, **more: tuple[CaseOutcome, ...]) -> Outcome:
    return Outcome({"q1": tuple(CaseOutcome(p, "said") for p in passed), **more})


@pytest.mark.parametrize(
    ("passed", "points"), [((True, True), 4), ((True, False), 1), ((False, True), 3)]
)
def test_a_question_earns_the_points_of_its_passed_cases(
    passed: tuple[bool, bool], points: float
) -> None:
    [question] = score(manifest(), outcome(*passed))
    assert (question.name, question.score, question.max_score) == ("q1", points, 4)


def test_all_or_nothing_earns_nothing_for_half(tmp_path: object) -> None:
    [question] = score(manifest(all_or_nothing=True), outcome(True, False))
    assert question.score == 0
    assert [case.status for case in question.cases] == ["passed", "failed"]


def test_messages_and_hints_are_of_failed_cases_only() -> None:
    [question] = score(manifest(), outcome(True, False))
    assert [(case.message, case.hint) for case in question.cases] == [
        ("", ""),
        ("said", "look at b"),
    ]


def test_a_message_that_would_steer_a_terminal_is_made_harmless() -> None:
    said = CaseOutcome(False, "\x1b[2Jgone\x07 \u202eback \ud800")
    [question] = score(manifest(), Outcome({"q1": (said, said)}))
    assert [case.message for case in question.cases] == ["gone back ?"] * 2


def test_a_case_that_did_not_run_is_ungraded_and_earns_nothing() -> None:
    [question] = score(manifest(), outcome(True, None))
    assert question.cases[1].status == "ungraded"
    assert question.score == 1


def test_a_question_that_is_not_expected_counts_nothing() -> None:
    [question] = score(manifest(), outcome(True, False, q9=(CaseOutcome(True),) * 100))
    assert question.score == 1


@pytest.mark.parametrize("passed", [(), (True,), (True, True, True)])
def test_missing_or_extra_results_are_a_fault_and_no_score(passed: tuple[bool, ...]) -> None:
    with pytest.raises(GraderError, match="2 test results of q1"):
        score(manifest(), outcome(*passed))


def test_a_question_without_results_is_a_fault_and_no_zero() -> None:
    with pytest.raises(GraderError, match="got none"):
        score(manifest(), Outcome({}))


def test_what_could_not_be_run_stays_open_and_is_no_zero() -> None:
    [question] = score(manifest(), outcome(True, None))
    assert (question.score, question.pending, question.is_ungraded) == (1, 3, True)
    assert [(case.status, case.hint) for case in question.cases] == [
        ("passed", ""),
        ("ungraded", ""),
    ]
    [question] = score(manifest(all_or_nothing=True), outcome(False, None))
    assert (question.score, question.pending) == (0, 0)
