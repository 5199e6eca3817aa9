"""What verify is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from torchgrade.errors import AuthorError
from torchgrade.verify import VerifyOptions

GATES = ("solution", "mistakes", "alternatives", "mutants", "noise", "lint", "budget")


def wanted(options: VerifyOptions) -> list[str]:
    return [gate for gate in GATES if options.wants(gate)]


def test_a_gate_that_is_none_cannot_be_skipped() -> None:
    with pytest.raises(AuthorError, match=r"no gate nois: there are solution, .*noise"):
        VerifyOptions(skip=frozenset({"nois", "lint"}))


def test_quick_leaves_noise_and_budget_out() -> None:
    assert wanted(VerifyOptions()) == list(GATES)
    assert wanted(VerifyOptions(quick=True)) == [g for g in GATES if g not in ("noise", "budget")]


def test_selected_rules_are_looked_at_alone_on_what_they_need() -> None:
    options = VerifyOptions(select=frozenset({"magic-tolerance", "V402"}))
    assert wanted(options) == ["mutants", "lint"]
    slugs = ["solution-fails", "mutant-survives", "magic-tolerance"]
    assert [rule.slug for rule in options.rules] == slugs
    assert wanted(VerifyOptions(select=frozenset({"V501"}))) == ["alternatives", "noise"]


def test_ignored_rules_are_not_looked_at() -> None:
    options = VerifyOptions(ignore=frozenset({"V501", "magic-tolerance"}))
    assert wanted(options) == [gate for gate in GATES if gate != "noise"]
    assert {"noise-costs", "magic-tolerance"}.isdisjoint(rule.slug for rule in options.rules)


def test_one_seed_would_leave_none_for_two_threads() -> None:
    with pytest.raises(AuthorError, match="expected two seeds or more, got 1"):
        VerifyOptions(seeds=1)


@pytest.mark.parametrize("how", ["select", "ignore"])
def test_a_rule_that_is_none_is_refused(how: str) -> None:
    with pytest.raises(AuthorError, match="no rule 'magic-tolerence'; did you mean magic-tol"):
        VerifyOptions(**{how: frozenset({"magic-tolerence"})})  # type: ignore[arg-type]


def test_a_solution_that_fails_is_always_said() -> None:
    options = VerifyOptions(skip=frozenset({"solution"}), select=frozenset({"V705"}))
    assert "solution-fails" in [rule.slug for rule in options.rules]
    with pytest.raises(AuthorError, match="solution-fails can't be ignored"):
        VerifyOptions(ignore=frozenset({"V101"}))


def test_a_quick_run_knows_what_it_does_not_see() -> None:
    unseen = VerifyOptions(quick=True, ignore=frozenset({"too-slow"})).unseen
    assert {rule.code for rule in unseen} >= {"V501", "V802", "V803"}
    assert "V801" not in {rule.code for rule in unseen}
    assert VerifyOptions(quick=True, skip=frozenset({"noise", "budget"})).unseen == ()
    assert VerifyOptions().unseen == ()


@pytest.mark.parametrize(
    "part",
    [
        {"sample": 1},
        {"skip": frozenset({"mistakes"})},
        {"select": frozenset({"magic-tolerance"})},
    ],
)
def test_signatures_are_of_all_mistakes_of_a_question(part: dict[str, Any]) -> None:
    with pytest.raises(AuthorError, match="signatures are of all mistakes"):
        VerifyOptions(signatures=True, **part)
    VerifyOptions(signatures=True, quick=True, questions=("q1",))
