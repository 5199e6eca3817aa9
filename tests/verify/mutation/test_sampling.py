"""A sample of what a lab could be tried with has some of each kind."""

from __future__ import annotations

from pathlib import Path

from torchgrade.verify.mutation.sampling import some_of_each
from torchgrade.verify.variant import Variant


def variants(*fails: str, question: str = "q1") -> list[Variant]:
    paths = [Path(f"{question}_{number}.py") for number in range(len(fails))]
    return [
        Variant(p, "", question, tuple(f.split()), "") for p, f in zip(paths, fails, strict=True)
    ]


def some(found: list[Variant], count: int) -> list[Variant]:
    return some_of_each(found, count, lambda v: v.name, lambda v: v.kinds)


def test_a_sample_has_some_for_each_test() -> None:
    found = variants("test_a", "test_a", "test_a", "test_b", "test_a test_c")
    assert len(some(found, 1)) in (2, 3)  # the one of test_a may be that of test_c, too
    assert {test for v in some(found, 1) for test in v.fails} == {
        "test_a",
        "test_b",
        "test_c",
    }
    assert some(found, 5) == some(found, 0) == found


def test_a_sample_of_alternatives_has_some_for_each_question() -> None:
    found = variants("", "", "") + variants("", "", question="q2")
    assert [v.question for v in some(found, 1)] == ["q1", "q2"]


def test_one_variant_more_changes_nothing_about_the_others() -> None:
    found = variants(*["test_a"] * 20)
    for newest in range(1, 20):
        before, after = some(found[:newest], 3), some(found[: newest + 1], 3)
        assert len({v.name for v in before} - {v.name for v in after}) <= 1


def test_what_costs_least_is_chosen_first() -> None:
    found = variants("test_a", "test_a", "test_a")
    for cheap in found:
        dear = {v.name for v in found} - {cheap.name}
        chosen = some_of_each(
            found, 1, lambda v: v.name, lambda v: v.kinds, cost=lambda v, dear=dear: v.name in dear
        )
        assert chosen == [cheap]
